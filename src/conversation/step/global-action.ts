import type { GlobalKeyword } from '../precedence/moment.ts';
import { askAgain, openFlow, type Run, saveDraft, topFrame } from './run.ts';

/** What the words that work everywhere do. Each is a flow of its own, above the one it interrupts, so that the person can come back. */
export function globalAction(run: Run, keyword: GlobalKeyword, language: string | undefined): void {
	if (keyword === 'menu') openFlow(run, 'menu', 'begin', {});
	else if (keyword === 'help') openFlow(run, 'help', 'begin', {});
	else if (keyword === 'agent') openFlow(run, 'person', 'begin', { reason: 'asked' });
	else if (keyword === 'cancel') cancel(run);
	else if (language === undefined) openFlow(run, 'language', 'begin', {});
	else {
		run.effects.push({ kind: 'language', language });
		run.effects.push({ kind: 'say', key: 'language.changed', vars: {}, choices: [], notice: false });
		askAgain(run);
	}
}

/** "Annuler" gives up the dialogue that is open; with nothing open it looks for what the person has that can be cancelled. */
function cancel(run: Run): void {
	const open = topFrame(run);
	if (open === undefined || open.flow === 'menu' || open.flow === 'provider') {
		const provides = run.ctx.contact.provider !== '' && open?.flow !== 'menu';
		openFlow(run, provides ? 'provider' : 'cancel', provides ? 'pull_out' : 'begin', {});
		return;
	}
	for (const frame of run.session.frames) saveDraft(run, frame);
	run.session.drafts = run.session.drafts.filter((draft) => draft.flow !== open.flow);
	run.session.frames = [];
	run.effects.push({ kind: 'say', key: 'common.given_up', vars: {}, choices: [], notice: false });
}
