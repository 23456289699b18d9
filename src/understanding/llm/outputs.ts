import { z } from 'zod';
import { INTENTS } from '../reading.ts';

/** A value of a closed vocabulary. Anything else is no mistake to repair but an abstention: null (rule D13). A missing field is a mistake. */
function closed<const T extends string>(values: readonly T[]) {
	return z.union([z.string(), z.null()]).transform((said): T | null => values.find((value) => value === said) ?? null);
}

const sentiment = closed(['positif', 'neutre', 'negatif']);
const urgency = closed(['basse', 'moyenne', 'haute']);
const category = closed(['facturation', 'technique', 'commercial', 'resiliation', 'autre']);
const confidence = z.number().min(0).max(1);
const evidence = z.array(z.string().max(500)).max(20).default([]);

/** What a model answers when it reads one message. Slots are looked at one by one afterwards. */
const reading = z.object({
	intent: closed(INTENTS),
	slots: z.record(z.string(), z.unknown()).default({}),
	sentiment,
	urgency,
	category,
	wants_human: z.boolean(),
	language: closed(['fr', 'en', 'wo', 'pcm', 'camfr']).default(null),
	confidence,
	evidence,
});
export type ReadingOutput = z.output<typeof reading>;

/** What a model answers when it sorts a conversation for an agent (spec/4). */
const triage = z.object({ sentiment, urgency, category, summary: z.string().max(2_000), confidence, evidence });
export type TriageOutput = z.output<typeof triage>;

/** The schemas a prompt's front matter may name as its `output`. `text`: words for a model, answered under another prompt's schema. */
export const OUTPUTS = { reading, triage, text: z.string() } as const;
export type OutputName = keyof typeof OUTPUTS;
