import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { checkFile } from '../../../src/modules/organisations/import/check-file.ts';
import { readImportFile } from '../../../src/modules/organisations/import/read-file.ts';
import { isOpenAt, parseOpeningHours } from '../../../src/platform/opening-hours.ts';

const read = readImportFile(readFileSync('demo/douala.yaml', 'utf8'), 'douala.yaml');
if ('errors' in read) throw new Error(read.errors.join('\n'));
const { file, lines } = read;
const [djobea] = file.organisations;
if (djobea === undefined) throw new Error('no organisation');

test('the demo file has no mistake', () => {
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
