import { questionOf } from '../flow/book.ts';
import type { Moment } from '../precedence/moment.ts';
import type { Unread } from './context.ts';
import { askAgain, flowOf, openFlow, type Run } from './run.ts';

/** What is asked for instead; such a file is no wrong answer, and the question stays open. */
const INSTEAD: Readonly<Record<Unread, string>> = {
	voice: 'common.write_please',
	sticker: 'common.no_sticker',
	contact_card: 'common.no_contact_card',
	file: 'common.no_file',
};

/** An input nothing could make sense of: the open question is asked again, then again with its choices spelled out, then a person is called. */
export function notUnderstood(run: Run, { asking, input, choices }: Moment): void {
	if (input.kind === 'media' && input.caption === '' && run.ctx.unread !== null) {
		speak(run, INSTEAD[run.ctx.unread]);
		if (asking !== undefined) askAgain(run);
		return;
	}
	if (asking === undefined) {
		openFlow(run, 'help', 'lost', {});
		return;
	}
	const wrong = asking.wrong + 1;
	if (wrong >= run.ctx.limits.wrongAnswers) {
		openFlow(run, 'person', 'begin', { reason: 'not_understood' });
		return;
	}
	const retry = questionOf(flowOf(run, asking).flow, asking.state)?.retry;
	speak(run, wrong > 1 && choices.length > 0 ? 'common.pick_number' : (retry ?? 'common.not_understood'));
	askAgain(run);
	asking.wrong = wrong;
}

function speak(run: Run, key: string): void {
	run.effects.push({ kind: 'say', key, vars: {}, choices: [], notice: false });
}
