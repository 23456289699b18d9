import type { Category, Sentiment, Urgency } from '../reading.ts';

export const TRIAGE_LABELS = ['sentiment', 'category', 'urgency'] as const;
export type TriageLabel = (typeof TRIAGE_LABELS)[number];

/** Where a label comes from: the words and rules of the house, a model, or a person who knew better. */
export interface Label<T> {
	value: T;
	source: 'local' | 'llm' | 'human';
	/** Of an LLM's label: the model and the prompt's version. */
	model?: string;
	prompt?: string;
	/** 0 to 1. */
	confidence: number;
	/** The person's words that decided. */
	evidence: string[];
}

/** What an agent sees of a conversation before reading it (spec/4). */
export interface Triage {
	sentiment: Label<Sentiment>;
	category: Label<Category>;
	urgency: Label<Urgency>;
	/** One line in the person's language: their own words, or a model's, checked (`model-summary`). */
	summary: Label<string>;
	/** Words of danger were found; nothing but a person lowers the urgency then. */
	danger: boolean;
}

export interface TriageContext {
	org: string;
	timezone: string;
	/** The language the person is answered in, when known. */
	language: 'fr' | 'en' | 'wo' | null;
	now: Date;
	/** What the conversation was last thought to be; null at first. */
	previous: { urgency: Urgency; danger: boolean } | null;
	/** How many of the last texts `previous` has not seen; unset: all of them. */
	fresh?: number;
}

/** Sorts what a person wrote, the last message last. Never rejects. */
export type SortTexts = (texts: readonly string[], context: TriageContext) => Promise<Triage>;
