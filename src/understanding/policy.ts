import { machineTalkIn } from './machine-talk.ts';
import type { Reading, ReadingContext } from './reading.ts';

/** A text as long as this tells several things at once, which the rules read one of. Characters. */
export const LONG_TEXT = 280;
/** Under this the dialogue takes an intent for a guess (step/read-answer), so it is worth asking a better reader. */
export const UNSURE_BELOW = 0.6;
/** Whoever asks for a reading has one after this, whatever the model does. */
export const LONGEST_WAIT_MS = 4_000;

/** What the policy looks at: the text, the moment, and the local reading, which is always made first. */
export interface PolicyCase {
	text: string;
	context: ReadingContext;
	local: Reading;
}

export interface PolicyRow {
	name: 'wordless' | 'danger' | 'machine' | 'choice' | 'closed' | 'long' | 'unsure' | 'sure';
	when: (given: PolicyCase) => boolean;
	use: 'local' | 'llm';
}

const isChoice = ({ text, context }: PolicyCase): boolean => {
	const said = plain(text);
	return (
		/^\d{1,2}$/.test(said) ||
		context.choices.some(({ id, label, synonyms }) => [id, label, ...synonyms].some((word) => plain(word) === said))
	);
};

/** Closed facts that a grammar read whole: the text holds nothing a model could add. */
const isClosed = ({ text, local }: PolicyCase): boolean =>
	plain(text).length <= 12 &&
	[local.found.amount, local.found.rating, local.found.phone, local.found.request_id].some((fact) => fact !== undefined);

/**
 * Who reads a text: one table, the first row that fits. Deterministic and local before the model; danger never waits for one, and what speaks to machines never meets one; the model is
 * asked only about what has words and is long or unsure. Without a configured model the local reading stands.
 */
export const POLICY: readonly PolicyRow[] = [
	{ name: 'wordless', when: ({ text }) => !/\p{L}{2}/u.test(text), use: 'local' },
	{ name: 'danger', when: ({ local }) => local.danger, use: 'local' },
	{ name: 'machine', when: ({ text }) => machineTalkIn(text) !== null, use: 'local' },
	{ name: 'choice', when: isChoice, use: 'local' },
	{ name: 'closed', when: isClosed, use: 'local' },
	{ name: 'long', when: ({ text }) => text.length >= LONG_TEXT, use: 'llm' },
	{ name: 'unsure', when: ({ local }) => local.intent === null || local.confidence < UNSURE_BELOW, use: 'llm' },
	{ name: 'sure', when: () => true, use: 'local' },
];

/** The row that decides who reads a text. */
export function policyFor(given: PolicyCase): PolicyRow {
	const row = POLICY.find(({ when }) => when(given));
	return row ?? { name: 'sure', when: () => true, use: 'local' };
}

/** What is answered within the time, else the fallback; never rejects, whatever `ask` does. What comes late is dropped. */
export async function within<T>(ask: () => Promise<T>, ms: number, fallback: T): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<T>((resolve) => {
		timer = setTimeout(() => resolve(fallback), ms);
	});
	try {
		return await Promise.race([ask(), late]);
	} catch {
		return fallback;
	} finally {
		clearTimeout(timer);
	}
}

function plain(text: string): string {
	return text
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[\s.!,]+/g, ' ')
		.trim();
}
