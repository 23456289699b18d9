import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { organisationProfile } from '../../../src/modules/organisations/import/profile.ts';
import { readImportFile } from '../../../src/modules/organisations/import/read-file.ts';
import { toOrganisation } from '../../../src/modules/organisations/model.ts';
import { zoneAt, zoneById, zoneNamed } from '../../../src/modules/organisations/zones.ts';
import { distanceMetres } from '../../../src/platform/geo.ts';

const read = readImportFile(readFileSync('demo/douala.yaml', 'utf8'), 'douala.yaml');
if ('errors' in read) throw new Error(read.errors.join('\n'));
const [given] = read.file.organisations;
if (given === undefined) throw new Error('no organisation');
const douala = toOrganisation({ ...organisationProfile(given), branches: [], updatedAt: new Date(0) });

describe('the zone of a pin', () => {
	test.each([
		[4.0876, 9.7366, 'inside', 'bonamoussadi'],
		[4.0505, 9.698, 'inside', 'akwa'],
		[4.0253, 9.6968, 'inside', 'bonapriso'],
		[4.0953, 9.756, 'inside', 'kotto'],
		[4.1045, 9.784, 'inside', 'logpom'],
		[3.8678, 11.5167, 'outside', 'logpom'],
		[0, 0, 'outside', 'bonapriso'],
	])('%d, %d is %s (%s)', (lat, lon, kind, zone) => {
		expect(zoneAt(douala, { lat, lon })).toMatchObject({ kind, zone: { id: zone } });
	});

	test('the margin is the setting of the organisation', () => {
		const strict = { ...douala, settings: { ...douala.settings, area_margin_m: 0 } };
		expect(zoneAt(strict, { lat: 4.1045, lon: 9.784 })).toMatchObject({ kind: 'outside', zone: { id: 'logpom' } });
	});

	test('without zones every pin is outside', () => {
		expect(zoneAt({ ...douala, zones: [] }, { lat: 4, lon: 9 })).toEqual({ kind: 'outside', zone: null, metres: 0 });
	});

	test('a pin in a circle is always inside, in the nearest circle that holds it', () => {
		const near = fc.record({ lat: fc.double({ min: 4, max: 4.12, noNaN: true }), lon: fc.double({ min: 9.66, max: 9.8, noNaN: true }) });
		fc.assert(
			fc.property(near, (pin) => {
				const holding = douala.zones.filter((zone) => distanceMetres(zone.centre, pin) <= zone.radius_m);
				const place = zoneAt(douala, pin);
				if (holding.length === 0) return;
				expect(place.kind).toBe('inside');
				expect(place.metres).toBe(Math.min(...holding.map((zone) => distanceMetres(zone.centre, pin))));
			}),
		);
	});
});

describe('the zone a person names', () => {
	test.each([
		['Bonamoussadi', 'bonamoussadi'],
		['je suis à bona moussadi, carrefour Maetur', 'bonamoussadi'],
		['bonamusadi', 'bonamoussadi'],
		['derrière santa barbara', 'bonamoussadi'],
		['Maképé Saint-Tropez', 'makepe'],
		['deido', 'deido'],
		['DEÏDO !', 'deido'],
		['new-bell', 'new-bell'],
		['bepnda', 'bepanda'],
		['Akwa Nord', 'akwa'],
		['Yaoundé', null],
		['Mali', null],
		['', null],
		['?!', null],
		['x '.repeat(5000), null],
	])('%s: %s', (text, zone) => {
		expect(zoneNamed(douala, text)?.id ?? null).toBe(zone);
	});

	test('no text makes it throw', () => {
		fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => void zoneNamed(douala, text)));
	});
});

test('a zone is found by its id', () => {
	expect(zoneById(douala, 'akwa')?.names.fr).toBe('Akwa');
	expect(zoneById(douala, 'Akwa')).toBeNull();
});
