import { randomFillSync } from 'node:crypto';
import type { Clock } from './clock.ts';

/** Makes opaque, time-sortable identifiers. Ids of one process sort in the order they were made. */
export type NewId = () => string;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const TIME_DIGITS = 10;
const RANDOM_DIGITS = 16;
/** Random bytes are asked of the system for so many ids at once: one by one they were 1 % of a busy process's time. */
const STOCK = 256;

/**
 * ULID (https://github.com/ulid/spec) in lower case, monotonic within the process: inbox rows are drained in id order, so two
 * inputs of the same millisecond must keep their order of arrival (I3).
 */
export function monotonicIds(clock: Clock): NewId {
	const stock = Buffer.alloc(RANDOM_DIGITS * STOCK);
	let used = stock.length;
	const fresh = () => {
		if (used === stock.length) {
			randomFillSync(stock);
			used = 0;
		}
		used += RANDOM_DIGITS;
		return [...stock.subarray(used - RANDOM_DIGITS, used)].map((byte) => byte % 32);
	};
	let lastMs = 0;
	let tail: number[] = [];
	return () => {
		const ms = Math.max(clock.now().getTime(), lastMs);
		if (ms > lastMs || tail.length === 0) {
			lastMs = ms;
			tail = fresh();
			tail[0] = (tail[0] ?? 0) % 16; // leaves room to count up without overflow
		} else {
			increment(tail);
		}
		return encodeTime(ms) + tail.map((digit) => ALPHABET[digit]).join('');
	};
}

function increment(digits: number[]): void {
	for (let i = digits.length - 1; i >= 0; i--) {
		const next = (digits[i] ?? 0) + 1;
		digits[i] = next % 32;
		if (next < 32) return;
	}
}

function encodeTime(ms: number): string {
	let rest = ms;
	let out = '';
	for (let i = 0; i < TIME_DIGITS; i++) {
		out = (ALPHABET[rest % 32] ?? '0') + out;
		rest = Math.floor(rest / 32);
	}
	return out;
}
