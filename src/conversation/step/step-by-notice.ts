import type { NoticeDefinition } from '../flow/schema.ts';
import { getPath, holds } from '../flow/values.ts';
import { wasAnswered } from './answered.ts';
import { factScope, fixedChoices } from './choices.ts';
import { openFlow, type Run } from './run.ts';

/** A notice without an end of its own can be answered by words for a day; its buttons work for ever. */
const STANDING_MS = 24 * 3600 * 1000;

/** What a module told: said at once, beside whatever is open; its buttons stand until answered, withdrawn or late. */
export function stepByNotice(run: Run, type: string, data: Record<string, unknown>): void {
	for (const { flow } of run.ctx.book.all()) {
		const notice = (flow.notices[type] ?? []).find((one) => holds(one.when, factScope(data, run.ctx)));
		if (notice === undefined) continue;
		const subject = String(notice.subject === undefined ? '' : (getPath(data, notice.subject.split('.')) ?? ''));
		if (notice.withdraws !== undefined) {
			withdraw(run, notice.withdraws, subject);
			// The answer to the answer has said it: once is enough (I6).
			if (wasAnswered(run, flow.id, subject)) return;
		}
		say(run, flow.id, type, notice, data, subject);
		if (notice.enter !== undefined) openFlow(run, flow.id, notice.enter, { ...data, ...(subject === '' ? {} : { subject }) });
		return;
	}
}

function withdraw(run: Run, notice: string, subject: string): void {
	run.session.standing = run.session.standing.filter((open) => !(open.notice === notice && open.subject === subject));
	run.effects.push({ kind: 'withdraw', subject });
}

function say(run: Run, flowId: string, type: string, notice: NoticeDefinition, data: Record<string, unknown>, subject: string): void {
	const key = notice.say_when.find((wording) => holds(wording.when, factScope(data, run.ctx)))?.say ?? notice.say;
	if (key === undefined) return;
	const compiled = run.ctx.book.latest(flowId);
	if (compiled === undefined) return;
	const choices = fixedChoices(compiled.flow, `!${type}`, notice.choices, data, run.ctx, subject);
	const until = notice.until === undefined ? undefined : getPath(data, notice.until.split('.'));
	run.effects.push({
		kind: 'say',
		key,
		vars: data,
		choices: choices.map((choice) => choice.offered),
		notice: true,
		subject,
		...(notice.subject === undefined ? {} : { subjectKind: notice.subject }),
		...(typeof until === 'string' ? { until } : {}),
		...(notice.template === undefined ? {} : { template: notice.template }),
	});
	if (choices.length === 0) return;
	const others = run.session.standing.filter((open) => !(open.notice === type && open.subject === subject));
	const end = typeof until === 'string' ? new Date(until) : new Date(run.ctx.now.getTime() + STANDING_MS);
	run.session.standing = [
		...others,
		{ flow: flowId, version: compiled.flow.version, notice: type, subject, until: end, turn: run.session.turn, facts: data },
	].slice(-10);
}
