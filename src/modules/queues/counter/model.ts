import { Schema } from 'mongoose';
import { defineModel } from '../../../platform/mongo/define-model.ts';

export const COUNTER_STATES = ['closed', 'open', 'paused'] as const;
export type CounterState = (typeof COUNTER_STATES)[number];

/** A key that was pressed at a counter and what came of it: pressed again, it answers the same (rule Q1). */
export interface Press {
	id: string;
	outcome: string;
	ticket: string | null;
}

/** Who works at a counter, and what they have in hand. One row per counter. */
export interface CounterSession {
	/** `<org>/<counter>`. */
	_id: string;
	org: string;
	branch: string;
	counter: string;
	state: CounterState;
	/** The agent's account, and the name the client may hear. */
	agent: string | null;
	agentName: string | null;
	/** The agent is a person, who sits at one counter; a token that names nobody may have several. */
	named?: boolean;
	pauseReason: string | null;
	/** The ticket in hand. */
	ticket: string | null;
	/** Tickets whose place is kept here, in the order in which they are called; absent: none. Some may have gone since. */
	reserved?: string[];
	/** The last presses, newest last. */
	presses: Press[];
	openedAt: Date | null;
	lastCallAt: Date | null;
	/** The last sign of life: a press, a look, or a live view that is opened (rule Q11). */
	lastSeenAt: Date;
	version: number;
}

/** A dropped connection repeats the last press or two. */
export const PRESSES_KEPT = 10;

const optional = { type: String, default: null } as const;

const schema = new Schema<CounterSession>({
	_id: { type: String, required: true },
	org: { type: String, required: true },
	branch: { type: String, required: true },
	counter: { type: String, required: true },
	state: { type: String, required: true },
	agent: optional,
	agentName: optional,
	named: Boolean,
	pauseReason: optional,
	ticket: optional,
	reserved: { type: [String], default: undefined },
	presses: { type: Schema.Types.Mixed, default: () => [] },
	openedAt: { type: Date, default: null },
	lastCallAt: { type: Date, default: null },
	lastSeenAt: { type: Date, required: true },
	version: { type: Number, required: true },
});
// An agent sits at one counter.
schema.index({ org: 1, agent: 1 }, { unique: true, partialFilterExpression: { named: true, agent: { $gt: '' } } });
schema.index({ org: 1, branch: 1 });

export const CounterModel = defineModel<CounterSession>('CounterSession', schema, { collection: 'counter_sessions', tenant: true });

/** The id of a counter's row: ids of counters are an organisation's own. */
export function counterKey(org: string, counter: string): string {
	return `${org}/${counter}`;
}

/** What a counter is once its agent has left it. */
export const NOBODY_THERE = {
	state: 'closed',
	agent: null,
	agentName: null,
	pauseReason: null,
	ticket: null,
	openedAt: null,
} as const satisfies Partial<CounterSession>;

/** A counter where nobody has sat yet. */
export function newCounterSession(org: string, branch: string, counter: string, now: Date): CounterSession {
	return {
		_id: counterKey(org, counter),
		org,
		branch,
		counter,
		...NOBODY_THERE,
		lastCallAt: null,
		presses: [],
		lastSeenAt: now,
		version: 0,
	};
}
