import { beforeEach, describe, expect, test } from '@jest/globals';
import { offerDelivered, offerFailed } from '../../../src/modules/dispatch/index.ts';
import { RoundModel } from '../../../src/modules/dispatch/model.ts';
import { findProvider } from '../../../src/modules/providers/index.ts';
import { clearDatabase, useDatabase } from '../../support/database.ts';
import {
	addProvider,
	ask,
	clock,
	deliverAll,
	dispatch,
	eventsOf,
	fire,
	ORG,
	offersOf,
	offerTo,
	openWorld,
	pass,
	phoneOf,
	request,
	stored,
	systemScene,
	told,
	types,
} from './world.ts';

useDatabase();
beforeEach(clearDatabase);

const RACES = 50;

/** What the outbox records of the message that made an offer. */
async function messageNews(type: string, provider: string): Promise<void> {
	const { _id } = await offerTo(provider);
	const [subscriber] = dispatch.subscribers.filter(({ types: wanted }) => wanted.includes(type));
	await subscriber?.run({
		_id: `${type}-${provider}`,
		org: ORG,
		type,
		at: clock.now(),
		subject: { kind: 'message', id: 'm' },
		data: { about: _id },
		actor: { kind: 'system', id: 'outbox', source: 'status' },
		correlationId: 'test',
	});
}

describe('a search', () => {
	test('offers the job to the first batch, best first, and stores why the others were left out', async () => {
		await openWorld({ providers: ['a', 'b'] });
		await addProvider('best', { rating: { sum: 250, count: 50 } });
		await addProvider('far', { zones: ['akwa'] });
		await addProvider('fourth', { rating: { sum: 20, count: 10 } });
		const { _id, status, number } = await request();
		expect([status, number]).toEqual(['provider_notified', 1001]);
		expect((await offersOf(_id)).map(({ provider }) => provider)).toEqual(['best', 'a', 'b']);
		const rounds = await RoundModel.find({ org: ORG, request: _id }).lean();
		expect(rounds).toHaveLength(1);
		expect(rounds[0]?.leftOut).toEqual(
			expect.arrayContaining([
				{ provider: 'far', reason: 'outside_zone' },
				{ provider: 'fourth', reason: 'ranked_lower' },
			]),
		);
		expect(await eventsOf('offer.sent')).toHaveLength(3);
	});

	test('is wider at once when it is urgent', async () => {
		await openWorld({ providers: ['a', 'b', 'c', 'd', 'e'] });
		const { _id, urgency } = await request('awa', { danger: true });
		expect(urgency).toBe('haute');
		expect(await offersOf(_id)).toHaveLength(5);
		expect(await eventsOf('escalation.raised')).toMatchObject([{ alert: 'danger' }]);
	});

	test('shows nobody the client before the acceptance, and the winner everything after it (rule R16)', async () => {
		await openWorld({ providers: ['a'] });
		await request();
		const [made] = await told('c-a', 'offer.made');
		expect(made?.data).toMatchObject({ number: 1001, service_label: { fr: 'Plomberie' }, zone: 'bonamoussadi' });
		const shown = JSON.stringify(made);
		for (const secret of [phoneOf('awa'), 'awa', 'Maétur', '4.0876', '6 90 11 22 33']) expect(shown).not.toContain(secret);
		const open = await ask('c-a', 'dispatch.open_offers');
		expect(JSON.stringify(open)).not.toContain('Maétur');
		const { outcome, data } = await ask('c-a', 'dispatch.answer_offer', { answer: 'accept' });
		expect(outcome).toBe('accepted');
		expect(data).toMatchObject({ client_name: 'awa', client_phone: phoneOf('awa'), landmark: 'carrefour Maétur', lat: 4.0876 });
	});

	test('goes on at once when everyone asked has said no', async () => {
		await openWorld({ providers: ['a', 'b', 'c', 'd'] });
		const { _id } = await request();
		for (const one of ['a', 'b', 'c']) {
			expect((await offersOf(_id)).length).toBe(3);
			expect((await ask(`c-${one}`, 'dispatch.answer_offer', { answer: 'decline', reason: 'far' })).outcome).toBe('declined');
		}
		expect((await offersOf(_id)).map(({ provider, batch }) => [provider, batch])).toContainEqual(['d', 2]);
		expect((await findProvider({ org: ORG }, 'a'))?.offers).toMatchObject({ declined: 1 });
		expect((await ask('c-a', 'dispatch.answer_offer', { answer: 'decline' })).outcome).toBe('already_declined');
	});

	test('sends one next batch when the last two offers end at the same moment', async () => {
		await openWorld({ providers: ['a', 'b', 'c', 'd'], settings: { offer_batch: 2 } });
		const { _id } = await request();
		await Promise.all((await offersOf(_id)).map(({ provider }) => ask(`c-${provider}`, 'dispatch.answer_offer', { answer: 'decline' })));
		const batches = (await offersOf(_id)).map(({ batch }) => batch);
		expect(batches.toSorted()).toEqual([1, 1, 2, 2]);
	});

	test('tells the client at fixed moments, and at the end gives the choice', async () => {
		await openWorld({ providers: ['a'] });
		await addProvider('near', { zones: ['akwa'], position: { lat: 4.09, lon: 9.74 } });
		const { _id } = await request();
		await deliverAll();
		await pass(5);
		expect(await types('awa')).toEqual(['request.no_provider']);
		const [news] = await told('awa', 'request.no_provider');
		expect(news?.data).toMatchObject({ reason: 'nobody_accepted', asked: 1, can_widen: true, status: 'no_provider' });
		expect(await eventsOf('escalation.raised')).toMatchObject([{ alert: 'no_provider' }]);
		expect((await ask('awa', 'dispatch.widen', { request: _id })).outcome).toBe('searching');
		expect((await offerTo('near')).status).toBe('sent');
		expect((await ask('awa', 'dispatch.widen', { request: _id })).outcome).toBe('not_allowed');
	});

	test('says that it goes on, and ends at its deadline', async () => {
		await openWorld({ providers: ['a'], settings: { offer_seconds: 3600, search_deadline_minutes: 30 } });
		await request();
		await deliverAll();
		await pass(13);
		const words = await told('awa', 'request.still_looking');
		expect(words.map(({ data }) => [data.nth, data.waited, data.asked])).toEqual([
			[1, 5, 1],
			[2, 12, 1],
		]);
		await pass(17);
		expect((await told('awa', 'request.no_provider'))[0]?.data).toMatchObject({ reason: 'time_over' });
		expect(await types('c-a')).toContain('offer.withdrawn');
	});

	test('is tried again later when the client chooses so', async () => {
		await openWorld();
		const { _id, status } = await request();
		expect(status).toBe('no_provider');
		await addProvider('new');
		expect((await ask('awa', 'dispatch.retry_later', { minutes: 60 })).outcome).toBe('scheduled');
		await pass(59);
		expect((await stored(_id)).status).toBe('no_provider');
		await pass(1);
		expect((await stored(_id)).status).toBe('provider_notified');
		expect(await types('awa')).toContain('request.searching');
	});
});

describe('an offer', () => {
	test('runs from its delivery, is reminded of once, and counts as ignored (rule R6)', async () => {
		await openWorld({ providers: ['a'] });
		await request();
		clock.seconds(120);
		await deliverAll();
		await pass(3);
		expect(await types('c-a')).toEqual(['offer.made', 'offer.reminder']);
		clock.seconds(119);
		await fire();
		expect((await offerTo('a')).status).toBe('delivered');
		clock.seconds(1);
		await fire();
		expect(await offerTo('a')).toMatchObject({ status: 'expired', ended: 'ignored' });
		expect((await findProvider({ org: ORG }, 'a'))?.offers).toEqual({ delivered: 1, accepted: 0, declined: 0, ignored: 1 });
		expect(await types('c-a')).toContain('offer.expired');
	});

	test('that never arrived counts for nobody, and the next one is asked', async () => {
		await openWorld({ providers: ['a', 'b'], settings: { offer_batch: 1 } });
		await request();
		await pass(5);
		expect(await offerTo('a')).toMatchObject({ status: 'expired', ended: 'undelivered' });
		expect((await findProvider({ org: ORG }, 'a'))?.offers).toEqual({ delivered: 0, accepted: 0, declined: 0, ignored: 0 });
		expect(await types('c-a')).toEqual(['offer.made']);
		await systemScene(async (scene) => offerFailed(scene, (await offerTo('b'))._id));
		expect(await offerTo('b')).toMatchObject({ status: 'expired', ended: 'undelivered' });
	});

	test('is delivered once, whatever the callbacks say again', async () => {
		await openWorld({ providers: ['a'] });
		await request();
		await deliverAll();
		const { _id, expiresAt } = await offerTo('a');
		clock.seconds(100);
		await systemScene((scene) => offerDelivered(scene, _id, scene.now));
		expect((await offerTo('a')).expiresAt).toEqual(expiresAt);
		expect((await findProvider({ org: ORG }, 'a'))?.offers.delivered).toBe(1);
	});

	test('follows the news of the message that carries it', async () => {
		await openWorld({ providers: ['a', 'b', 'c', 'd'] });
		await request();
		await messageNews('message.delivered', 'a');
		await messageNews('message.read', 'b');
		await messageNews('message.failed', 'c');
		await messageNews('message.failed', 'a');
		expect([await offerTo('a'), await offerTo('b'), await offerTo('c')].map(({ status }) => status)).toEqual([
			'delivered',
			'seen',
			'expired',
		]);
	});

	test('is honoured within the grace, and not after it (rule R3)', async () => {
		await openWorld({ providers: ['a', 'b'], settings: { offer_batch: 1 } });
		const first = await request();
		await deliverAll();
		clock.seconds(300);
		await fire();
		expect((await offerTo('a')).status).toBe('expired');
		clock.seconds(8);
		expect((await ask('c-a', 'dispatch.answer_offer', { answer: 'accept' })).outcome).toBe('accepted');
		expect((await stored(first._id)).assigned?.provider).toBe('a');
		expect(await types('c-b')).toEqual(['offer.made', 'offer.lost']);

		await request('ben');
		await deliverAll();
		const late = await offerTo('b');
		clock.seconds(315);
		expect((await ask('c-b', 'dispatch.answer_offer', { offer: late._id, answer: 'accept' })).outcome).toBe('too_late');
	});

	test('answered long after, tapped by another, or unknown, gets a polite word', async () => {
		await openWorld({ providers: ['a', 'b'] });
		await request();
		const { _id } = await offerTo('a');
		expect((await ask('c-b', 'dispatch.answer_offer', { offer: _id, answer: 'accept' })).outcome).toBe('none');
		expect((await ask('awa', 'dispatch.answer_offer', { offer: _id, answer: 'accept' })).outcome).toBe('none');
		await ask('awa', 'requests.cancel', {});
		clock.minutes(60 * 24 * 20);
		expect((await ask('c-a', 'dispatch.answer_offer', { offer: _id, answer: 'accept' })).outcome).toBe('withdrawn');
	});

	test('is asked for when several are open, and bound by name, number or reply', async () => {
		await openWorld({ providers: ['a'] });
		const one = await request();
		const two = await request('ben');
		const { outcome, data } = await ask('c-a', 'dispatch.answer_offer', { answer: 'accept' });
		expect(outcome).toBe('ambiguous');
		expect(data).toMatchObject({ count: 2, items: [{ label: { fr: '1002 · Plomberie', en: '1002 · Plumbing' } }, {}] });
		expect((await ask('c-a', 'dispatch.answer_offer', { offer: String(two.number), answer: 'accept' })).outcome).toBe('accepted');
		expect((await stored(two._id)).status).toBe('provider_accepted');
		expect((await offersOf(one._id))[0]).toMatchObject({ status: 'withdrawn', ended: 'busy' });
	});
});

describe('two accepts at once', () => {
	test(`have exactly one winner, ${RACES} times, and the other is told (rule R2)`, async () => {
		await openWorld({ providers: ['a', 'b'] });
		const winners = new Set<string>();
		for (let race = 0; race < RACES; race++) {
			const { _id } = await request();
			const [a, b] = await Promise.all([
				ask('c-a', 'dispatch.answer_offer', { answer: 'accept' }),
				ask('c-b', 'dispatch.answer_offer', { answer: 'accept' }),
			]);
			expect([a.outcome, b.outcome].toSorted()).toEqual(['accepted', 'already_taken']);
			const winner = a.outcome === 'accepted' ? 'a' : 'b';
			winners.add(winner);
			const loser = winner === 'a' ? b : a;
			expect(loser.data).toMatchObject({ standby: true });
			const { assigned, history } = await stored(_id);
			expect(assigned?.provider).toBe(winner);
			expect(history.filter(({ to }) => to === 'provider_accepted')).toHaveLength(1);
			expect((await offersOf(_id)).map(({ status }) => status).toSorted()).toEqual(['accepted', 'standby']);
			expect((await ask('awa', 'requests.cancel', { request: _id })).outcome).toBe('cancelled');
		}
		expect(await told('awa', 'request.accepted')).toHaveLength(RACES);
		for (const one of ['a', 'b']) expect((await findProvider({ org: ORG }, one))?.activeJobs).toEqual([]);
	});

	test('of one provider for two jobs leave him one (rule R4)', async () => {
		await openWorld({ providers: ['a'] });
		const one = await request();
		const two = await request('ben');
		const both = await Promise.all([one, two].map(({ _id }) => ask('c-a', 'dispatch.answer_offer', { offer: _id, answer: 'accept' })));
		expect(both.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(1);
		expect((await findProvider({ org: ORG }, 'a'))?.activeJobs).toHaveLength(1);
	});

	test('by a double tap of one provider are one acceptance', async () => {
		await openWorld({ providers: ['a'] });
		const { _id } = await request();
		const taps = await Promise.all([1, 2, 3].map(() => ask('c-a', 'dispatch.answer_offer', { answer: 'accept' })));
		expect(taps.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted', 'accepted']);
		expect((await stored(_id)).history.filter(({ to }) => to === 'provider_accepted')).toHaveLength(1);
		expect(await told('awa', 'request.accepted')).toHaveLength(1);
		expect((await findProvider({ org: ORG }, 'a'))?.offers.accepted).toBe(1);
	});

	test('an accept and a cancellation at once end in one truth that both know', async () => {
		await openWorld({ providers: ['a'] });
		for (let race = 0; race < 20; race++) {
			const { _id } = await request();
			const before = (await types('c-a')).length;
			const [accept, cancel] = await Promise.all([
				ask('c-a', 'dispatch.answer_offer', { answer: 'accept' }),
				ask('awa', 'requests.cancel', {}),
			]);
			expect(cancel.outcome).toBe('cancelled');
			expect((await stored(_id)).status).toBe('cancelled');
			const news = (await types('c-a')).slice(before);
			if (accept.outcome === 'accepted') expect(news).toEqual(['job.cancelled']);
			else expect([accept.outcome, ...news]).toEqual(['withdrawn', 'offer.withdrawn']);
			expect((await findProvider({ org: ORG }, 'a'))?.activeJobs).toEqual([]);
		}
	});
});
