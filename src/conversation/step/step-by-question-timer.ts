import { questionOf } from '../flow/book.ts';
import { closeExpired } from './mend-session.ts';
import { askAgain, flowOf, type Run, topFrame } from './run.ts';

/** The names of the two timers of an open question. */
export const QUESTION_REMINDER = 'question.reminder';
export const QUESTION_EXPIRY = 'question.expiry';

/** Is it one of the two timers of an open question, and not a flow's own? */
export function isQuestionTimer(timer: string): boolean {
	return timer === QUESTION_REMINDER || timer === QUESTION_EXPIRY;
}

/** An open question is asked once more after a while, then closed. A timer of an earlier question says nothing (L9). */
export function stepByQuestionTimer(run: Run, timer: string, position: string): void {
	const frame = topFrame(run);
	if (frame === undefined) return;
	const { askedAt } = run.session;
	if (position !== String(run.session.position)) {
		// It was left alone when the open question was asked, because it fires earlier.
		const expires = questionOf(flowOf(run, frame).flow, frame.state)?.expires === true;
		if (expires && askedAt !== undefined) run.effects.push({ kind: 'watch', askedAt });
		return;
	}
	if (timer === QUESTION_EXPIRY) {
		closeExpired(run);
		return;
	}
	if (timer !== QUESTION_REMINDER || run.ctx.contact.owner === 'human') return;
	run.effects.push({ kind: 'say', key: 'common.reminder', vars: {}, choices: [], notice: false });
	askAgain(run);
	// The reminder does not give the question a longer life.
	run.session.askedAt = askedAt;
}
