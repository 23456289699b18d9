import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { log } from '../../../src/platform/log.ts';
import { useDatabase } from '../../support/database.ts';
import { openDesk } from '../support/desk.ts';

log.silent = true;
useDatabase();
const desk = openDesk();
beforeAll(() => desk.open());
beforeEach(() => desk.reset());
afterAll(() => desk.close());

const MINUTE = 60_000;

async function writes(id: string, text: string, times: number): Promise<void> {
	for (let i = 0; i < times; i++) {
		desk.clock.advance(1_000);
		await desk.writes(id, text);
		await desk.drain(id);
	}
}

test('a telephone that answers by itself is answered twenty times, and again some minutes later', async () => {
	const id = await desk.person();
	await writes(id, 'menu', 25);
	const said = await desk.said(id);
	expect(said).toHaveLength(20);
	expect(new Set(said).size).toBe(1);
	expect((await desk.inbox(id)).map(({ state }) => state)).toEqual(Array.from({ length: 25 }, () => 'done'));
	desk.clock.advance(5 * MINUTE);
	await writes(id, 'menu', 1);
	expect(await desk.said(id)).toHaveLength(21);
});

test('who writes much is answered whatever is said anew, and another person is not concerned', async () => {
	const [id, other] = [await desk.person(), await desk.person()];
	await writes(id, 'menu', 22);
	await writes(id, 'langue', 1);
	expect(await desk.said(id)).toHaveLength(21);
	await writes(other, 'menu', 1);
	expect(await desk.said(other)).toHaveLength(1);
});
