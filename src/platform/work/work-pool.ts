import { failureCode } from '../failure-code.ts';
import { log } from '../log.ts';
import { pause } from '../pause.ts';
import { ReadyWork } from './ready-work.ts';

/** Something to be drained alone: a contact's lane, a contact's outbox. */
export interface Work {
	org: string;
	key: string;
}

export interface WorkPoolOptions {
	name: string;
	/** How many are drained at once. */
	concurrency: number;
	/** Reads what is due from the database, the most urgent first, without the keys that are in hand here. */
	findDue(limit: number, except: readonly string[]): Promise<Work[]>;
	/** Drains one; answers in how many milliseconds it wants to be drained again, null when there is nothing left. */
	run(work: Work): Promise<number | null>;
	/** Between two looks at the database when there is nothing to do. */
	pollMs?: number;
	/** Between two beats of a busy pool. */
	gatherMs?: number;
	/** How long the poll leaves out a key that is to be drained again later. */
	hiddenMs?: number;
}

export interface WorkPool {
	wake(work: Work): void;
	/** Takes nothing new and waits for what is in hand. */
	stop(): Promise<void>;
}

/** Wake-ups come at once from this process and through the change stream from others: the poll only finds what both missed. */
const POLL_MS = 500;
/**
 * Between two beats of a busy pool: what begins together shares its commands at every step that follows. Measured at half of the maximal load:
 * 10.4 commands a message instead of 17.8, and webhooks answered in 34 ms instead of 94 (p99), for at most 80 ms that nobody sees on a phone.
 */
const GATHER_MS = 80;
/** After a full page there is certainly more. */
const POLL_AGAIN_MS = 20;
const PAGE = 200;
/** Keys to be drained again later; beyond it they are left to the poll. */
const MOST_LATER = 500;
const LATEST_MS = 60_000;
/**
 * A key to be drained again later is left to its timer by the poll, which would find what it waits for again and again; but not for long:
 * what another process changes (a callback, an operator) wakes nobody here, and may be due before that.
 */
const HIDDEN_MS = 2_000;
const FAILED_MS = 1_000;

/**
 * Drains keys, each one at a time in this process, many at once, organisations in turn (L6), memory bounded (I12). That a key is drained
 * by one process only is the business of `run`, by a lease.
 */
export function startWorkPool(options: WorkPoolOptions): WorkPool {
	const ready = new ReadyWork();
	const running = new Map<string, { again: boolean; done: Promise<void> }>();
	const later = new Map<string, { timer: NodeJS.Timeout; hiddenUntil: number }>();
	const stopping = new AbortController();
	const { gatherMs = GATHER_MS, hiddenMs = HIDDEN_MS } = options;
	let lastBeat = Number.NEGATIVE_INFINITY;
	let beat: NodeJS.Timeout | undefined;
	const polling = poll();

	function wake(work: Work): void {
		if (stopping.signal.aborted) return;
		const inHand = running.get(work.key);
		if (inHand !== undefined) {
			inHand.again = true;
			return;
		}
		take(work);
		fill();
	}

	/** Makes it ready now, whatever was planned for it. */
	function take(work: Work): void {
		clearTimeout(later.get(work.key)?.timer);
		later.delete(work.key);
		ready.add(work);
	}

	/** While something is in hand, what comes gathers until the next beat; a pool with nothing in hand begins at once. */
	function fill(): void {
		if (ready.size === 0) return;
		const wait = running.size === 0 ? 0 : lastBeat + gatherMs - performance.now();
		if (wait <= 0) begin();
		else beat ??= setTimeout(begin, wait);
	}

	function begin(): void {
		clearTimeout(beat);
		beat = undefined;
		lastBeat = performance.now();
		while (running.size < options.concurrency && !stopping.signal.aborted) {
			const work = ready.take();
			if (work === undefined) return;
			const entry = { again: false, done: Promise.resolve() };
			running.set(work.key, entry);
			entry.done = drain(work, entry);
		}
	}

	async function drain(work: Work, entry: { again: boolean }): Promise<void> {
		let next: number | null;
		try {
			next = await options.run(work);
		} catch (error) {
			next = FAILED_MS;
			log.error('work failed', { pool: options.name, key: work.key, error: failureCode(error) });
		}
		running.delete(work.key);
		if (entry.again) wake(work);
		else if (next !== null) postpone(work, next);
		fill();
	}

	function postpone(work: Work, ms: number): void {
		if (stopping.signal.aborted || later.size >= MOST_LATER || ms > LATEST_MS) return;
		const timer = setTimeout(() => {
			later.delete(work.key);
			wake(work);
		}, ms);
		later.set(work.key, { timer, hiddenUntil: performance.now() + hiddenMs });
	}

	async function poll(): Promise<void> {
		while (!stopping.signal.aborted) {
			let found = 0;
			try {
				if (ready.size < options.concurrency) found = await look();
			} catch (error) {
				log.error('poll failed', { pool: options.name, error: failureCode(error) });
			}
			await pause(found >= PAGE ? POLL_AGAIN_MS : (options.pollMs ?? POLL_MS), stopping.signal);
		}
	}

	async function look(): Promise<number> {
		const due = await options.findDue(PAGE, [...running.keys(), ...[...later.keys()].filter(isHidden)]);
		for (const work of due) if (!running.has(work.key) && !isHidden(work.key)) take(work);
		fill();
		return due.length;
	}

	function isHidden(key: string): boolean {
		return (later.get(key)?.hiddenUntil ?? Number.NEGATIVE_INFINITY) > performance.now();
	}

	return {
		wake,
		async stop() {
			stopping.abort();
			clearTimeout(beat);
			for (const { timer } of later.values()) clearTimeout(timer);
			later.clear();
			await Promise.all([polling, ...[...running.values()].map((entry) => entry.done)]);
		},
	};
}
