import { z } from 'zod';
import type { Scene } from '../../conversation/scene/scene.ts';
import { AppError } from '../../platform/errors.ts';
import { claimOne } from '../../platform/mongo/claim.ts';
import type { Label } from '../../understanding/triage/labels.ts';
import type { Agent } from './agent.ts';
import { type Correction, TriageModel, type TriageRow } from './triage-model.ts';

/** What an agent may say it really is; what is left out stays. */
export const correctionSchema = z
	.strictObject({
		sentiment: z.enum(['positif', 'neutre', 'negatif']).optional(),
		category: z.enum(['facturation', 'technique', 'commercial', 'resiliation', 'autre']).optional(),
		urgency: z.enum(['basse', 'moyenne', 'haute']).optional(),
	})
	.refine((body) => Object.values(body).some((value) => value !== undefined), 'name at least one label');
export type TriageCorrection = z.output<typeof correctionSchema>;

/** More than this is no correction any more (I12). */
const MOST_CORRECTIONS = 50;

/** Stores what an agent knows better. Throws `not_found` while the conversation has not been sorted, `conflict` when another corrected it meanwhile. */
export async function correctTriage(scene: Scene, contact: string, agent: Agent, said: TriageCorrection): Promise<void> {
	const row = await TriageModel.findOne({ org: scene.org, contact }).sort({ _id: -1 }).session(scene.db).lean();
	if (row === null) throw new AppError('not_found', 'this conversation has not been sorted');
	const corrections: Correction[] = [
		...correctionOf('sentiment', row.sentiment, said.sentiment, agent, scene.now),
		...correctionOf('category', row.category, said.category, agent, scene.now),
		...correctionOf('urgency', row.urgency, said.urgency, agent, scene.now),
	];
	if (corrections.length === 0) return;
	if (row.corrections.length + corrections.length > MOST_CORRECTIONS) throw new AppError('not_allowed', 'corrected too often');
	const labels = Object.fromEntries(
		corrections.map(({ label, to }) => [label, { value: to, source: 'human' as const, confidence: 1, evidence: [] }]),
	);
	// A person who lowers the urgency has judged the danger too.
	const calm = said.urgency !== undefined && said.urgency !== 'haute' ? { danger: false } : {};
	const written = await claimOne<TriageRow>(
		TriageModel,
		{ _id: row._id, org: scene.org, corrections: { $size: row.corrections.length } },
		{ $set: { ...labels, ...calm, corrections: [...row.corrections, ...corrections] } },
		scene.db,
	);
	if (written === null) throw new AppError('conflict', 'corrected by someone else meanwhile');
	scene.emit({
		type: 'conversation.triage_corrected',
		subject: { kind: 'contact', id: contact },
		data: { labels: corrections.map(({ label }) => label), agent: agent.id },
	});
}

function correctionOf(label: Correction['label'], was: Label<string>, to: string | undefined, agent: Agent, at: Date): Correction[] {
	if (to === undefined || to === was.value) return [];
	const { value: from, source, model = null, prompt = null, confidence } = was;
	return [{ label, from, to, source, model, prompt, confidence, by: agent.id, at }];
}
