import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from '@jest/globals';
import { importText } from '../../../src/modules/organisations/import/import-text.ts';
import { monotonicIds } from '../../../src/platform/ids.ts';
import { simulatorReads } from '../../../src/web/simulator/index.ts';
import { useDatabase } from '../../support/database.ts';

useDatabase();

const clock = { now: () => new Date('2026-11-21T10:00:00Z') };

beforeAll(async () => {
	const context = { clock, newId: monotonicIds(clock), carrier: 'simulator' as const };
	for (const file of ['douala.yaml', 'dakar.yaml']) {
		const result = await importText(readFileSync(`demo/${file}`, 'utf8'), file, async () => context);
		expect(result).not.toHaveProperty('errors');
	}
});

test('the pages see the organisations with their senders, services and zones', async () => {
	const [organisation] = await simulatorReads.organisations();
	expect(organisation).toMatchObject({ slug: 'djobea', country: 'CM', timezone: 'Africa/Douala' });
	expect(organisation?.senders.map((one) => one.channel).sort()).toEqual(['sms', 'whatsapp']);
	expect(organisation?.services[0]).toEqual({ id: expect.any(String), names: expect.objectContaining({ fr: expect.any(String) }) });
	expect(organisation?.zones[0]?.centre).toEqual({ lat: expect.any(Number), lon: expect.any(Number) });
});

test('a hosted organisation has no phone of its own: its branches are places of its host', async () => {
	const organisations = await simulatorReads.organisations();
	expect(organisations.map(({ slug }) => slug)).toEqual(['djobea', 'sama-tour']);
	const places = organisations[1]?.zones.map(({ id }) => id) ?? [];
	expect(places).toEqual(expect.arrayContaining(['banque-baobab/plateau', 'hopital-corniche/fann']));
});

test('the pages see each provider once, and the contact behind a number', async () => {
	const providers = await simulatorReads.providers('djobea');
	expect(providers.length).toBeGreaterThan(3);
	expect(new Set(providers.map((one) => one.id)).size).toBe(providers.length);
	const [first] = providers;
	expect(await simulatorReads.contactAt('djobea', first?.phone ?? '')).toMatchObject({ provider: first?.id });
	expect(await simulatorReads.contactAt('djobea', 'CM.1A2B3C')).toBeNull();
});
