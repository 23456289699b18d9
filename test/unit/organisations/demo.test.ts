import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { checkFile } from '../../../src/modules/organisations/import/check-file.ts';
import { readImportFile } from '../../../src/modules/organisations/import/read-file.ts';
import { isOpenAt, parseOpeningHours } from '../../../src/platform/opening-hours.ts';

function demo(name: string) {
	const read = readImportFile(readFileSync(`demo/${name}`, 'utf8'), name);
	if ('errors' in read) throw new Error(read.errors.join('\n'));
	return read;
}

const [djobea] = demo('douala.yaml').file.organisations;
const [host, ...houses] = demo('dakar.yaml').file.organisations;
if (djobea === undefined || host === undefined) throw new Error('no organisation');

test.each(['douala.yaml', 'dakar.yaml'])('the demo file %s has no mistake', (name) => {
	const { file, lines } = demo(name);
	expect(lines(checkFile(file))).toEqual([]);
});

test('it is a city: 6 services, 12 zones, 24 providers, 2 managers, 3 agents', () => {
	expect(djobea.services).toHaveLength(6);
	expect(djobea.zones).toHaveLength(12);
	expect(djobea.providers).toHaveLength(24);
	expect(djobea.agents.filter(({ role }) => role === 'manager')).toHaveLength(2);
	expect(djobea.agents.filter(({ role }) => role === 'agent')).toHaveLength(3);
});

test.each(djobea.services.map(({ id }) => id))('four providers or more do %s', (service) => {
	expect(djobea.providers.filter(({ services }) => services.includes(service)).length).toBeGreaterThanOrEqual(4);
});

describe('at any hour of the week three are open', () => {
	const week = Array.from({ length: 7 * 48 }, (_, i) => new Date(Date.UTC(2026, 10, 16) + i * 30 * 60_000));
	const cases = ['plomberie', 'electricite'].flatMap((service) =>
		['bonamoussadi', 'makepe', 'kotto', 'akwa'].map((zone) => [service, zone] as const),
	);
	test.each(cases)('%s in %s', (service, zone) => {
		const hours = djobea.providers
			.filter(({ services, zones }) => services.includes(service) && zones.includes(zone))
			.map((provider) => parseOpeningHours(provider.hours))
			.flatMap((parsed) => ('openings' in parsed ? [parsed.openings] : []));
		for (const at of week) expect(hours.filter((openings) => isOpenAt(openings, at, djobea.timezone)).length).toBeGreaterThanOrEqual(3);
	});
});

describe('Dakar', () => {
	test('is one number that serves a bank of several branches and a hospital, with people at their counters', () => {
		expect(host.senders.length).toBeGreaterThan(0);
		expect(houses.map(({ kind, hosted_by }) => [kind, hosted_by])).toEqual([
			['bank', host.slug],
			['hospital', host.slug],
		]);
		expect(houses[0]?.branches.length).toBeGreaterThanOrEqual(2);
		for (const house of houses) {
			const branches = new Set(house.queues.map(({ branch }) => branch));
			const staffed = new Set(house.agents.filter(({ role }) => role === 'counter').flatMap((agent) => agent.branches ?? []));
			for (const { id, counters } of house.branches) {
				expect(branches).toContain(id);
				expect(staffed).toContain(id);
				expect(counters.length).toBeGreaterThan(0);
			}
		}
	});

	test('speaks of its services in three languages, short enough for a list', () => {
		for (const house of houses)
			for (const { names } of house.services)
				for (const language of ['fr', 'en', 'wo'] as const) {
					expect(names[language]).toBeDefined();
					expect(names[language]?.length).toBeLessThanOrEqual(24);
				}
	});

	test('has a queue to join at any hour, and something to book', () => {
		const week = Array.from({ length: 7 * 48 }, (_, i) => new Date(Date.UTC(2026, 10, 16) + i * 30 * 60_000));
		const hours = houses
			.flatMap(({ branches }) => branches)
			.map((branch) => parseOpeningHours(branch.hours))
			.flatMap((parsed) => ('openings' in parsed ? [parsed.openings] : []));
		for (const at of week) expect(hours.some((openings) => isOpenAt(openings, at, host.timezone))).toBe(true);
		for (const house of houses) expect(house.services.some(({ appointment }) => appointment !== undefined)).toBe(true);
	});
});
