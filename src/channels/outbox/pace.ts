import type { ChannelName } from '../message.ts';

/** Messages per second of one sender: Meta's and Twilio's default for WhatsApp; one SMS a second from a long number (rule X4). */
const SENDER_RATES: Record<ChannelName, number> = { whatsapp: 80, sms: 1 };
/** A second's worth would double the rate within that second. */
const BURST_SECONDS = 0.25;
/** Buckets of senders; an organisation has a handful. */
const MOST_SENDERS = 1_000;

/**
 * The pace of our senders in this process, as token buckets. The processes share a sender's rate by halves, thirds…: each is told how
 * many there are. Near enough for a rate that the carrier enforces itself by queueing.
 */
export class SenderPace {
	readonly #rates: Record<ChannelName, number>;
	readonly #buckets = new Map<string, { tokens: number; at: number }>();
	readonly #paused = new Map<string, number>();
	#share = 1;

	constructor(rates: Record<ChannelName, number> = SENDER_RATES) {
		this.#rates = rates;
	}

	/** How many processes send. */
	shareBetween(processes: number): void {
		this.#share = 1 / Math.max(1, processes);
	}

	/** Takes a place for one message: 0, or how many milliseconds to wait before asking again. */
	take(route: { channel: ChannelName; sender: string }, now: Date): number {
		const key = `${route.channel} ${route.sender}`;
		const at = now.getTime();
		const pausedUntil = this.#paused.get(key) ?? 0;
		if (pausedUntil > at) return pausedUntil - at;
		this.#paused.delete(key);
		const rate = this.#rates[route.channel] * this.#share;
		const most = Math.max(1, rate * BURST_SECONDS);
		const bucket = this.#buckets.get(key) ?? { tokens: most, at };
		const tokens = Math.min(most, bucket.tokens + (Math.max(0, at - bucket.at) / 1000) * rate);
		if (this.#buckets.size >= MOST_SENDERS) this.#buckets.clear();
		this.#buckets.set(key, { tokens: tokens >= 1 ? tokens - 1 : tokens, at });
		return tokens >= 1 ? 0 : Math.ceil(((1 - tokens) / rate) * 1000);
	}

	/** Our configuration is at fault: nothing goes out from this sender for a while. */
	pause(route: { channel: ChannelName; sender: string }, until: Date): void {
		if (this.#paused.size >= MOST_SENDERS) this.#paused.clear();
		this.#paused.set(`${route.channel} ${route.sender}`, until.getTime());
	}
}

/** Meta counts messages to one person too (131056, §4): a few at once, then one a second. */
const PAIR_BURST = 4;
const PAIR_PER_SECOND = 1;

export interface PairPace {
	tokens: number;
	at: Date;
}

/** Takes a place in the pair's pace: what is left, or how long to wait. */
export function takePair(pace: PairPace | null, now: Date): { pace: PairPace; wait: number } {
	const before = pace ?? { tokens: PAIR_BURST, at: now };
	const passed = Math.max(0, now.getTime() - before.at.getTime()) / 1000;
	const tokens = Math.min(PAIR_BURST, before.tokens + passed * PAIR_PER_SECOND);
	if (tokens >= 1) return { pace: { tokens: tokens - 1, at: now }, wait: 0 };
	return { pace: { tokens, at: now }, wait: Math.ceil(((1 - tokens) / PAIR_PER_SECOND) * 1000) };
}
