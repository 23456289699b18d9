import { questionOf } from '../flow/book.ts';
import type { Moment } from '../precedence/moment.ts';
import { askAgain, flowOf, openFlow, type Run } from './run.ts';

/** An input nothing could make sense of: the open question is asked again, then again with its choices spelled out, then a person is called. */
export function notUnderstood(run: Run, { asking, input, choices }: Moment): void {
	if (input.kind === 'media' && isVoice(run)) {
		speak(run, 'common.write_please');
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

/** A voice note cannot be heard yet: the person is asked to write, and the question stays open. */
function isVoice(run: Run): boolean {
	return run.ctx.voice;
}
