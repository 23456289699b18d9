import { describe, expect, test } from '@jest/globals';
import {
	nearestTown,
	regionById,
	regionNamed,
	regionsOf,
	townNamed,
	townsOf,
} from '../../../src/modules/organisations/regions/find-region.ts';
import { distanceMetres } from '../../../src/platform/geo.ts';

test('Senegal has its 14 regions and Cameroon its 10, each with an ISO code of its own and a capital', () => {
	expect(
		regionsOf('SN')
			.map(({ iso }) => iso)
			.sort()
			.join(' '),
	).toBe('SN-DB SN-DK SN-FK SN-KA SN-KD SN-KE SN-KL SN-LG SN-MT SN-SE SN-SL SN-TC SN-TH SN-ZG');
	expect(new Set(regionsOf('CM').map(({ iso }) => iso)).size).toBe(10);
	for (const region of [...regionsOf('SN'), ...regionsOf('CM')]) expect(region.towns.length).toBeGreaterThanOrEqual(2);
	expect(regionsOf('FR')).toEqual([]);
});

test.each([
	['SN', 'Thiès', 'thies'],
	['SN', 'CEES', 'thies'],
	['SN', 'Ndar', 'saint-louis'],
	['SN', 'st louis', 'saint-louis'],
	['SN', 'kedougou', 'kedougou'],
	['CM', 'Far North', 'extreme-nord'],
	['SN', 'Littoral', undefined],
])('in %s, %s is the region %s', (country, name, id) => {
	expect(regionNamed(country, name)?.id).toBe(id);
	if (id !== undefined) expect(regionById(country, id)?.id).toBe(id);
});

test.each([
	['SN', 'Tëngéej', 'Rufisque', 'dakar'],
	['SN', 'mbour', 'Mbour', 'thies'],
	['SN', 'Tuubaa', 'Touba', 'diourbel'],
	['CM', 'yaounde', 'Yaoundé', 'centre'],
])('in %s, %s is %s, in %s', (country, name, town, region) => {
	expect(townNamed(country, name)).toMatchObject({ town: { name: town }, region: { id: region } });
});

describe('the nearest town', () => {
	test.each([
		[14.67, -17.43, 'Dakar'],
		[16.03, -16.5, 'Saint-Louis'],
		[14.44, -16.97, 'Mbour'],
		[12.57, -16.27, 'Ziguinchor'],
	])('of %d, %d is %s', (lat, lon, name) => {
		expect(nearestTown('SN', { lat, lon })?.town.name).toBe(name);
	});

	test('of a town is that town', () => {
		for (const country of ['SN', 'CM'])
			for (const { town } of townsOf(country))
				expect(nearestTown(country, town.position)).toMatchObject({ town: { name: town.name }, metres: 0 });
	});
});

test('a name means one region and one town, and the towns lie in their country', () => {
	for (const country of ['SN', 'CM']) {
		for (const region of regionsOf(country))
			for (const name of [region.name, ...region.aliases]) expect(regionNamed(country, name)?.id).toBe(region.id);
		for (const { town, region } of townsOf(country)) {
			for (const name of [town.name, ...town.aliases]) expect(townNamed(country, name)?.town.name).toBe(town.name);
			const [capital] = region.towns;
			if (capital !== undefined) expect(distanceMetres(capital.position, town.position)).toBeLessThan(250_000);
		}
	}
});
