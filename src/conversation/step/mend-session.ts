import { questionOf } from '../flow/book.ts';
import type { Frame } from '../session.ts';
import type { Run } from './run.ts';
import { saveDraft } from './run.ts';

/** Standing notices kept at most; older ones fall out (I12). */
const MAX_STANDING = 10;

/**
 * Brings a session in line with the moment: frames of a version that no longer exists are moved or closed by the flow's own rule
 * (I11), questions nobody answered in time are closed — a "oui" three days later confirms nothing —, stale notices and drafts go.
 */
export function mendSession(run: Run): void {
	const { session, ctx } = run;
	session.frames = session.frames.flatMap((frame) => moved(run, frame));
	const now = ctx.now.getTime();
	if (session.askedAt !== undefined && now - session.askedAt.getTime() > ctx.limits.questionExpiryMs) closeExpired(run);
	session.standing = session.standing.filter((notice) => notice.until.getTime() > now).slice(-MAX_STANDING);
	session.drafts = session.drafts.filter((draft) => now - draft.savedAt.getTime() < ctx.limits.draftKeepMs);
}

/** Closes every open dialogue whose question may expire, keeping what can be resumed as a draft. */
export function closeExpired(run: Run): void {
	const staying: Frame[] = [];
	for (const frame of run.session.frames) {
		const question = questionOf(run.ctx.book.at(frame.flow, frame.version)?.flow ?? emptyFlow(frame), frame.state);
		if (question?.expires === false) staying.push(frame);
		else saveDraft(run, frame);
	}
	run.session.frames = staying;
	run.session.askedAt = undefined;
}

function moved(run: Run, frame: Frame): Frame[] {
	if (run.ctx.book.at(frame.flow, frame.version)?.flow.states[frame.state] !== undefined) return [frame];
	const latest = run.ctx.book.latest(frame.flow)?.flow;
	if (latest === undefined) return [];
	const target = latest.states[frame.state] === undefined ? latest.removed[frame.state] : frame.state;
	if (target === undefined || latest.states[target] === undefined) return [];
	return [{ ...frame, version: latest.version, state: target }];
}

function emptyFlow(frame: Frame) {
	return {
		id: frame.flow,
		version: frame.version,
		audience: 'anyone' as const,
		title: '',
		absorb: {},
		inherits: [],
		fill: {},
		entries: [],
		notices: {},
		states: {},
		removed: {},
	};
}
