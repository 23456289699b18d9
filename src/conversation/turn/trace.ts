import { Schema } from 'mongoose';
import { defineModel } from '../../platform/mongo/define-model.ts';
import type { Reading } from '../../understanding/reading.ts';
import type { Owner } from '../contacts/contact.ts';
import type { Input } from '../input.ts';
import type { Facts } from '../session.ts';

/** Where a contact stands before or after a turn: the frame that listens, if one is open. */
export interface TracePlace {
	owner: Owner;
	flow?: string;
	version?: number;
	state?: string;
	facts?: Facts;
}

/** What one turn did, for the simulator's inspector: written in development only, since it holds people's words. */
export interface TurnTrace {
	/** The inbox item's id. */
	_id: string;
	org: string;
	contact: string;
	at: Date;
	/** What came in, as the lane gave it. */
	input: Input | null;
	/** What the message replied to is about. */
	replied: string | null;
	/** `message`, `choice`, `timer`, `domain`… */
	inputKind: string;
	/** The row of the precedence table that decided. */
	decision: string;
	/** What was understood, when understanding was asked. */
	reading: Reading | null;
	before: TracePlace | null;
	after: TracePlace | null;
	/** The commands it ran and what the modules answered. */
	commands: { name: string; outcome: string; data: Record<string, unknown> }[];
	/** What the step asked for, in order: `{ kind, … }`. */
	effects: Record<string, unknown>[];
}

/** A week of traces: enough to look back, and the collection stays bounded (I12). */
const KEPT_SECONDS = 7 * 24 * 3600;

const schema = new Schema<TurnTrace>({
	_id: { type: String, required: true },
	org: { type: String, required: true },
	contact: { type: String, required: true },
	at: { type: Date, required: true },
	input: { type: Schema.Types.Mixed, default: null },
	replied: { type: String, default: null },
	inputKind: { type: String, required: true },
	decision: { type: String, required: true },
	reading: { type: Schema.Types.Mixed, default: null },
	before: { type: Schema.Types.Mixed, default: null },
	after: { type: Schema.Types.Mixed, default: null },
	commands: { type: Schema.Types.Mixed, default: () => [] },
	effects: { type: Schema.Types.Mixed, default: () => [] },
});
schema.index({ org: 1, contact: 1, _id: -1 });
schema.index({ at: 1 }, { expireAfterSeconds: KEPT_SECONDS });

export const TurnTraceModel = defineModel<TurnTrace>('TurnTrace', schema, { collection: 'turn_traces', tenant: true });
