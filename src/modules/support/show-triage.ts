import { z } from 'zod';
import type { Label } from '../../understanding/triage/labels.ts';
import type { TriageRow } from './triage-model.ts';

const origin = z.object({
	source: z.enum(['local', 'llm', 'human']),
	model: z.string().nullable(),
	confidence: z.number(),
	evidence: z.array(z.string()).describe("The person's words that decided"),
});

/** How a conversation was sorted, as the API shows it beside the rest; null while it has not been. */
export const shownTriage = z.object({
	urgency: z.enum(['basse', 'moyenne', 'haute']).nullable(),
	sentiment: z.enum(['positif', 'neutre', 'negatif']).nullable(),
	category: z.enum(['facturation', 'technique', 'commercial', 'resiliation', 'autre']).nullable(),
	summary: z.string().nullable().describe("One line in the person's language"),
	danger: z.boolean().describe('Words of danger were found'),
	triage: z
		.object({ at: z.string(), version: z.int(), urgency: origin, sentiment: origin, category: origin, summary: origin })
		.nullable()
		.describe('Where each label comes from'),
});

/** A conversation's sorting as the API shows it; all null until it is sorted. */
export function showTriage(row: TriageRow | undefined): z.input<typeof shownTriage> {
	if (row === undefined) return { urgency: null, sentiment: null, category: null, summary: null, danger: false, triage: null };
	const { urgency, sentiment, category, summary, danger, at, version } = row;
	return {
		urgency: urgency.value,
		sentiment: sentiment.value,
		category: category.value,
		summary: summary.value,
		danger,
		triage: {
			at: at.toISOString(),
			version,
			urgency: originOf(urgency),
			sentiment: originOf(sentiment),
			category: originOf(category),
			summary: originOf(summary),
		},
	};
}

function originOf({ source, model, confidence, evidence }: Label<unknown>): z.input<typeof origin> {
	return { source, model: model ?? null, confidence, evidence };
}
