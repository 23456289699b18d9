import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import type { Facts } from '../facts.ts';
import { featuresOf } from './features.ts';
import { COLUMNS, type Guess, HEADS, type HeadName, OFFSETS } from './heads.ts';

export const MODEL_FILE = join(import.meta.dirname, 'model.bin');
/** First byte of the file: raised when the features or the heads change, so that an old file is refused. */
export const MODEL_VERSION = 2;

/**
 * The weights: one signed byte for each kept row and column. The file, compressed by Brotli: version (1 byte), number of kept rows
 * (uint32), the step of each column (float32 × COLUMNS), the gaps between the kept rows (uint16 each), then their bytes column by column.
 */
export interface Model {
	/** Where each row's bytes begin in `weights`; absent rows weigh nothing. */
	places: Map<number, number>;
	steps: Float32Array;
	/** Row by row. */
	weights: Int8Array;
}

/** Reads the bytes of a model file. Throws when they are of another version or shape. */
export function parseModel(bytes: Buffer): Model {
	const raw = brotliDecompressSync(bytes);
	if (raw[0] !== MODEL_VERSION) throw new Error(`the classifier's model is of version ${raw[0]}, not ${MODEL_VERSION}: train it again`);
	const rows = raw.readUInt32LE(1);
	const start = 5 + COLUMNS * 4;
	if (raw.length !== start + rows * 2 + rows * COLUMNS) throw new Error("the classifier's model is broken: train it again");
	const steps = Float32Array.from({ length: COLUMNS }, (_, column) => raw.readFloatLE(5 + column * 4));
	const places = new Map<number, number>();
	const weights = new Int8Array(rows * COLUMNS);
	const body = start + rows * 2;
	let row = -1;
	for (let index = 0; index < rows; index++) {
		row += raw.readUInt16LE(start + index * 2) + 1;
		places.set(row, index * COLUMNS);
		for (let column = 0; column < COLUMNS; column++) weights[index * COLUMNS + column] = raw.readInt8(body + column * rows + index);
	}
	return { places, steps, weights };
}

let loaded: Model | undefined;
function model(): Model {
	loaded ??= parseModel(readFileSync(MODEL_FILE));
	return loaded;
}

function softmax<Label extends string>(scores: Float64Array, head: HeadName, labels: readonly Label[]): Map<Label, number> {
	const own = scores.subarray(OFFSETS[head], OFFSETS[head] + labels.length);
	const top = Math.max(...own);
	const powers = Array.from(own, (score) => Math.exp(score - top));
	const sum = powers.reduce((total, power) => total + power, 0);
	return new Map(labels.map((label, index) => [label, (powers[index] ?? 0) / sum]));
}

/** What the classifier makes of a text; the model is read once, at the first text. */
export function classify(facts: Facts, { places, steps, weights }: Model = model()): Guess {
	const scores = new Float64Array(COLUMNS);
	for (const { row, value } of featuresOf(facts)) {
		const at = places.get(row);
		if (at === undefined) continue;
		for (let column = 0; column < COLUMNS; column++) scores[column] = (scores[column] ?? 0) + (weights[at + column] ?? 0) * value;
	}
	for (let column = 0; column < COLUMNS; column++) scores[column] = (scores[column] ?? 0) * (steps[column] ?? 0);
	return {
		intent: softmax(scores, 'intent', HEADS.intent),
		sentiment: softmax(scores, 'sentiment', HEADS.sentiment),
		urgency: softmax(scores, 'urgency', HEADS.urgency),
		category: softmax(scores, 'category', HEADS.category),
		human: softmax(scores, 'human', HEADS.human),
	};
}
