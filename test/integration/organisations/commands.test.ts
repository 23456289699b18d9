import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { commands } from '../../../src/modules/organisations/commands.ts';
import { getOrganisation, listOrganisations } from '../../../src/modules/organisations/get-organisation.ts';
import { importText } from '../../../src/modules/organisations/import/import-text.ts';
import { monotonicIds } from '../../../src/platform/ids.ts';
import { useDatabase } from '../../support/database.ts';
import { playScene } from '../../support/scene.ts';

useDatabase();

const now = new Date('2026-11-21T10:00:00Z');

beforeAll(async () => {
	const clock = { now: () => now };
	const result = await importText(readFileSync('demo/douala.yaml', 'utf8'), 'douala.yaml', async () => ({
		clock,
		newId: monotonicIds(clock),
		carrier: 'simulator',
	}));
	if ('errors' in result) throw new Error(result.errors.join('\n'));
});

async function run(name: string, args: unknown): Promise<{ outcome: string; data?: Record<string, unknown> }> {
	const command = commands.find((one) => one.name === name);
	if (command === undefined) throw new Error(`no command ${name}`);
	const { result } = await playScene({ org: 'djobea', now }, (scene) => command.run(scene, args));
	expect(command.outcomes).toContain(result.outcome);
	return result;
}

describe('the organisation as read', () => {
	test('is complete and cannot be changed by a reader', async () => {
		const organisation = await getOrganisation('djobea');
		expect(organisation.settings).toMatchObject({ offer_seconds: 300, offer_grace_seconds: 10 });
		expect(Object.isFrozen(organisation.zones[0]?.centre)).toBe(true);
		expect(await getOrganisation('djobea')).toBe(organisation);
	});

	test('that does not exist is not found', async () => {
		await expect(getOrganisation('nobody')).rejects.toMatchObject({ code: 'not_found' });
	});

	test('are listed', async () => {
		expect((await listOrganisations()).map(({ slug }) => slug)).toEqual(['djobea']);
	});
});

describe('commands', () => {
	test('services and zones are listed in the order of the organisation, in three languages', async () => {
		const { data } = await run('organisations.list_services', {});
		expect(data).toMatchObject({
			services: [{ id: 'plomberie', label: { fr: 'Plomberie', en: 'Plumbing', wo: 'Plomberie' } }, {}, {}, {}, {}, {}],
		});
		expect((await run('organisations.list_zones', {})).data).toMatchObject({
			zones: expect.arrayContaining([{ id: 'deido', label: { fr: 'Deïdo', en: 'Deido', wo: 'Deïdo' } }]),
		});
	});

	test.each([
		[
			{ service: 'plomberie' },
			{ outcome: 'known', data: { service: 'plomberie', label: { fr: 'Plomberie', en: 'Plumbing', wo: 'Plomberie' } } },
		],
		[{ service: 'Électricien' }, { outcome: 'known', data: { service: 'electricite', label: expect.anything() } }],
		[{ service: ['peinture', 'plomberie'] }, { outcome: 'known', data: { service: 'peinture', label: expect.anything() } }],
		[{ service: 'jardinage' }, { outcome: 'unknown' }],
		[{ service: null }, { outcome: 'unknown' }],
	])('check_service %j', async (args, expected) => {
		expect(await run('organisations.check_service', args)).toEqual(expected);
	});

	test.each([
		[
			{ lat: 4.0876, lon: 9.7366 },
			{ outcome: 'inside', data: { zone: 'bonamoussadi', km: 0 } },
		],
		[
			{ lat: 3.8678, lon: 11.5167 },
			{ outcome: 'outside', data: { zone: 'logpom' } },
		],
		[{ zone: 'akwa' }, { outcome: 'inside', data: { zone: 'akwa', label: { fr: 'Akwa', en: 'Akwa', wo: 'Akwa' } } }],
		[{ zone: 'yaounde' }, { outcome: 'unknown' }],
		[{ text: 'carrefour santa barbara' }, { outcome: 'inside', data: { zone: 'bonamoussadi' } }],
		[{ text: 'Yaoundé' }, { outcome: 'unknown' }],
	])('locate %j', async (args, expected) => {
		expect(await run('organisations.locate', args)).toMatchObject(expected);
	});

	test('arguments that make no sense are refused', async () => {
		await expect(run('organisations.locate', { lat: 400, lon: 0 })).rejects.toThrow();
	});
});
