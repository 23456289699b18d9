import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Contact } from '../../../src/conversation/contacts/contact.ts';
import { EMPTY_SESSION } from '../../../src/conversation/session.ts';
import { commands } from '../../../src/modules/providers/commands.ts';
import { findProvider, findProviders, findProvidersById } from '../../../src/modules/providers/find-provider.ts';
import { listProviders } from '../../../src/modules/providers/list-providers.ts';
import { averageOf, isAbsentAt, type Provider, ProviderModel, providerKey } from '../../../src/modules/providers/model.ts';
import { recordOfferOutcome } from '../../../src/modules/providers/record-offer-outcome.ts';
import { recordRating } from '../../../src/modules/providers/record-rating.ts';
import { releaseJob } from '../../../src/modules/providers/release-job.ts';
import { setAbsence } from '../../../src/modules/providers/set-absence.ts';
import { takeJob } from '../../../src/modules/providers/take-job.ts';
import { clearDatabase, useDatabase } from '../../support/database.ts';
import { playScene } from '../../support/scene.ts';

useDatabase();

const now = new Date('2026-11-21T10:00:00Z');
const monday = new Date('2026-11-23T07:00:00Z');
const here = { org: 'djobea', now };

async function given(id: string, change: Partial<Provider> = {}): Promise<void> {
	const provider: Provider = {
		id,
		org: 'djobea',
		contact: `contact-${id}`,
		name: id,
		phone: `+2376900000${id}`,
		channel: 'whatsapp',
		language: 'fr',
		services: ['plomberie'],
		zones: ['akwa'],
		hours: { text: '24/7', openings: [] },
		rating: { sum: 0, count: 0 },
		offers: { delivered: 0, accepted: 0, declined: 0, ignored: 0 },
		activeJobs: [],
		createdAt: now,
		updatedAt: now,
		...change,
	};
	await ProviderModel.create({ _id: providerKey(provider.org, id), ...provider });
}

async function paul(): Promise<Provider> {
	const provider = await findProvider({ org: 'djobea' }, 'paul');
	if (provider === null) throw new Error('no provider');
	return provider;
}

beforeEach(async () => {
	await clearDatabase();
	await given('paul');
});

describe('absence', () => {
	test('is set until a moment, and over after it', async () => {
		const { result, gathered } = await playScene(here, (scene) => setAbsence(scene, 'paul', { until: monday, reason: 'voyage' }));
		expect(result).toBe('set');
		expect(gathered.events).toEqual([
			{ type: 'provider.absent', subject: { kind: 'provider', id: 'paul' }, data: { until: monday.toISOString() } },
		]);
		const provider = await paul();
		expect(isAbsentAt(provider, now)).toBe(true);
		expect(isAbsentAt(provider, new Date(monday.getTime() - 1))).toBe(true);
		expect(isAbsentAt(provider, monday)).toBe(false);
	});

	test('without end lasts until it is cleared', async () => {
		await playScene(here, (scene) => setAbsence(scene, 'paul', { until: null, reason: '' }));
		expect(isAbsentAt(await paul(), new Date('2030-01-01'))).toBe(true);
		const { result, gathered } = await playScene(here, (scene) => setAbsence(scene, 'paul', null));
		expect(result).toBe('cleared');
		expect(gathered.events.map(({ type }) => type)).toEqual(['provider.returned']);
		expect((await paul()).absence).toBeUndefined();
	});

	test('that is already past is none', async () => {
		const { result } = await playScene(here, (scene) => setAbsence(scene, 'paul', { until: now, reason: '' }));
		expect(result).toBe('cleared');
	});

	test('of nobody is not found', async () => {
		await expect(playScene(here, (scene) => setAbsence(scene, 'nobody', null))).rejects.toMatchObject({ code: 'not_found' });
	});
});

describe('ratings', () => {
	test('give an average with its count', async () => {
		expect(averageOf((await paul()).rating)).toBeNull();
		const stars = [5, 4, 4];
		let last = {};
		for (const star of stars) last = (await playScene(here, (scene) => recordRating(scene, 'paul', star))).result;
		expect(last).toEqual({ average: 4.3, count: 3 });
	});

	test.each([0, 6, 4.5, Number.NaN])('%d stars are refused', async (stars) => {
		await expect(playScene(here, (scene) => recordRating(scene, 'paul', stars))).rejects.toMatchObject({ code: 'invalid_input' });
		expect((await paul()).rating.count).toBe(0);
	});
});

test('what becomes of offers is counted', async () => {
	for (const outcome of ['delivered', 'accepted', 'delivered', 'declined', 'delivered', 'ignored'] as const) {
		await playScene(here, (scene) => recordOfferOutcome(scene, 'paul', outcome));
	}
	expect((await paul()).offers).toEqual({ delivered: 3, accepted: 1, declined: 1, ignored: 1 });
});

describe('jobs in hand', () => {
	const take = async (request: string, most: number) => (await playScene(here, (scene) => takeJob(scene, 'paul', request, most))).result;

	test('are never more than allowed', async () => {
		expect(await take('r1', 1)).toBe(true);
		expect(await take('r1', 1)).toBe(true);
		expect(await take('r2', 1)).toBe(false);
		expect(await take('r2', 2)).toBe(true);
		expect(await take('r3', 2)).toBe(false);
		await playScene(here, (scene) => releaseJob(scene, 'paul', 'r1'));
		expect(await take('r3', 2)).toBe(true);
		expect((await paul()).activeJobs).toEqual(['r2', 'r3']);
	});

	test('two taken at the same moment for the last place: one gets it', async () => {
		const taken = await Promise.all(Array.from({ length: 8 }, (_, i) => take(`r${i}`, 1)));
		expect(taken.filter(Boolean)).toHaveLength(1);
		expect((await paul()).activeJobs).toHaveLength(1);
	});

	test('nobody takes none', async () => {
		expect((await playScene(here, (scene) => takeJob(scene, 'nobody', 'r1', 1))).result).toBe(false);
	});
});

describe('tenancy', () => {
	beforeEach(() => given('paul', { org: 'other', phone: '+237690000099', contact: 'contact-other' }));

	test('one id in two organisations is two providers', async () => {
		await playScene(here, (scene) => recordRating(scene, 'paul', 5));
		expect((await paul()).rating.count).toBe(1);
		expect((await findProvider({ org: 'other' }, 'paul'))?.rating.count).toBe(0);
		expect((await findProviders({ org: 'other' }, 'plomberie')).map(({ contact }) => contact)).toEqual(['contact-other']);
		expect((await findProvidersById({ org: 'djobea' }, ['paul', 'nobody'])).map(({ contact }) => contact)).toEqual(['contact-paul']);
		expect(await findProvider({ org: 'third' }, 'paul')).toBeNull();
	});

	test('a list stays within the organisation, page by page', async () => {
		await given('alain', { services: ['electricite'] });
		const ids = async (page: Omit<Parameters<typeof listProviders>[1], 'limit'>, limit = 9) =>
			(await listProviders('djobea', { ...page, limit })).map(({ id }) => id);
		expect(await ids({}, 1)).toEqual(['alain']);
		expect(await ids({ after: 'alain' })).toEqual(['paul']);
		expect(await ids({ service: 'electricite' })).toEqual(['alain']);
		expect(await ids({ zone: 'kotto' })).toEqual([]);
	});

	test('a query that names no organisation is refused', async () => {
		await expect(ProviderModel.findOne({ id: 'paul' }).lean()).rejects.toMatchObject({ code: 'internal' });
	});
});

describe('commands', () => {
	const contact: Contact = {
		_id: 'contact-paul',
		org: 'djobea',
		reach: [],
		owner: 'bot',
		session: EMPTY_SESSION,
		lease: { owner: null, until: now },
		createdAt: now,
		updatedAt: now,
	};
	const provider = { ...contact, provider: 'paul' };
	const run = async (name: string, args: unknown, speaker: Contact) => {
		const command = commands.find((one) => one.name === name);
		if (command === undefined) throw new Error(`no command ${name}`);
		return (await playScene({ ...here, contact: speaker }, (scene) => command.run(scene, args))).result;
	};

	test('a provider says they are away, then back', async () => {
		expect(await run('providers.set_absence', { until: monday.toISOString() }, provider)).toEqual({
			outcome: 'set',
			data: { until: monday.toISOString() },
		});
		expect(await run('providers.profile', {}, provider)).toMatchObject({ data: { absent: true, absent_until: monday.toISOString() } });
		expect(await run('providers.set_absence', { absent: false }, provider)).toMatchObject({ outcome: 'cleared' });
		expect(await run('providers.profile', {}, provider)).toMatchObject({
			outcome: 'found',
			data: { name: 'paul', absent: false, rating: null },
		});
	});

	test('someone who is no provider may not', async () => {
		await expect(run('providers.set_absence', {}, contact)).rejects.toMatchObject({ code: 'not_allowed' });
	});
});
