import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { type Feature, ROWS } from './features.ts';

export const DANGER_MODEL_FILE = join(import.meta.dirname, 'model.bin');
/** First byte of the file: raised when the features change, so that an old file is refused. */
export const DANGER_MODEL_VERSION = 1;

/**
 * One signed byte a row, absent rows zero, and what a step of it is worth. The file, compressed by Brotli: version (1 byte), step (float32),
 * number of kept rows (uint32), the gaps between the kept rows (uint16 each), then their bytes.
 */
export interface DangerModel {
	step: number;
	weights: Int8Array;
}

/** Reads the bytes of a model file. Throws when they are of another version or shape. */
export function parseDangerModel(bytes: Buffer): DangerModel {
	const raw = brotliDecompressSync(bytes);
	if (raw[0] !== DANGER_MODEL_VERSION)
		throw new Error(`the model of danger is of version ${raw[0]}, not ${DANGER_MODEL_VERSION}: train it again`);
	const rows = raw.readUInt32LE(5);
	if (raw.length !== 9 + rows * 3) throw new Error('the model of danger is broken: train it again');
	const weights = new Int8Array(ROWS);
	let row = -1;
	for (let index = 0; index < rows; index++) {
		row += raw.readUInt16LE(9 + index * 2) + 1;
		weights[row] = raw.readInt8(9 + rows * 2 + index);
	}
	return { step: raw.readFloatLE(1), weights };
}

/** The log-odds that one window tells of danger. */
export function oddsOf(features: readonly Feature[], { step, weights }: DangerModel): number {
	let sum = 0;
	for (const { row, value } of features) sum += (weights[row] ?? 0) * value;
	return sum * step;
}

/** The log-odds that a text tells of danger: those of its loudest window. */
export function loudestOf(windows: readonly (readonly Feature[])[], model: DangerModel): number {
	return windows.reduce((top, window) => Math.max(top, oddsOf(window, model)), Number.NEGATIVE_INFINITY);
}

/** Log-odds as a share from 0 to 1. */
export function believed(odds: number): number {
	return 1 / (1 + Math.exp(-odds));
}
