import { createHash } from 'node:crypto';
import { dangerIn } from '../danger.ts';
import { groundOf, type LabelledLine } from '../eval/labelled-line.ts';
import { type Facts, factsOf } from '../facts.ts';
import { readExamples } from './examples.ts';
import { featuresOf } from './features.ts';
import { learn, packModel, type Sample } from './learn.ts';

export const FOLDS = 5;
/** Times in the examples are read from here, so that training does not depend on the day. */
const NOW = new Date('2026-11-21T14:00:00Z');

/** An example with what was read from it. `own`: one that the rules were not written with. */
export interface Prepared extends Sample {
	facts: Facts;
	own: boolean;
}

/** Every example, ready to learn from. */
export function prepareExamples(): Prepared[] {
	return readExamples().map(({ line, own }) => prepare(line, own));
}

function prepare(line: LabelledLine, own: boolean): Prepared {
	const facts = factsOf(line.text, groundOf(line, NOW), dangerIn(line.text));
	return { line, facts, features: featuresOf(facts), own };
}

/** Is an example kept back from the model of a fold? Only own ones are. */
export function isKeptBack(index: number, { own }: Prepared, fold: number): boolean {
	return own && index % FOLDS === fold;
}

/** The model that has seen all examples but those of a fold; `FOLDS` itself keeps none back. */
export function modelOf(prepared: readonly Prepared[], fold: number): Buffer {
	const seen = prepared.filter((sample, index) => !isKeptBack(index, sample, fold));
	return packModel(learn(seen), seen);
}

/**
 * A short mark of all that is learnt from: the examples and what is read from them. The metrics keep the one of the stored model, so that seconds
 * tell whether it must be trained again.
 */
export function fingerprintOf(prepared: readonly Prepared[]): string {
	const hash = createHash('sha256');
	for (const { line, features, own } of prepared) hash.update(JSON.stringify([line, features, own]));
	return hash.digest('hex').slice(0, 16);
}
