import { describe, expect, test } from '@jest/globals';
import { rememberOrganisations } from '../../../src/modules/organisations/get-organisation.ts';
import type { OrganisationKind, Plan } from '../../../src/modules/organisations/kinds.ts';
import { toOrganisation } from '../../../src/modules/organisations/model.ts';
import { labelOf, nameIn } from '../../../src/modules/organisations/names.ts';
import { completeSettings, settingsSchema } from '../../../src/modules/organisations/settings.ts';

describe('settings', () => {
	test('are complete when nothing was said, and the standard passes its own checks', () => {
		const settings = completeSettings({}, 'marketplace');
		expect(settings).toMatchObject({
			offer_seconds: 300,
			offer_batch: 3,
			offer_max_batches: 3,
			commission_percent: 15,
			offer_grace_seconds: 10,
		});
		expect(settings.silent_accepted_minutes.redispatch).toBeGreaterThan(settings.silent_accepted_minutes.reminder);
		expect(settingsSchema.parse(settings)).toEqual(settings);
	});

	test('keep what was said and fill in the rest, inside groups too', () => {
		const settings = completeSettings({ offer_seconds: 45, silent_accepted_minutes: { reminder: 2 } }, 'marketplace');
		expect(settings.offer_seconds).toBe(45);
		expect(settings.silent_accepted_minutes).toEqual({ reminder: 2, redispatch: 35, manager: 50 });
		expect(settings.offer_batch).toBe(3);
	});

	test('of an older version may hold names that are gone', () => {
		expect(completeSettings({ offer_colour: 'red' }, 'marketplace')).toEqual(completeSettings({}, 'marketplace'));
	});
});

describe('what follows from the kind of organisation', () => {
	const row = { _id: 'x', name: 'X', country: 'SN', timezone: 'Africa/Dakar', currency: 'XOF', languages: ['fr'], zones: [] } as const;
	const of = (kind: OrganisationKind, said: { settings?: Record<string, unknown>; plan?: Plan } = {}) =>
		toOrganisation({
			...row,
			languages: ['fr'],
			zones: [],
			kind,
			settings: {},
			services: [
				{ id: 'a', names: { fr: 'A' }, aliases: [] },
				{ id: 'b', names: { fr: 'B' }, aliases: [], appointment },
			],
			updatedAt: new Date(0),
			...said,
		});
	const appointment = { slotMinutes: 20, capacity: 1, horizonDays: 30, leadMinutes: 60, holdMinutes: 10 };

	test.each([
		['marketplace', 0, true, [['request'], ['request', 'appointment']]],
		['bank', 75_000, true, [['queue'], ['queue', 'appointment']]],
		['hospital', 50_000, false, [['queue'], ['queue', 'appointment']]],
		['administration', 25_000, false, [['queue'], ['queue', 'appointment']]],
		['other', 0, true, [['queue'], ['queue', 'appointment']]],
	] as const)('%s: %i francs a month, sells priority: %s', (kind, monthly, sells, ways) => {
		const organisation = of(kind);
		expect(organisation.plan).toEqual({ name: kind, monthly });
		expect(organisation.settings.paid_priority).toBe(sells);
		expect(organisation.services.map((service) => service.ways)).toEqual(ways);
	});

	test('what the organisation said itself goes first', () => {
		const said = of('hospital', { settings: { paid_priority: true }, plan: { name: 'hospital', monthly: 40_000 } });
		expect(said.settings.paid_priority).toBe(true);
		expect(said.plan.monthly).toBe(40_000);
	});
});

describe('the memory of organisations', () => {
	const organisation = toOrganisation({
		_id: 'djobea',
		name: 'Djobea',
		kind: 'marketplace',
		country: 'CM',
		timezone: 'Africa/Douala',
		currency: 'XAF',
		languages: ['fr'],
		settings: {},
		services: [],
		zones: [],
		updatedAt: new Date(0),
	});

	function memory(there: Set<string>) {
		const asked: string[] = [];
		let elapsed = 0;
		const remembered = rememberOrganisations(
			async (slug) => {
				asked.push(slug);
				return there.has(slug) ? { ...organisation, slug } : null;
			},
			() => elapsed,
		);
		const pass = (ms: number) => {
			elapsed += ms;
		};
		return { ...remembered, asked, pass };
	}

	test('asks again after two seconds, not before', async () => {
		const { find, asked, pass } = memory(new Set(['djobea']));
		await find('djobea');
		pass(1999);
		await find('djobea');
		expect(asked).toHaveLength(1);
		pass(1);
		await find('djobea');
		expect(asked).toHaveLength(2);
	});

	test('never remembers that one was missing', async () => {
		const there = new Set<string>();
		const { find } = memory(there);
		expect(await find('djobea')).toBeNull();
		there.add('djobea');
		expect((await find('djobea'))?.slug).toBe('djobea');
	});

	test('forgets when told to', async () => {
		const { find, forget, asked } = memory(new Set(['djobea']));
		await find('djobea');
		forget();
		await find('djobea');
		expect(asked).toHaveLength(2);
	});

	test('holds a bounded number, the oldest leaves first', async () => {
		const slugs = Array.from({ length: 600 }, (_, i) => `org-${i}`);
		const { find, asked } = memory(new Set(slugs));
		for (const slug of slugs) await find(slug);
		await find('org-599');
		expect(asked).toHaveLength(600);
		await find('org-0');
		expect(asked).toHaveLength(601);
	});
});

test('a name that is missing in a language is read in another', () => {
	expect(labelOf({ fr: 'Plomberie', en: 'Plumbing' })).toEqual({ fr: 'Plomberie', en: 'Plumbing', wo: 'Plomberie' });
	expect(nameIn('fr', { en: 'Plumbing' })).toBe('Plumbing');
});
