import { expect, test } from '@jest/globals';
import { SharedLoads } from '../../../src/platform/shared-loads.ts';

test('who asks while it is loaded shares the load; who asks afterwards, or after it was forgotten, loads again', async () => {
	const loads = new SharedLoads<number>();
	const waiting: ((value: number) => void)[] = [];
	const ask = (key: string) => loads.of(key, () => new Promise((done) => waiting.push(done)));
	const early = [ask('a'), ask('a')];
	const other = ask('b');
	expect(waiting).toHaveLength(2);
	loads.forget();
	const late = ask('a');
	expect(waiting).toHaveLength(3);
	waiting.forEach((done, nth) => void done(nth));
	expect(await Promise.all([...early, other, late])).toEqual([0, 0, 1, 2]);
	const again = ask('a');
	waiting.at(-1)?.(9);
	expect(await again).toBe(9);
});

test('a load that fails fails for all who wait, and is not remembered', async () => {
	const loads = new SharedLoads<number>();
	const failing = async () => Promise.reject(new Error('no'));
	const results = await Promise.allSettled([loads.of('a', failing), loads.of('a', failing)]);
	expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
	expect(await loads.of('a', async () => 1)).toBe(1);
});
