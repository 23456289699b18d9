import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { dangerIn } from '../danger.ts';
import { readExamples } from '../local/examples.ts';
import { type Feature, windowsOf } from './features.ts';

const EXAMPLES = join(import.meta.dirname, 'examples');
const FIXTURES = join(import.meta.dirname, '../../../test/fixtures/understanding/danger/lines.jsonl');

const told = z.strictObject({ lang: z.string(), text: z.string(), danger: z.boolean() });

/** A text and whether it tells of danger. `told`: written for this question, not taken from the messages of every day. */
export interface Lesson {
	text: string;
	danger: boolean;
	told: boolean;
	windows: Feature[][];
}

/** The lines of a file of texts labelled as dangers or not. Throws when one is malformed. */
export function readTold(path: string): z.infer<typeof told>[] {
	return readFileSync(path, 'utf8')
		.split('\n')
		.filter((row) => row.trim() !== '')
		.map((row) => told.parse(JSON.parse(row)));
}

/**
 * What the head learns from: lines written for it, the list of dangers of the lexicon, and the classifier's everyday messages, which are none
 * (those in which the lexicon hears danger, or that are labelled so, are dangers; urgent ones without either are left out: nobody judged them).
 */
export function lessons(): Lesson[] {
	const own = [
		...readdirSync(EXAMPLES)
			.filter((name) => name.endsWith('.jsonl'))
			.sort()
			.flatMap((name) => readTold(join(EXAMPLES, name))),
		...readTold(FIXTURES),
	].map(({ text, danger }) => ({ text, danger, told: true }));
	const everyday = readExamples().flatMap(({ line }) => {
		const danger = line.tags.includes('danger') || (line.urgency === 'haute' && dangerIn(line.text) !== null);
		if (!danger && (line.urgency === 'haute' || dangerIn(line.text) !== null)) return [];
		return [{ text: line.text, danger, told: false }];
	});
	const seen = new Set<string>();
	return [...own, ...everyday].flatMap((lesson) => {
		if (seen.has(lesson.text)) return [];
		seen.add(lesson.text);
		const windows = windowsOf(lesson.text);
		return windows.length === 0 ? [] : [{ ...lesson, windows }];
	});
}
