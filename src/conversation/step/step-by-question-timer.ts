import { closeExpired } from './mend-session.ts';
import { askAgain, type Run, topFrame } from './run.ts';

/** The names of the two timers of an open question. */
export const QUESTION_REMINDER = 'question.reminder';
export const QUESTION_EXPIRY = 'question.expiry';

/** An open question is asked once more after a while, then closed. A timer of an earlier question does nothing (L9). */
export function stepByQuestionTimer(run: Run, timer: string, position: string): void {
	if (position !== String(run.session.position) || topFrame(run) === undefined) return;
	if (timer === QUESTION_EXPIRY) {
		closeExpired(run);
		return;
	}
	if (timer !== QUESTION_REMINDER || run.ctx.contact.owner === 'human') return;
	const { askedAt } = run.session;
	run.effects.push({ kind: 'say', key: 'common.reminder', vars: {}, choices: [], notice: false });
	askAgain(run);
	// The reminder does not give the question a longer life.
	run.session.askedAt = askedAt;
}
