import { expect, test } from '@jest/globals';
import { atMost } from '../../../src/platform/at-most.ts';

const breath = () => new Promise((resolve) => setImmediate(resolve));

test('no more run at once than may, each once, in the order they came', async () => {
	const limited = atMost(3);
	const began: number[] = [];
	let now = 0;
	let peak = 0;
	const work = (n: number) =>
		limited(async () => {
			began.push(n);
			peak = Math.max(peak, ++now);
			for (let i = 0; i < n % 4; i++) await breath();
			now--;
			return n * 2;
		});
	const numbers = Array.from({ length: 50 }, (_, n) => n);
	expect(await Promise.all(numbers.map(work))).toEqual(numbers.map((n) => n * 2));
	expect(began).toEqual(numbers);
	expect(peak).toBe(3);
});

test('one that fails gives its place back', async () => {
	const limited = atMost(1);
	const failing = limited(() => Promise.reject(new Error('no')));
	const next = limited(async () => 'done');
	await expect(failing).rejects.toThrow('no');
	expect(await next).toBe('done');
});
