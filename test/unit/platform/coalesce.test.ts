import { describe, expect, test } from '@jest/globals';
import { coalesce } from '../../../src/platform/coalesce.ts';

/** Work that ends when told to. */
function gated() {
	const batches: { asked: readonly number[]; end(): void; fail(error: Error): void }[] = [];
	const work = (asked: readonly number[]) =>
		new Promise<readonly number[]>((resolve, reject) => {
			batches.push({ asked, end: () => resolve(asked.map((one) => one * 10)), fail: reject });
		});
	return { batches, work };
}
const turn = () => new Promise<void>((done) => setImmediate(done));

describe('coalesce', () => {
	test('takes together who asks in the same turn, and answers each', async () => {
		const { batches, work } = gated();
		const ask = coalesce(work);
		const answers = Promise.all([ask(1), ask(2), ask(3)]);
		await turn();
		expect(batches.map(({ asked }) => asked)).toEqual([[1, 2, 3]]);
		batches[0]?.end();
		expect(await answers).toEqual([10, 20, 30]);
	});

	test('gathers while a batch is under way, and no longer than that', async () => {
		const { batches, work } = gated();
		const ask = coalesce(work);
		const first = ask(1);
		await turn();
		const others = [ask(2), ask(3)];
		await turn();
		expect(batches).toHaveLength(1);
		batches[0]?.end();
		await first;
		await turn();
		expect(batches[1]?.asked).toEqual([2, 3]);
		batches[1]?.end();
		expect(await Promise.all(others)).toEqual([20, 30]);
	});

	test('keeps to its limits', async () => {
		const { batches, work } = gated();
		const ask = coalesce(work, { atOnce: 2, most: 2 });
		const answers = Promise.all([1, 2, 3, 4, 5].map((one) => ask(one)));
		await turn();
		await turn();
		expect(batches.map(({ asked }) => asked)).toEqual([
			[1, 2],
			[3, 4],
		]);
		for (const batch of batches) batch.end();
		await turn();
		await turn();
		batches[2]?.end();
		expect(await answers).toEqual([10, 20, 30, 40, 50]);
	});

	test('a failure is that of its batch alone', async () => {
		const { batches, work } = gated();
		const ask = coalesce(work);
		const failing = Promise.allSettled([ask(1), ask(2)]);
		await turn();
		batches[0]?.fail(new Error('down'));
		expect((await failing).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
		const next = ask(3);
		await turn();
		batches[1]?.end();
		expect(await next).toBe(30);
	});

	test('work that answers too little fails who got nothing', async () => {
		const ask = coalesce(async (asked: readonly number[]) => asked.slice(1));
		const [first, second] = await Promise.allSettled([ask(1), ask(2)]);
		expect(first?.status).toBe('fulfilled');
		expect(second?.status).toBe('rejected');
	});
});

test('what nobody waits for is held back for others', async () => {
	const batches: number[][] = [];
	const ask = coalesce(
		async (asked: readonly number[]) => {
			batches.push([...asked]);
			return asked;
		},
		{ waitMs: 10 },
	);
	const first = ask(1);
	// Later than this turn of the event loop, and well before the first is over.
	const second = new Promise<number>((done) => setImmediate(() => done(ask(2))));
	expect(await Promise.all([first, second])).toEqual([1, 2]);
	expect(batches).toEqual([[1, 2]]);
});
