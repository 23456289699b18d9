import { describe, expect, test } from '@jest/globals';
import { rememberOrganisations } from '../../../src/modules/organisations/get-organisation.ts';
import { labelOf, nameIn, toOrganisation } from '../../../src/modules/organisations/model.ts';
import { completeSettings, settingsSchema } from '../../../src/modules/organisations/settings.ts';

describe('settings', () => {
	test('are complete when nothing was said, and the standard passes its own checks', () => {
		const settings = completeSettings({});
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
		const settings = completeSettings({ offer_seconds: 45, silent_accepted_minutes: { reminder: 2 } });
		expect(settings.offer_seconds).toBe(45);
		expect(settings.silent_accepted_minutes).toEqual({ reminder: 2, redispatch: 35, manager: 50 });
		expect(settings.offer_batch).toBe(3);
	});

	test('of an older version may hold names that are gone', () => {
		expect(completeSettings({ offer_colour: 'red' })).toEqual(completeSettings({}));
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
