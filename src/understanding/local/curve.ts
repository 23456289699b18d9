import { z } from 'zod';

/** Rising points: a score, and how often a reading of that score was right. */
export type Curve = readonly (readonly [score: number, right: number])[];

/** A curve as it is stored. */
export const curveShape = z.array(
	z.object({ score: z.number(), right: z.number() }).transform(({ score, right }) => [score, right] as const),
);

/** How often a reading of this score was right, between the points of a curve. */
export function heightAt(score: number, points: Curve): number {
	let before = points[0] ?? [0, 0];
	for (const point of points) {
		if (score <= point[0]) {
			const width = point[0] - before[0];
			return width <= 0 ? point[1] : before[1] + ((point[1] - before[1]) * (score - before[0])) / width;
		}
		before = point;
	}
	return before[1];
}

/** Rising steps through the points (isotonic regression by pooling), thinned to at most `steps`, with a prior so that no end is 0 or 1. */
export function isotonic(points: readonly { score: number; right: boolean }[], steps = 12): [number, number][] {
	const sorted = [...points].sort((a, b) => a.score - b.score);
	const size = Math.max(1, Math.ceil(sorted.length / steps));
	const pools: { score: number; right: number; count: number }[] = [];
	for (let at = 0; at < sorted.length; at += size) {
		const part = sorted.slice(at, at + size);
		pools.push({
			score: part.reduce((sum, { score }) => sum + score, 0),
			right: part.filter((point) => point.right).length,
			count: part.length,
		});
		for (
			let last = pools.at(-1), before = pools.at(-2);
			last !== undefined && before !== undefined;
			last = pools.at(-1), before = pools.at(-2)
		) {
			if (before.right / before.count <= last.right / last.count) break;
			pools.splice(-2, 2, { score: before.score + last.score, right: before.right + last.right, count: before.count + last.count });
		}
	}
	const round = (value: number): number => Math.round(value * 1000) / 1000;
	return [[0, 0], ...pools.map(({ score, right, count }): [number, number] => [round(score / count), round((right + 0.5) / (count + 1))])];
}
