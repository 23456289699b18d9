import { afterEach, describe, expect, test } from '@jest/globals';
import { log } from '../../../src/platform/log.ts';
import { ReadyWork } from '../../../src/platform/work/ready-work.ts';
import { startWorkPool, type Work, type WorkPool, type WorkPoolOptions } from '../../../src/platform/work/work-pool.ts';
import { until } from '../../support/until.ts';

log.silent = true;
const pools: WorkPool[] = [];
afterEach(async () => {
	await Promise.all(pools.splice(0).map((pool) => pool.stop()));
});

function start(options: Partial<WorkPoolOptions> & Pick<WorkPoolOptions, 'run'>): WorkPool {
	const pool = startWorkPool({ name: 'test', concurrency: 4, findDue: async () => [], pollMs: 5, ...options });
	pools.push(pool);
	return pool;
}

const work = (key: string, org = 'o'): Work => ({ org, key });

describe('a work pool', () => {
	test('runs each key alone and no more than it may at once; a wake-up meanwhile runs it again', async () => {
		const inHand = new Map<string, number>();
		let runs = 0;
		let most = 0;
		const pool = start({
			concurrency: 3,
			async run({ key }) {
				expect(inHand.get(key) ?? 0).toBe(0);
				inHand.set(key, 1);
				most = Math.max(most, [...inHand.values()].filter((n) => n === 1).length);
				runs++;
				if (runs <= 10) pool.wake(work(key));
				await new Promise((resolve) => setImmediate(resolve));
				inHand.set(key, 0);
				return null;
			},
		});
		for (let i = 0; i < 10; i++) pool.wake(work(String(i)));
		await until(async () => runs >= 20 || ([...inHand.values()].every((n) => n === 0) && runs >= 12));
		expect(most).toBeLessThanOrEqual(3);
	});

	test('begins at once with nothing in hand, and together with what came while something was', async () => {
		const gates = new Map<string, () => void>();
		const begun: string[] = [];
		const pool = start({
			gatherMs: 60_000,
			async run({ key }) {
				begun.push(key);
				await new Promise<void>((resolve) => gates.set(key, resolve));
				return null;
			},
		});
		pool.wake(work('a'));
		expect(begun).toEqual(['a']);
		for (const key of ['b', 'c']) {
			pool.wake(work(key));
			await new Promise((resolve) => setImmediate(resolve));
		}
		expect(begun).toEqual(['a']);
		gates.get('a')?.();
		await until(async () => begun.length === 3);
		for (const open of gates.values()) open();
	});

	test('takes what came at the next beat although the first is still in hand', async () => {
		const begun: string[] = [];
		let release: () => void = () => undefined;
		const pool = start({
			gatherMs: 5,
			async run({ key }) {
				begun.push(key);
				if (key === 'a')
					await new Promise<void>((resolve) => {
						release = resolve;
					});
				return null;
			},
		});
		pool.wake(work('a'));
		pool.wake(work('b'));
		await until(async () => begun.length === 2);
		release();
	});

	test('finds by itself what nobody woke it for', async () => {
		const seen: string[] = [];
		let due = [work('a'), work('b')];
		start({
			findDue: async () => due.splice(0),
			async run({ key }) {
				seen.push(key);
				return null;
			},
		});
		await until(async () => seen.length === 2);
		due = [work('c')];
		await until(async () => seen.length === 3);
	});

	test('runs a key again after the time it asks for, and after a failure', async () => {
		const seen: string[] = [];
		const pool = start({
			async run({ key }) {
				seen.push(key);
				if (seen.length === 1) return 5;
				if (seen.length === 2) throw new Error('broken');
				return null;
			},
		});
		pool.wake(work('a'));
		await until(async () => seen.length === 3);
	});

	test('finds a key that waits for later when another process has made something due', async () => {
		let runs = 0;
		let due: Work[] = [];
		const pool = start({
			hiddenMs: 0,
			findDue: async (_limit, except) => due.filter(({ key }) => !except.includes(key)),
			async run() {
				runs++;
				due = [];
				return 60_000;
			},
		});
		pool.wake(work('a'));
		await until(async () => runs === 1);
		due = [work('a')];
		await until(async () => runs === 2);
	});

	test('leaves a key that waits for later to its timer at first', async () => {
		let runs = 0;
		const excepted: boolean[] = [];
		const pool = start({
			hiddenMs: 60_000,
			async findDue(_limit, except) {
				if (runs > 0) excepted.push(except.includes('a'));
				return [work('a')];
			},
			async run() {
				runs++;
				return 60_000;
			},
		});
		pool.wake(work('a'));
		await until(async () => excepted.length >= 5);
		expect(excepted).not.toContain(false);
		expect(runs).toBe(1);
	});

	test('does not look for what it has in hand, and stop waits for it', async () => {
		let release: () => void = () => undefined;
		const gate = new Promise<void>((resolve) => {
			release = resolve;
		});
		let excepted: readonly string[] = [];
		let ended = false;
		const pool = start({
			async findDue(_limit, except) {
				excepted = except;
				return [];
			},
			async run() {
				await gate;
				ended = true;
				return null;
			},
		});
		pool.wake(work('a'));
		await until(async () => excepted.includes('a'));
		const stopped = pool.stop();
		release();
		await stopped;
		expect(ended).toBe(true);
		pool.wake(work('b'));
	});
});

describe('ready work', () => {
	test('takes organisations in turn, keys in order, each once', () => {
		const ready = new ReadyWork();
		for (const key of ['1', '2', '3']) ready.add(work(key, 'big'));
		expect(ready.add(work('1', 'big'))).toBe(false);
		ready.add(work('4', 'small'));
		expect(Array.from({ length: 5 }, () => ready.take()?.key)).toEqual(['1', '4', '2', '3', undefined]);
		expect(ready.size).toBe(0);
	});

	test('is bounded', () => {
		const ready = new ReadyWork();
		for (let i = 0; i < 6_000; i++) ready.add(work(String(i)));
		expect(ready.size).toBe(5_000);
	});
});
