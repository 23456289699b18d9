import { brotliCompressSync, constants } from 'node:zlib';
import type { LabelledLine } from '../eval/labelled-line.ts';
import { type Feature, ROWS } from './features.ts';
import { COLUMNS, HEAD_NAMES, HEADS, type HeadName, OFFSETS } from './heads.ts';
import { MODEL_VERSION } from './model.ts';

/** One example, ready to learn from. */
export interface Sample {
	features: Feature[];
	line: LabelledLine;
}

const EPOCHS = 24;
const RATE = 0.15;
/** Pull towards zero: few examples, many features. */
const DECAY = 2e-5;
/** The share of belief given to the other right answers of a line. */
const ALT_SHARE = 0.05;
/** Weights under this many steps of 1/127 of their column's greatest are dropped: they tell nothing and fill the file. */
const SILENT = 5;

function targetsOf(
	line: LabelledLine,
	head: HeadName,
): { labels: readonly string[]; main: string | null; alts: readonly (string | null)[] } {
	switch (head) {
		case 'intent':
			return { labels: HEADS.intent, main: line.score_intent ? line.intent : null, alts: line.alt };
		case 'sentiment':
			return { labels: HEADS.sentiment, main: line.sentiment, alts: line.alt_sentiment };
		case 'urgency':
			return { labels: HEADS.urgency, main: line.urgency, alts: line.alt_urgency };
		case 'category':
			return { labels: HEADS.category, main: line.category, alts: line.alt_category };
		case 'human':
			return { labels: HEADS.human, main: line.wants_human ? 'yes' : 'no', alts: [] };
	}
}

/** The belief a perfect reader would hold: most of it in the label, the rest shared by its alternatives; null when the head is not labelled. */
function beliefOf(line: LabelledLine, head: HeadName): Float64Array | null {
	const { labels, main, alts } = targetsOf(line, head);
	if (main === null) return null;
	const others = [...new Set(alts)].filter((label) => label !== null && label !== main).map((label) => labels.indexOf(label ?? ''));
	const belief = new Float64Array(labels.length);
	belief[labels.indexOf(main)] = others.length === 0 ? 1 : 1 - ALT_SHARE;
	for (const other of others) belief[other] = ALT_SHARE / others.length;
	return belief;
}

/** A fixed order that looks random: multiplicative steps modulo a prime greater than any set of ours. */
function shuffled(count: number, epoch: number): number[] {
	const prime = 1_000_003;
	return Array.from({ length: count }, (_, index) => index).sort(
		(a, b) => (((a + 1) * (7919 + 104_729 * epoch)) % prime) - (((b + 1) * (7919 + 104_729 * epoch)) % prime) || a - b,
	);
}

/** Multinomial logistic regression, each head on its own, by AdaGrad: same samples in the same order, same weights to the bit. Row by row. */
export function learn(samples: readonly Sample[]): Float32Array {
	const weights = new Float32Array(ROWS * COLUMNS);
	const squares = new Float32Array(ROWS * COLUMNS);
	const beliefs = samples.map(({ line }) => HEAD_NAMES.map((head) => ({ offset: OFFSETS[head], belief: beliefOf(line, head) })));
	const gradient = new Float64Array(COLUMNS);
	for (let epoch = 0; epoch < EPOCHS; epoch++) {
		for (const index of shuffled(samples.length, epoch)) {
			const features = samples[index]?.features ?? [];
			const scores = new Float64Array(COLUMNS);
			for (const { row, value } of features) {
				for (let column = 0; column < COLUMNS; column++)
					scores[column] = (scores[column] ?? 0) + (weights[row * COLUMNS + column] ?? 0) * value;
			}
			gradient.fill(0);
			for (const { offset, belief } of beliefs[index] ?? []) if (belief !== null) slope(scores, offset, belief, gradient);
			for (const { row, value } of features) {
				for (let column = 0; column < COLUMNS; column++) {
					const slot = row * COLUMNS + column;
					const weight = weights[slot] ?? 0;
					const step = (gradient[column] ?? 0) * value + DECAY * weight;
					if (step === 0) continue;
					const square = (squares[slot] ?? 0) + step * step;
					squares[slot] = square;
					weights[slot] = weight - (RATE * step) / (Math.sqrt(square) + 1e-6);
				}
			}
		}
	}
	return weights;
}

/** Cross-entropy's slope for one head: what is believed less what should be. */
function slope(scores: Float64Array, offset: number, belief: Float64Array, gradient: Float64Array): void {
	let top = Number.NEGATIVE_INFINITY;
	for (let index = 0; index < belief.length; index++) top = Math.max(top, scores[offset + index] ?? 0);
	let sum = 0;
	for (let index = 0; index < belief.length; index++) sum += Math.exp((scores[offset + index] ?? 0) - top);
	for (let index = 0; index < belief.length; index++)
		gradient[offset + index] = Math.exp((scores[offset + index] ?? 0) - top) / sum - (belief[index] ?? 0);
}

/** The weights as the bytes of a model file (see `parseModel`). Rows seen in fewer than three samples are left out: they teach chance. */
export function packModel(weights: Float32Array, samples: readonly Sample[]): Buffer {
	const seen = new Uint32Array(ROWS);
	for (const { features } of samples) for (const { row } of features) seen[row] = (seen[row] ?? 0) + 1;
	const rows = Array.from({ length: ROWS }, (_, row) => row).filter((row) => (seen[row] ?? 0) > 2);
	const steps = Float32Array.from({ length: COLUMNS }, (_, column) => {
		let top = 0;
		for (const row of rows) top = Math.max(top, Math.abs(weights[row * COLUMNS + column] ?? 0));
		return top === 0 ? 1 : top / 127;
	});
	const start = 5 + COLUMNS * 4;
	const raw = Buffer.alloc(start + rows.length * (2 + COLUMNS));
	raw[0] = MODEL_VERSION;
	raw.writeUInt32LE(rows.length, 1);
	for (const [column, step] of steps.entries()) raw.writeFloatLE(step, 5 + column * 4);
	for (const [index, row] of rows.entries()) {
		raw.writeUInt16LE(row - (rows[index - 1] ?? -1) - 1, start + index * 2);
		for (let column = 0; column < COLUMNS; column++) {
			const byte = Math.round((weights[row * COLUMNS + column] ?? 0) / (steps[column] ?? 1));
			raw.writeInt8(Math.abs(byte) < SILENT ? 0 : byte, start + rows.length * 2 + column * rows.length + index);
		}
	}
	return brotliCompressSync(raw, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 } });
}
