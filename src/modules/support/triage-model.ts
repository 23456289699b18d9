import { Schema } from 'mongoose';
import { defineModel } from '../../platform/mongo/define-model.ts';
import type { Triage, TriageLabel } from '../../understanding/triage/labels.ts';

/** A person who knew better. */
export interface Correction {
	label: TriageLabel;
	from: string;
	to: string;
	/** Who had said `from`, how surely: the house, a model under a prompt, or a person. */
	source: string;
	model: string | null;
	prompt: string | null;
	confidence: number;
	by: string;
	at: Date;
}

/** How a conversation was sorted at one moment. The newest row of a contact counts; older ones tell how it came to that. */
export interface TriageRow extends Triage {
	/** The event's id: the same event again is the same row. */
	_id: string;
	org: string;
	contact: string;
	at: Date;
	/** Of the rules that made the local labels. */
	version: number;
	corrections: Correction[];
}

/** Two seasons of corrections to learn from. Summaries hold people's words, so no longer. */
const KEPT_SECONDS = 180 * 24 * 3600;
const label = { type: Schema.Types.Mixed, required: true };

const schema = new Schema<TriageRow>({
	_id: { type: String, required: true },
	org: { type: String, required: true },
	contact: { type: String, required: true },
	at: { type: Date, required: true },
	version: { type: Number, required: true },
	sentiment: label,
	category: label,
	urgency: label,
	summary: label,
	danger: { type: Boolean, required: true },
	corrections: { type: Schema.Types.Mixed, default: () => [] },
});
// The newest of a contact.
schema.index({ org: 1, contact: 1, _id: -1 });
// The report of a time.
schema.index({ org: 1, at: 1 });
schema.index({ at: 1 }, { expireAfterSeconds: KEPT_SECONDS });

export const TriageModel = defineModel<TriageRow>('Triage', schema, { collection: 'triages', tenant: true });

/** How a contact's conversation was sorted last. */
export async function latestTriage(org: string, contact: string): Promise<TriageRow | null> {
	return TriageModel.findOne({ org, contact }).sort({ _id: -1 }).lean();
}
