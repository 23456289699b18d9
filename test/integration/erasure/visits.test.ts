import { expect, test } from '@jest/globals';
import { replayDay } from '../../../src/modules/queues/day/replay.ts';
import { BEN, ROSALIE, wordsOf } from './people.ts';
import { counts, whereIs } from './rows.ts';
import { useWorld } from './world.ts';

const { call, erase, idOf, press, visitsTheBank } = useWorld();

const ORGS = ['accueil', 'banque', 'hopital'];

test('a visitor of a hosted bank is in no row of the house nor of the bank any more; figures and the replay of the day are the same', async () => {
	await press('open');
	await visitsTheBank(ROSALIE);
	await visitsTheBank(BEN);
	expect((await whereIs(wordsOf(ROSALIE), ['banque'])).length).toBeGreaterThan(3);
	const figures = async () => (await call('bank', 'GET', '/queues/caisse/metrics?from=2026-11-26&to=2026-11-26')).body;
	const replay = () => replayDay('banque', 'caisse', '2026-11-26');
	const [before, figuresBefore, replayBefore] = [await counts(), await figures(), await replay()];
	const bensBefore = await whereIs(wordsOf(BEN), ORGS);

	expect((await erase('bank', await idOf('accueil', ROSALIE))).status).toBe(404);
	const { status, body } = await erase('host', await idOf('accueil', ROSALIE));
	expect({ status, body }).toMatchObject({ status: 200, body: { blanked: { tickets: expect.any(Number), bookings: 1, contacts: 1 } } });

	expect(await whereIs(wordsOf(ROSALIE), ORGS)).toEqual([]);
	expect(await counts()).toEqual(before);
	expect(await figures()).toEqual(figuresBefore);
	expect(await replay()).toEqual(replayBefore);
	expect(replayBefore).toMatchObject({ tickets: 6, differences: [] });
	expect(await whereIs(wordsOf(BEN), ORGS)).toEqual(bensBefore);
});
