import { seededRandom } from './random.ts';

/** What can go wrong with a REST call. */
export type Fault =
	/** 429, nothing accepted. */
	| { kind: 'too_many' }
	/** 500, nothing accepted. */
	| { kind: 'server_error' }
	/** A refusal of Twilio's: `{ status: 400, code: 21211 }`. */
	| { kind: 'refuse'; status: number; code: number }
	/** Accepted, answered late; media come late. */
	| { kind: 'slow'; ms: number }
	/** The connection is cut before anything is accepted. */
	| { kind: 'drop_before' }
	/** Accepted, then the connection is cut: the caller cannot know. */
	| { kind: 'drop_after' }
	/** Accepted, and every callback is posted before the answer. */
	| { kind: 'early_callbacks' };

export type Call = 'messages.create' | 'messages.list' | 'messages.fetch' | 'content' | 'typing' | 'media';

export interface FaultPlan {
	/** Share of calls that fail so, 0 to 1 in all. */
	rates: Partial<Record<Fault['kind'], number>>;
	/** Which calls; `messages.create` when unset. */
	calls?: readonly Call[];
	slowMs?: number;
}

/** Faults to come: those asked for by name first, then the plan's share of the rest. */
export class Faults {
	#queued: { call: Call; fault: Fault }[] = [];
	#plan: FaultPlan | undefined;
	#random: () => number;

	constructor(seed: number) {
		this.#random = seededRandom(seed);
	}

	/** The next `times` calls of this kind fail so. */
	next(call: Call, fault: Fault, times = 1): void {
		for (let index = 0; index < times; index++) this.#queued.push({ call, fault });
	}

	/** From now on a share of the calls fails; undefined: none. */
	plan(plan: FaultPlan | undefined): void {
		this.#plan = plan;
	}

	clear(): void {
		this.#queued = [];
		this.#plan = undefined;
	}

	take(call: Call): Fault | undefined {
		const at = this.#queued.findIndex((entry) => entry.call === call);
		if (at >= 0) return this.#queued.splice(at, 1)[0]?.fault;
		if (this.#plan === undefined || !(this.#plan.calls ?? ['messages.create']).includes(call)) return undefined;
		let dice = this.#random();
		for (const kind of FAULT_KINDS) {
			const rate = this.#plan.rates[kind] ?? 0;
			if (dice < rate) return faultOf(kind, this.#plan.slowMs ?? 200);
			dice -= rate;
		}
		return undefined;
	}
}

const FAULT_KINDS = ['too_many', 'server_error', 'refuse', 'slow', 'drop_before', 'drop_after', 'early_callbacks'] as const;

function faultOf(kind: Fault['kind'], slowMs: number): Fault {
	if (kind === 'slow') return { kind, ms: slowMs };
	return kind === 'refuse' ? { kind, status: 400, code: 21211 } : { kind };
}
