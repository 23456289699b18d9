import { transition } from 'xstate';
import { AppError } from '../../platform/errors.ts';
import { type CompiledFlow, questionOf } from '../flow/book.ts';
import { type Answer, type FlowEvent, RESTING } from '../flow/compile.ts';
import type { Flow } from '../flow/schema.ts';
import { holds as holdsIn, isRecord } from '../flow/values.ts';
import type { Facts, Frame, Session } from '../session.ts';
import { liveChoices, subjectOfQuestion, surroundings } from './choices.ts';
import type { StepContext } from './context.ts';
import type { Effect } from './effect.ts';

/** Dialogues within dialogues; deeper ones push the oldest out (I12). */
const MAX_FRAMES = 8;
/** A flow that calls flows that call flows is an author's mistake. */
const MAX_ENTRIES_PER_STEP = 30;

/** A step in progress: the session being rewritten and the effects so far. Private to the step; nothing outside sees it change. */
export interface Run {
	session: Session;
	effects: Effect[];
	ctx: StepContext;
	entries: number;
}

/** The flow that speaks now; undefined when none is open. */
export function topFrame(run: Run): Frame | undefined {
	return run.session.frames.at(-1);
}

/** The flow of a frame in the version it is pinned to. Frames whose version is gone are moved or closed before any step. */
export function flowOf(run: Run, frame: Frame): CompiledFlow {
	const flow = run.ctx.book.at(frame.flow, frame.version);
	if (flow === undefined) throw new AppError('flow_invalid', `no flow ${frame.flow}@${frame.version}`);
	return flow;
}

/** Begins a flow above whatever is open. A flow that is already open further down begins anew, and its facts become its draft. */
export function openFlow(run: Run, id: string, state: string, facts: Facts): void {
	const compiled = run.ctx.book.latest(id);
	if (compiled === undefined) throw new AppError('flow_invalid', `no flow ${id}`);
	run.entries += 1;
	if (run.entries > MAX_ENTRIES_PER_STEP) throw new AppError('flow_invalid', `flows call each other without end at ${id}`);
	const again = run.session.frames.findIndex((frame) => frame.flow === id);
	if (again >= 0) {
		for (const frame of run.session.frames.splice(again)) saveDraft(run, frame);
	}
	const interrupted = run.session.frames.some((open) => questionOf(flowOf(run, open).flow, open.state) !== undefined);
	const resumed = resume(run, compiled, state, facts);
	const frame: Frame = {
		flow: id,
		version: compiled.flow.version,
		state: RESTING,
		facts: { ...resumed.facts, ...(interrupted ? { interrupted: true } : {}) },
		wrong: 0,
	};
	run.session.frames = [...run.session.frames, frame].slice(-MAX_FRAMES);
	drive(run, { type: `enter.${resumed.state}`, around: surroundings(run.ctx) });
}

/** Half-told facts are offered again at the flow's beginning, unless the person came to tell something else. */
function resume(run: Run, { flow }: CompiledFlow, state: string, facts: Facts): { state: string; facts: Facts } {
	const draft = run.session.drafts.find((kept) => kept.flow === flow.id);
	if (draft === undefined || flow.draft === undefined || state !== Object.keys(flow.states)[0]) return { state, facts };
	const contradicted = Object.entries(facts).some(([fact, value]) => draft.facts[fact] !== undefined && draft.facts[fact] !== value);
	if (contradicted || draft.version !== flow.version) {
		run.session.drafts = run.session.drafts.filter((kept) => kept !== draft);
		return { state, facts };
	}
	return { state: flow.draft.resume, facts: { ...draft.facts, ...facts } };
}

/** Sends an event to the frame that listens, and carries out what its machine asks for. */
export function drive(run: Run, event: FlowEvent): void {
	const frame = topFrame(run);
	if (frame === undefined) return;
	const { machine } = flowOf(run, frame);
	const before = machine.resolveState({ value: stateValue(run, frame), context: { facts: frame.facts } });
	const [after, actions] = transition(machine, before, event);
	frame.state = stateName(after.value);
	frame.facts = isRecord(after.context) && isRecord(after.context.facts) ? after.context.facts : {};
	frame.wrong = 0;
	for (const action of actions) perform(run, frame, action.type, isRecord(action.params) ? action.params : {});
}

/** Whether the frame's question would take this answer. */
export function takes(run: Run, frame: Frame, answer: Answer): boolean {
	const { machine } = flowOf(run, frame);
	const snapshot = machine.resolveState({ value: stateValue(run, frame), context: { facts: absorbed(run, frame, answer) } });
	return snapshot.can({ type: 'answer', answer, around: surroundings(run.ctx) });
}

/** Gives the open question its answer; what else the words told becomes facts first, so that it is not asked again. */
export function answerQuestion(run: Run, answer: Answer): void {
	const frame = topFrame(run);
	if (frame === undefined) return;
	frame.facts = absorbed(run, frame, answer);
	drive(run, { type: 'answer', answer, around: surroundings(run.ctx) });
}

/** Files of one dialogue add up to this many at most (I12). */
const MAX_FILES = 10;

/** The facts with what the answer tells beside the question: slots, pin and files. Files add up. */
export function absorbed(run: Run, frame: Frame, answer: Pick<Answer, 'slots' | 'location' | 'media'>): Facts {
	const { flow } = flowOf(run, frame);
	const facts = { ...frame.facts, ...learnt(flow, told(answer), frame.facts) };
	const files = flow.absorb.media;
	if (files === undefined || answer.media === undefined || answer.media.length === 0) return facts;
	return { ...facts, [files]: [...listOf(frame.facts[files]), ...answer.media].slice(0, MAX_FILES) };
}

/** Pins and files count as slots. */
export function told({ slots, location, media }: Pick<Answer, 'slots' | 'location' | 'media'>): Record<string, unknown> {
	return { ...slots, ...(location === undefined ? {} : { location }), ...(media === undefined || media.length === 0 ? {} : { media }) };
}

/** What a flow learns from slots beside what it knows: `fill` gives only what is not known yet. */
export function learnt({ absorb: map, fill }: Pick<Flow, 'absorb' | 'fill'>, slots: Record<string, unknown>, known: Facts = {}): Facts {
	const firm = absorb(map, slots);
	const wanting = Object.entries(absorb(fill, slots)).filter(([fact]) => known[fact] === undefined && firm[fact] === undefined);
	return { ...Object.fromEntries(wanting), ...firm };
}

/** The facts that slots become. Of several values for one fact (two trades in a sentence) the first is taken; files stay a list. */
function absorb(map: Record<string, string>, slots: Record<string, unknown>): Facts {
	const facts: Facts = {};
	for (const [slot, fact] of Object.entries(map)) {
		const value = slots[slot];
		if (value !== undefined) facts[fact] = Array.isArray(value) && slot !== 'media' ? value[0] : value;
	}
	return facts;
}

function listOf(value: unknown): unknown[] {
	return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

/** Asks the open question again, in the language of now. */
export function askAgain(run: Run): void {
	const frame = topFrame(run);
	if (frame === undefined || questionOf(flowOf(run, frame).flow, frame.state) === undefined) return;
	ask(run, frame, frame.state);
}

/** Closes the frame that listens and goes on with the one below: a caller gets its result, an interrupted question is asked again. */
function closeFrame(run: Run): void {
	const closed = run.session.frames.pop();
	const below = topFrame(run);
	if (closed === undefined || below === undefined) return;
	const state = flowOf(run, below).flow.states[below.state];
	if (state !== undefined && 'call' in state) drive(run, { type: 'returned', result: closed.facts, around: surroundings(run.ctx) });
	// A menu or a card stays open for ever: said again after each answer it would only cost.
	else if (!(staysOpen(run, below) && run.effects.some(({ kind }) => kind === 'say'))) askAgain(run);
}

function staysOpen(run: Run, frame: Frame): boolean {
	return questionOf(flowOf(run, frame).flow, frame.state)?.expires === false;
}

/** Keeps a frame's facts when its flow can be resumed and there is something to keep. */
export function saveDraft(run: Run, frame: Frame): void {
	const { flow } = flowOf(run, frame);
	run.session.drafts = run.session.drafts.filter((draft) => draft.flow !== frame.flow);
	if (flow.draft === undefined || Object.keys(frame.facts).every((fact) => fact === 'interrupted')) return;
	const { interrupted: _before, ...facts } = frame.facts;
	run.session.drafts.push({ flow: frame.flow, version: frame.version, facts, savedAt: run.ctx.now });
}

function perform(run: Run, frame: Frame, type: string, params: Record<string, unknown>): void {
	const vars = isRecord(params.vars) ? params.vars : {};
	if (type === 'say') run.effects.push({ kind: 'say', key: String(params.key), vars, choices: [], notice: false });
	else if (type === 'ask') ask(run, frame, String(params.state));
	else if (type === 'run') {
		const args = isRecord(params.args) ? params.args : {};
		run.effects.push({ kind: 'command', name: String(params.name), args, flow: frame.flow, state: frame.state });
	} else if (type === 'call') call(run, params);
	else if (type === 'language') run.effects.push({ kind: 'language', language: String(params.language) });
	else if (type === 'handover') {
		run.effects.push({ kind: 'handover', reason: String(params.reason) });
		run.session.frames = run.session.frames.filter((open) => open !== frame);
	} else if (type === 'end') end(run, frame, params.clear === true);
}

function ask(run: Run, frame: Frame, state: string): void {
	const { flow } = flowOf(run, frame);
	const question = questionOf(flow, state);
	if (question === undefined) return;
	const key = questionKey(run, frame, state);
	const choices = liveChoices(flow, state, frame.facts, run.ctx).map((choice) => choice.offered);
	run.session.position += 1;
	run.session.askedAt = run.ctx.now;
	run.session.askedTurn = run.session.turn;
	const subject = subjectOfQuestion(question, frame.facts);
	run.effects.push({ kind: 'ask', key, vars: frame.facts, choices, flow: flow.id, state, subject, expires: question.expires });
}

function questionKey(run: Run, frame: Frame, state: string): string {
	const question = questionOf(flowOf(run, frame).flow, state);
	if (question === undefined) return '';
	const scope = { fact: frame.facts, answer: {}, result: {}, ...surroundings(run.ctx) };
	return question.ask_when.find((wording) => holdsIn(wording.when, scope))?.ask ?? question.ask;
}

function call(run: Run, params: Record<string, unknown>): void {
	const id = String(params.flow);
	const facts = isRecord(params.facts) ? params.facts : {};
	const first = Object.keys(run.ctx.book.latest(id)?.flow.states ?? {})[0] ?? RESTING;
	openFlow(run, id, typeof params.at === 'string' ? params.at : first, facts);
}

function end(run: Run, frame: Frame, clear: boolean): void {
	run.effects.push({ kind: 'end', flow: frame.flow });
	run.session.drafts = run.session.drafts.filter((draft) => draft.flow !== frame.flow);
	if (clear) {
		run.session.frames = [];
		return;
	}
	closeFrame(run);
}

/** A question's machine state is compound; every other state is simple. */
function stateValue(run: Run, frame: Frame): string | Record<string, string> {
	return questionOf(flowOf(run, frame).flow, frame.state) === undefined ? frame.state : { [frame.state]: 'open' };
}

function stateName(value: unknown): string {
	return typeof value === 'string' ? value : (Object.keys(isRecord(value) ? value : {})[0] ?? RESTING);
}
