import { questionOf } from '../flow/book.ts';
import type { Answer } from '../flow/compile.ts';
import type { Input } from '../input.ts';
import { isAside } from '../precedence/interrupts.ts';
import type { Decision, Moment } from '../precedence/moment.ts';
import { decide } from '../precedence/precedence.ts';
import type { Facts } from '../session.ts';
import { noteAnswered } from './answered.ts';
import { liveChoices, surroundings } from './choices.ts';
import { globalAction } from './global-action.ts';
import { notUnderstood } from './not-understood.ts';
import { readAnswer } from './read-answer.ts';
import { absorbed, answerQuestion, askAgain, drive, flowOf, openFlow, type Run, topFrame } from './run.ts';

/** Safety advice is repeated at most once an hour. */
const ADVICE_MS = 3600_000;

/** What a person wrote, tapped or sent: read, decided by the precedence table, carried out. */
export function stepByPerson(run: Run, input: Input): Decision {
	const moment = look(run, input);
	const decision = decide(moment);
	run.session.lastTap = input.kind === 'choice' ? { payload: input.payload, at: run.ctx.now } : undefined;
	if (decision.row !== 'human' && decision.row !== 'opt_out') advise(run, moment);
	carryOut(run, decision, moment);
	return decision;
}

function look(run: Run, input: Input): Moment {
	const frame = topFrame(run);
	const asks = frame !== undefined && questionOf(flowOf(run, frame).flow, frame.state) !== undefined;
	const asking = asks && !isElsewhere(run, frame.facts) ? frame : undefined;
	const choices = asking === undefined ? [] : liveChoices(flowOf(run, asking).flow, asking.state, asking.facts, run.ctx);
	const text = input.kind === 'message' ? input.text : input.kind === 'choice' ? input.label : input.kind === 'media' ? input.caption : '';
	const numbered = run.session.standing.every((notice) => notice.turn <= run.session.askedTurn);
	const read = readAnswer(input, choices, run.ctx.reading, run.ctx.media, numbered);
	return { run, input, text, reading: run.ctx.reading, asking, choices, read };
}

/** The message that is answered was about something the open question does not know of: what is said is no answer to that question. */
function isElsewhere({ ctx: { repliedSubject } }: Run, facts: Facts): boolean {
	return repliedSubject !== null && !Object.values(facts).includes(repliedSubject);
}

function carryOut(run: Run, decision: Decision, moment: Moment): void {
	switch (decision.row) {
		case 'opt_out':
			run.effects.push({ kind: 'opt_out', word: decision.word });
			return;
		case 'human':
			return;
		case 'tap':
			if (decision.action === 'answer') answerQuestion(run, decision.answer);
			else if (decision.action === 'open') openSubject(run, decision.flow, decision.state, decision.facts, decision.subject);
			else if (decision.action === 'stale') stale(run);
			return;
		case 'keyword':
			globalAction(run, decision.keyword, decision.language);
			return;
		case 'waiting':
			if (decision.action === 'answer') answerQuestion(run, decision.answer);
			else if (decision.action === 'standing') openSubject(run, decision.flow, decision.state, decision.facts, decision.subject);
			else keep(run, decision.answer, moment);
			return;
		case 'code':
		case 'trigger':
			openFlow(run, decision.flow, decision.state, decision.facts);
			return;
		case 'understood':
			if (decision.action === 'open') openBeside(run, decision, moment);
			else if (decision.action === 'handover') openFlow(run, 'person', 'begin', { reason: decision.reason });
			else if (decision.action === 'language') globalAction(run, 'language', decision.language);
			else globalAction(run, 'cancel', undefined);
			return;
		case 'help':
			notUnderstood(run, moment);
	}
}

/** What a question asked in passing tells of the open dialogue is kept for it ("c'est combien pour Makepe ?"). */
function openBeside(run: Run, { flow, state, facts }: { flow: string; state: string; facts: Facts }, moment: Moment): void {
	const { asking, read } = moment;
	if (asking !== undefined && read !== null && isAside(moment)) asking.facts = absorbed(run, asking, read.firm);
	openFlow(run, flow, state, facts);
}

/** An answered notice no longer stands. */
function openSubject(run: Run, flow: string, state: string, facts: Record<string, unknown>, subject: string): void {
	if (subject !== '') {
		run.session.standing = run.session.standing.filter((notice) => !(notice.flow === flow && notice.subject === subject));
		noteAnswered(run, flow, subject);
	}
	openFlow(run, flow, state, facts);
}

/** Told beside the question: kept, and the question asked again unless it is answered by that. */
function keep(run: Run, answer: Answer, { asking }: Moment): void {
	if (asking === undefined) return;
	asking.facts = absorbed(run, asking, answer);
	const files = answer.media !== undefined && answer.media.length > 0;
	run.effects.push({ kind: 'say', key: files ? 'common.file_noted' : 'common.noted', vars: asking.facts, choices: [], notice: false });
	drive(run, { type: `enter.${asking.state}`, around: surroundings(run.ctx) });
}

function stale(run: Run): void {
	run.effects.push({ kind: 'say', key: 'common.stale_button', vars: {}, choices: [], notice: false });
	if (topFrame(run) === undefined) openFlow(run, 'menu', 'begin', {});
	else askAgain(run);
}

/** Words of danger bring safety advice at once, before anything else is asked. */
function advise(run: Run, { reading }: Moment): void {
	if (reading === null || !reading.danger) return;
	const { advisedAt } = run.session;
	if (advisedAt !== undefined && run.ctx.now.getTime() - advisedAt.getTime() < ADVICE_MS) return;
	run.session.advisedAt = run.ctx.now;
	run.effects.push({ kind: 'say', key: 'safety.advice', vars: { ...run.ctx.org.emergency }, choices: [], notice: false });
}
