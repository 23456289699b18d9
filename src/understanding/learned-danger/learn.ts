import { brotliCompressSync, constants } from 'node:zlib';
import { type Feature, ROWS } from './features.ts';
import type { Lesson } from './lessons.ts';
import { believed, DANGER_MODEL_VERSION } from './model.ts';

const EPOCHS = 20;
const RATE = 0.2;
/** Pull towards zero: few lessons, many features. */
const DECAY = 1e-4;
/** What a lesson written for this question counts, beside a message of every day: these are four times as many and most are easy. */
const TOLD_WEIGHT = 2;
/** Greatest weight in steps of a signed byte. */
const STEPS = 127;

/** A fixed order that looks random: multiplicative steps modulo a prime greater than any set of ours. */
function shuffled(count: number, epoch: number): number[] {
	const prime = 1_000_003;
	const factor = 7919 + 104_729 * epoch;
	return Array.from({ length: count }, (_, index) => index).sort(
		(a, b) => (((a + 1) * factor) % prime) - (((b + 1) * factor) % prime) || a - b,
	);
}

function sumOf(features: readonly Feature[], weights: Float32Array): number {
	let sum = 0;
	for (const { row, value } of features) sum += (weights[row] ?? 0) * value;
	return sum;
}

/** The window that tells most: a danger needs to be told in one only, and what is none in not one. */
function loudest({ windows }: Lesson, weights: Float32Array): Feature[] {
	const [first = []] = windows;
	if (windows.length < 2) return first;
	return windows.reduce((best, window) => (sumOf(window, weights) > sumOf(best, weights) ? window : best), first);
}

/** Logistic regression by AdaGrad: the same lessons in the same order, the same weights to the bit. One weight a row. */
export function learnDanger(lessons: readonly Lesson[]): Float32Array {
	const weights = new Float32Array(ROWS);
	const squares = new Float32Array(ROWS);
	for (let epoch = 0; epoch < EPOCHS; epoch++)
		for (const index of shuffled(lessons.length, epoch)) {
			const lesson = lessons[index];
			if (lesson === undefined) continue;
			const features = loudest(lesson, weights);
			const error = (believed(sumOf(features, weights)) - Number(lesson.danger)) * (lesson.told ? TOLD_WEIGHT : 1);
			for (const { row, value } of features) {
				const weight = weights[row] ?? 0;
				const step = error * value + DECAY * weight;
				if (step === 0) continue;
				const square = (squares[row] ?? 0) + step * step;
				squares[row] = square;
				weights[row] = weight - (RATE * step) / (Math.sqrt(square) + 1e-6);
			}
		}
	return weights;
}

/** The weights as the bytes of a model file (see `parseDangerModel`). Rows of one lesson only are left out: they teach chance. */
export function packDanger(weights: Float32Array, lessons: readonly Lesson[]): Buffer {
	const seen = new Uint32Array(ROWS);
	for (const { windows } of lessons)
		for (const row of new Set(windows.flatMap((window) => window.map((feature) => feature.row)))) seen[row] = (seen[row] ?? 0) + 1;
	const top = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
	const step = top === 0 ? 1 : top / STEPS;
	const bytes = weights.map((weight) => Math.round(weight / step));
	const rows = Array.from({ length: ROWS }, (_, row) => row).filter((row) => (seen[row] ?? 0) > 1 && bytes[row] !== 0);
	const raw = Buffer.alloc(9 + rows.length * 3);
	raw[0] = DANGER_MODEL_VERSION;
	raw.writeFloatLE(step, 1);
	raw.writeUInt32LE(rows.length, 5);
	for (const [index, row] of rows.entries()) {
		raw.writeUInt16LE(row - (rows[index - 1] ?? -1) - 1, 9 + index * 2);
		raw.writeInt8(bytes[row] ?? 0, 9 + rows.length * 2 + index);
	}
	return brotliCompressSync(raw, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 } });
}
