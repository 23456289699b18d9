import { isRecord } from '../flow/values.ts';
import type { Input } from '../input.ts';
import type { Decision } from '../precedence/moment.ts';
import type { Session } from '../session.ts';
import { surroundings } from './choices.ts';
import type { StepContext } from './context.ts';
import type { Effect } from './effect.ts';
import { mendSession } from './mend-session.ts';
import { askAgain, drive, type Run, topFrame } from './run.ts';
import { stepByNotice } from './step-by-notice.ts';
import { stepByPerson } from './step-by-person.ts';
import { stepByQuestionTimer } from './step-by-question-timer.ts';

export interface StepResult {
	session: Session;
	effects: Effect[];
	/** What a person's input was taken for; null for inputs that are not a person's. */
	decision: Decision | null;
}

/**
 * One input's effect on a session: pure and synchronous (L1). Time, texts and the reading come in with the context; what it wants of
 * the world goes out as effects. The session given is not changed.
 */
export function step(session: Session, input: Input, ctx: StepContext): StepResult {
	const run: Run = { session: structuredClone(session), effects: [], ctx, entries: 0 };
	mendSession(run);
	const decision = take(run, input);
	return {
		session: withoutUndefined(run.session),
		effects: ctx.contact.owner === 'human' ? run.effects.filter(isAllowedWhileHuman) : run.effects,
		decision,
	};
}

function take(run: Run, input: Input): Decision | null {
	switch (input.kind) {
		case 'effect_result':
			drive(run, { type: 'outcome', name: input.outcome, result: input.data, around: surroundings(run.ctx) });
			return null;
		case 'timer':
			stepByQuestionTimer(run, input.timer, input.position);
			return null;
		case 'domain':
			stepByNotice(run, input.type, input.data);
			return null;
		case 'payment_update':
			stepByNotice(run, `payment.${input.status}`, { ...input.data, payment: input.payment });
			return null;
		case 'agent_action':
			stepByAgent(run, input.action, input.agent, input.text);
			return null;
		default:
			return stepByPerson(run, input);
	}
}

/**
 * What an agent does, seen from the dialogue: their words go out, and after the hand-back the open question is asked again (rule D5).
 * A hand-back without the name of an agent is one nobody ever answered.
 */
function stepByAgent(run: Run, action: 'claim' | 'message' | 'hand_back', agent: string, text: string): void {
	const vars = { agent_name: text };
	const handedBack = text === '' ? 'person.unavailable' : 'person.handed_back';
	if (action === 'message') run.effects.push({ kind: 'relay', text, agent });
	else if (action === 'claim') run.effects.push({ kind: 'say', key: 'person.joined', vars, choices: [], notice: true });
	else {
		run.effects.push({ kind: 'say', key: handedBack, vars, choices: [], notice: true });
		if (topFrame(run) !== undefined) askAgain(run);
	}
}

/** While a human owns the conversation the bot is silent (I7, rule D3): only notices of jobs and the agent's own words go out. */
function isAllowedWhileHuman(effect: Effect): boolean {
	if (effect.kind === 'say') return effect.notice;
	return effect.kind !== 'ask' && effect.kind !== 'handover';
}

/** The database keeps `undefined` as null; a session must read back as it was written. */
function withoutUndefined(session: Session): Session {
	prune(session);
	return session;
}

function prune(value: unknown): void {
	if (Array.isArray(value)) for (const item of value) prune(item);
	if (!isRecord(value)) return;
	for (const [key, inner] of Object.entries(value)) {
		if (inner === undefined) delete value[key];
		else prune(inner);
	}
}
