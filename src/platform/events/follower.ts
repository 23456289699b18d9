import { Counter } from 'prom-client';
import type { Clock } from '../clock.ts';
import { failureCode } from '../failure-code.ts';
import { log, withCorrelation } from '../log.ts';
import { pause } from '../pause.ts';
import type { StoredEvent } from './event.ts';
import { CheckpointModel, ParkedEventModel } from './model.ts';
import type { Subscriber } from './subscriber.ts';

/** An event with the change stream's place just after it; null while the log itself is read again. */
export interface Heard {
	event: StoredEvent;
	token: unknown;
}

/** Events waiting for one subscriber; the stream is not read on while one of them has so many (I12). */
const MOST_WAITING = 1_000;
/** A checkpoint per event would double the writes; after a crash this much is handled twice. */
const SAVE_MS = 1_000;
/** Pauses before the second to the fifth attempt: a minute in all, then the event is parked. */
const RETRY_MS = [200, 1_000, 10_000, 50_000];

const parked = new Counter({
	name: 'palabre_events_parked_total',
	help: 'Events a subscriber could not handle',
	labelNames: ['subscriber'],
});

/** One subscriber's way along the log: takes events in order, one at a time, and keeps its checkpoint. */
export class Follower {
	readonly #subscriber: Subscriber;
	readonly #clock: Clock;
	readonly #signal: AbortSignal;
	readonly #retryMs: readonly number[];
	readonly #waiting: Heard[] = [];
	#working: Promise<void> = Promise.resolve();
	#place: { token: unknown; at: Date } | null = null;
	#savedAt = 0;

	constructor(subscriber: Subscriber, options: { clock: Clock; signal: AbortSignal; retryMs?: readonly number[] }) {
		this.#subscriber = subscriber;
		this.#clock = options.clock;
		this.#signal = options.signal;
		this.#retryMs = options.retryMs ?? RETRY_MS;
	}

	/** Resolves when there is room for more. */
	async hear(heard: Heard): Promise<void> {
		if (!this.#subscriber.types.includes(heard.event.type)) {
			if (this.#waiting.length === 0) this.#passed(heard);
			return;
		}
		this.#waiting.push(heard);
		if (this.#waiting.length === 1) this.#working = this.#work();
		if (this.#waiting.length >= MOST_WAITING) await this.#working;
	}

	/** Nothing happened up to this place: the checkpoint must not fall off the end of the server's log. */
	async idleAt(token: unknown): Promise<void> {
		if (this.#waiting.length > 0) return;
		this.#place = { token, at: this.#clock.now() };
		await this.#save();
	}

	/** Waits for the event in hand and saves the checkpoint. */
	async stop(): Promise<void> {
		await this.#working;
		await this.#save();
	}

	async #work(): Promise<void> {
		for (let heard = this.#waiting[0]; heard !== undefined && !this.#signal.aborted; heard = this.#waiting[0]) {
			const { event } = heard;
			if (!this.#isOvertaken(event) && !(await withCorrelation(event.correlationId, () => this.#handle(event)))) return;
			this.#waiting.shift();
			this.#passed(heard);
			if (this.#clock.now().getTime() - this.#savedAt >= SAVE_MS) await this.#save().catch(() => undefined);
		}
	}

	/** Whether a later event that waits will find all that the first one would. */
	#isOvertaken(first: StoredEvent): boolean {
		const key = this.#subscriber.latestOf?.(first) ?? null;
		return key !== null && this.#waiting.some(({ event }, i) => i > 0 && this.#subscriber.latestOf?.(event) === key);
	}

	/** False: told to stop before it was handled. */
	async #handle(event: StoredEvent): Promise<boolean> {
		for (let attempt = 0; ; attempt++) {
			try {
				await this.#subscriber.run(event);
				return true;
			} catch (error) {
				const details = { subscriber: this.#subscriber.name, event: event._id, type: event.type, error: failureCode(error) };
				const wait = this.#retryMs[attempt];
				if (wait === undefined) return this.#park(event, attempt + 1, error, details);
				log.warn('event not handled, trying again', { ...details, cause: error });
				await pause(wait, this.#signal);
				if (this.#signal.aborted) return false;
			}
		}
	}

	async #park(
		{ _id, org, type, at: happenedAt, correlationId }: StoredEvent,
		attempts: number,
		error: unknown,
		details: object,
	): Promise<boolean> {
		const { name: subscriber } = this.#subscriber;
		parked.inc({ subscriber });
		log.error('event parked', { ...details, cause: error });
		const failure = { attempts, error: failureCode(error), at: this.#clock.now() };
		const row = { subscriber, event: _id, type, happenedAt, correlationId, ...failure };
		await ParkedEventModel.updateOne({ _id: `${_id}:${subscriber}`, org }, { $set: row }, { upsert: true });
		return true;
	}

	#passed({ event, token }: Heard): void {
		if (token !== null) this.#place = { token, at: event.at };
	}

	async #save(): Promise<void> {
		if (this.#place === null) return;
		const place = this.#place;
		this.#savedAt = this.#clock.now().getTime();
		await CheckpointModel.updateOne({ _id: this.#subscriber.name }, { $set: place }, { upsert: true });
		if (this.#place === place) this.#place = null;
	}
}
