import type { Run } from './run.ts';

/** News of an offer comes within its five minutes; nobody answers more than so many meanwhile (I12). */
const MOST_ANSWERED = 10;

/** Remembers that a notice about this was answered. */
export function noteAnswered(run: Run, flow: string, subject: string): void {
	const key = keyOf(flow, subject);
	run.session.answered = [...(run.session.answered ?? []).filter((one) => one !== key), key].slice(-MOST_ANSWERED);
}

/** Has the person already answered this notice about this subject? */
export function wasAnswered(run: Run, flow: string, subject: string): boolean {
	return run.session.answered?.includes(keyOf(flow, subject)) === true;
}

function keyOf(flow: string, subject: string): string {
	return `${flow} ${subject}`;
}
