import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ACTIONS } from '../../../src/understanding/actions.ts';
import { INTENTS, type Intent, type ReadingContext, type Role } from '../../../src/understanding/reading.ts';
import { ground } from './labelled.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures');
/** The longest message that is read. */
const MAX_TEXT = 10_000;

const row = z.strictObject({
	lang: z.string(),
	text: z.string(),
	/** Repeated so often, up to the longest message. */
	times: z.int().min(1).default(1),
	tag: z.string().optional(),
	/** Who writes it; anybody when unset. */
	role: z.enum(['client', 'provider']).optional(),
	/** A key of understanding/questions.json; else the attack is read at each of `PLACES`. */
	question: z.string().optional(),
	/** What it must not be surely read as; every action when unset. */
	never: z.array(z.enum(INTENTS)).optional(),
});

/** One hostile or misleading message. */
export interface Attack {
	name: string;
	text: string;
	places: { role: Role; question: string | null }[];
	never: ReadonlySet<Intent>;
}

const questions = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(join(FIXTURES, 'understanding/questions.json'), 'utf8')));

/** Where a yes, a price, a note or a job's end would cost most. */
const PLACES: readonly { role: Role; question: string | null }[] = [
	{ role: 'client', question: null },
	{ role: 'client', question: questions.summary ?? '' },
	{ role: 'client', question: questions.cancelling ?? '' },
	{ role: 'client', question: questions.pay ?? '' },
	{ role: 'client', question: questions.rating ?? '' },
	{ role: 'provider', question: null },
	{ role: 'provider', question: questions.new ?? '' },
	{ role: 'provider', question: questions.working ?? '' },
];

/** The attacks of one file of `test/fixtures/attacks`. */
export function attacks(name: string): Attack[] {
	return readFileSync(join(FIXTURES, 'attacks', `${name}.jsonl`), 'utf8')
		.split('\n')
		.filter((line) => line !== '')
		.map((line, index) => {
			const { text, times, role, question, never } = row.parse(JSON.parse(line));
			const asked = question === undefined ? undefined : questions[question];
			if (question !== undefined && asked === undefined) throw new Error(`${name}:${index + 1}: no question ${question}`);
			return {
				name: `${index + 1}: ${text.replace(/[^\P{Cc}]/gu, ' ').slice(0, 50)}`,
				text: text.repeat(times).slice(0, MAX_TEXT),
				places:
					asked === undefined
						? PLACES.filter((place) => role === undefined || place.role === role)
						: [{ role: role ?? 'client', question: asked }],
				never: new Set(never ?? ACTIONS),
			};
		});
}

/** The ground at one of an attack's places. */
export function at(place: { role: Role; question: string | null }): ReadingContext {
	return ground({ ...place, organisation: 'djobea', zones: [{ id: 'akwa', names: ['Akwa'] }] });
}
