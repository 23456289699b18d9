import { type Category, INTENTS, type Intent, type Sentiment, type Urgency } from '../reading.ts';

const SENTIMENTS: readonly Sentiment[] = ['positif', 'neutre', 'negatif'];
const URGENCIES: readonly Urgency[] = ['basse', 'moyenne', 'haute'];
const CATEGORIES: readonly Category[] = ['facturation', 'technique', 'commercial', 'resiliation', 'autre'];
const ANSWERS = ['no', 'yes'] as const;

/** What the classifier tells of one text: a probability for each label of each head. */
export interface Guess {
	intent: Map<Intent, number>;
	sentiment: Map<Sentiment, number>;
	urgency: Map<Urgency, number>;
	category: Map<Category, number>;
	human: Map<(typeof ANSWERS)[number], number>;
}

/** The heads in the order of the model's columns. */
export const HEADS = { intent: INTENTS, sentiment: SENTIMENTS, urgency: URGENCIES, category: CATEGORIES, human: ANSWERS } as const;
export type HeadName = keyof typeof HEADS;
export const HEAD_NAMES: readonly HeadName[] = ['intent', 'sentiment', 'urgency', 'category', 'human'];

/** Where each head's columns begin. */
export const OFFSETS: Readonly<Record<HeadName, number>> = {
	intent: 0,
	sentiment: INTENTS.length,
	urgency: INTENTS.length + 3,
	category: INTENTS.length + 6,
	human: INTENTS.length + 11,
};
export const COLUMNS = INTENTS.length + 13;
