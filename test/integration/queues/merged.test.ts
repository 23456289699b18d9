import { beforeEach, describe, expect, test } from '@jest/globals';
import { useDatabase } from '../../support/database.ts';
import { BANK, HOST, hear, join, openWorld, press, serveRoutes, stored, systemScene } from './world.ts';

useDatabase();
serveRoutes();
beforeEach(() => openWorld());

/** Ben turns out to be Awa. */
async function merge(): Promise<void> {
	await systemScene(
		async (scene) => scene.emit({ type: 'contact.merged', subject: { kind: 'contact', id: 'awa' }, data: { from: 'ben' } }),
		HOST,
	);
	await hear();
}

describe('two contacts that turn out to be one person', () => {
	test('share their tickets for different services', async () => {
		const deposit = await join('awa');
		const other = await join('ben', { service: 'retrait' });
		await merge();
		expect(await stored(deposit._id)).toMatchObject({ status: 'waiting', client: { contact: 'awa' } });
		expect(await stored(other._id)).toMatchObject({ status: 'waiting', client: { contact: 'awa' } });
	});

	test.each([
		['awa', 'ben'],
		['ben', 'awa'],
	])('keep the place further ahead of two for one service: %s before %s', async (first, second) => {
		const ahead = await join(first);
		const behind = await join(second);
		await merge();
		expect(await stored(ahead._id)).toMatchObject({ status: 'waiting', live: true, client: { contact: 'awa' } });
		expect(await stored(behind._id)).toMatchObject({ status: 'cancelled', live: false, client: { contact: 'awa' } });
	});

	test('keep the one that has been called, whoever came first', async () => {
		const waiting = await join('awa');
		const called = await join('ben');
		await press('fatou', 'g1', 'open');
		await press('fatou', 'g1', 'call-next', { ticket: called._id });
		await merge();
		expect(await stored(called._id, BANK)).toMatchObject({ status: 'called', client: { contact: 'awa' } });
		expect(await stored(waiting._id, BANK)).toMatchObject({ status: 'cancelled' });
	});
});
