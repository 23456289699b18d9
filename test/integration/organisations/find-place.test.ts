import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { findPlace, type PlaceWish } from '../../../src/modules/organisations/find-place.ts';
import { importText } from '../../../src/modules/organisations/import/import-text.ts';
import { monotonicIds } from '../../../src/platform/ids.ts';
import { useDatabase } from '../../support/database.ts';

useDatabase();

const now = new Date('2026-11-21T10:00:00Z');

beforeAll(async () => {
	const clock = { now: () => now };
	const file = readFileSync('test/fixtures/import/places.yaml', 'utf8');
	const result = await importText(file, 'places.yaml', async () => ({ clock, newId: monotonicIds(clock), carrier: 'simulator' }));
	if ('errors' in result) throw new Error(result.errors.join('\n'));
});

async function find(wish: Omit<PlaceWish, 'way'> & { way?: PlaceWish['way'] }, host = 'accueil') {
	const found = await findPlace(host, { way: 'queue', ...wish });
	if (found.kind === 'one') return `${found.place.organisation.slug} ${found.place.branch.id} ${found.place.service.id}`;
	return found.kind === 'none' ? 'none' : `${found.step}: ${found.items.map(({ id }) => id).join(' ')}`;
}

describe('finding a place', () => {
	test('asks region, organisation, branch and service in this order, and nothing that has one answer', async () => {
		expect(await find({})).toBe('region: dakar saint-louis');
		expect(await find({ region: 'dakar' })).toBe('organisation: banque clinique');
		expect(await find({ region: 'dakar', organisation: 'banque' })).toBe('branch: medina plateau');
		expect(await find({ region: 'dakar', organisation: 'banque', branch: 'plateau' })).toBe('service: depot conseil');
		expect(await find({ region: 'saint-louis' })).toBe('banque ndar depot');
	});

	test('by words, as far as they go', async () => {
		expect(await find({ text: 'un ticket à la banque du fleuve' })).toBe('region: dakar saint-louis');
		expect(await find({ text: 'versement au plateau' })).toBe('banque plateau depot');
		expect(await find({ text: 'je suis à Ndar' })).toBe('banque ndar depot');
		expect(await find({ text: 'consultation' })).toBe('clinique fann consultation');
	});

	test('an appointment only where it can be booked', async () => {
		expect(await find({ way: 'appointment' })).toBe('banque plateau conseil');
	});

	test('by the code of a branch, by the nearest, and only within what the number serves', async () => {
		expect(await find({ code: 'ndar' })).toBe('banque ndar depot');
		expect(await find({ code: 'NOWHERE' })).toBe('none');
		expect(await find({ organisation: 'banque', near: { lat: 14.67, lon: -17.44 } })).toBe('branch: plateau medina ndar');
		expect(await find({}, 'banque')).not.toContain('clinique');
	});

	test('more than ten are shown in pages', async () => {
		expect(await find({ organisation: 'mairie' }, 'mairie')).toBe('branch: a1 a2 a3 a4 a5 a6 a7 a8 a9 page:2');
		expect(await find({ branch: 'page:2' }, 'mairie')).toBe('branch: a10 a11 a12 page:1');
	});
});
