import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Limits, type Need, rankCandidates, type Situation } from '../../../src/modules/dispatch/candidates.ts';
import type { Provider } from '../../../src/modules/providers/index.ts';
import { parseOpeningHours } from '../../../src/platform/opening-hours.ts';

/** Saturday, 10:00 in Douala. */
const NOW = new Date('2026-11-21T09:00:00Z');
const PLACE = { lat: 4.0876, lon: 9.7366 };
const IDLE: Situation = { openOffers: 0, jobs: [], offeredInThisSearch: false, standby: false };
const LIMITS: Limits = { size: 3, maxOpenOffers: 2, maxActiveJobs: 1, refusalMinutes: 120, withinMetres: null, timezone: 'Africa/Douala' };
const NEED: Need = {
	client: 'client-1',
	service: 'plomberie',
	zone: 'bonamoussadi',
	position: PLACE,
	when: { kind: 'now', precision: 'now' },
	scheduled: false,
	excluded: [],
};

function provider(id: string, changes: Partial<Provider> = {}): Provider {
	return {
		id,
		org: 'djobea',
		contact: `contact-${id}`,
		name: id,
		phone: '+237690000001',
		channel: 'whatsapp',
		language: 'fr',
		services: ['plomberie'],
		zones: ['bonamoussadi'],
		hours: hours('Mo-Sa 08:00-18:00'),
		rating: { sum: 0, count: 0 },
		offers: { delivered: 0, accepted: 0, declined: 0, ignored: 0 },
		activeJobs: [],
		createdAt: NOW,
		updatedAt: NOW,
		...changes,
	};
}

function hours(text: string): Provider['hours'] {
	const parsed = parseOpeningHours(text);
	if ('error' in parsed) throw new Error(parsed.error);
	return { text, openings: parsed.openings };
}

function reasonFor(
	changes: Partial<Provider>,
	more: { need?: Partial<Need>; situation?: Partial<Situation>; limits?: Partial<Limits> } = {},
) {
	const situations = new Map([['paul', { ...IDLE, ...more.situation }]]);
	const result = rankCandidates([provider('paul', changes)], { ...NEED, ...more.need }, situations, { ...LIMITS, ...more.limits }, NOW);
	return result.leftOut[0]?.reason ?? 'chosen';
}

const later = (hoursLater: number): Date => new Date(NOW.getTime() + hoursLater * 3_600_000);

describe('who is left out, and why', () => {
	test('a free provider of the trade in the quarter is chosen', () => {
		expect(reasonFor({})).toBe('chosen');
	});

	test.each<[string, string, Partial<Provider>]>([
		['his own request (rule R16)', 'own_request', { contact: 'client-1' }],
		['a suspended one', 'suspended', { suspended: { since: NOW, reason: 'debt' } }],
		['another trade', 'other_service', { services: ['peinture'] }],
		['another quarter', 'outside_zone', { zones: ['akwa'] }],
		['an absent one', 'absent', { absence: { from: later(-1), until: later(1), reason: '' } }],
		['one who is closed', 'closed', { hours: hours('Su 08:00-18:00') }],
	])('%s', (_what, reason, changes) => {
		expect(reasonFor(changes)).toBe(reason);
	});

	test.each([
		['evening', '2026-11-23T17:00:00Z', 'Mo-Sa 08:00-12:00', 'closed'],
		['morning', '2026-11-23T07:00:00Z', 'Mo-Sa 08:00-12:00', 'chosen'],
		['morning', '2026-11-23T07:00:00Z', 'Mo-Sa 14:00-20:00', 'closed'],
	] as const)('a job for a %s is for who works then: %s, %s', (part, at, open, reason) => {
		const need: Partial<Need> = { when: { kind: 'date', at: new Date(at), precision: 'day', part }, scheduled: true };
		expect(reasonFor({ hours: hours(open) }, { need })).toBe(reason);
	});

	test.each<[string, string, Partial<Situation>]>([
		['asked already in this search', 'offered_in_this_search', { offeredInThisSearch: true }],
		['refused this request an hour ago', 'refused_this_request', { refusedAt: later(-1) }],
		['refused it long ago', 'chosen', { refusedAt: later(-3) }],
		['has a job now', 'busy', { jobs: [null] }],
		['has a booked job in an hour', 'busy', { jobs: [later(1)] }],
		['has a booked job tonight', 'chosen', { jobs: [later(8)] }],
		['holds two offers (rule R4)', 'too_many_offers', { openOffers: 2 }],
		['holds one offer', 'chosen', { openOffers: 1 }],
	])('one who %s: %s', (_what, reason, situation) => {
		expect(reasonFor({}, { situation })).toBe(reason);
	});

	test('who lost this request is left out for ever (rule R7)', () => {
		expect(reasonFor({}, { need: { excluded: ['paul'] } })).toBe('lost_this_request');
	});

	test('a wide search looks at the distance instead of the quarter', () => {
		const near = { zones: ['akwa'], position: { lat: 4.1, lon: 9.74 } };
		const far = { zones: ['akwa'], position: { lat: 4.5, lon: 9.74 } };
		expect(reasonFor(near, { limits: { withinMetres: 10_000 } })).toBe('chosen');
		expect(reasonFor(far, { limits: { withinMetres: 10_000 } })).toBe('too_far');
		expect(reasonFor({ zones: ['akwa'] }, { limits: { withinMetres: 10_000 } })).toBe('too_far');
	});

	test('a booked job is judged at its own hour', () => {
		const sunday = { when: { kind: 'date', at: later(24), precision: 'hour' }, scheduled: true } as const;
		expect(reasonFor({}, { need: sunday })).toBe('closed');
		expect(reasonFor({ hours: hours('Su 08:00-18:00') }, { need: sunday })).toBe('chosen');
		expect(reasonFor({ hours: hours('24/7') }, { need: sunday, situation: { jobs: [null] } })).toBe('chosen');
		expect(reasonFor({ hours: hours('24/7') }, { need: sunday, situation: { jobs: [later(25)] } })).toBe('busy');
	});

	test('a job for "Sunday" fits whoever works at some hour of it', () => {
		const sunday = { when: { kind: 'date', at: later(24), precision: 'day' }, scheduled: true } as const;
		expect(reasonFor({ hours: hours('Su 16:00-18:00') }, { need: sunday })).toBe('chosen');
		expect(reasonFor({}, { need: sunday })).toBe('closed');
	});
});

describe('the order', () => {
	const order = (providers: Provider[], situations = new Map<string, Situation>()): string[] =>
		rankCandidates(providers, NEED, situations, LIMITS, NOW).chosen.map((one) => one.provider);

	test('better rated first, but one five-star job does not beat fifty good ones', () => {
		const beginner = provider('a', { rating: { sum: 5, count: 1 } });
		const veteran = provider('b', { rating: { sum: 240, count: 50 } });
		const poor = provider('c', { rating: { sum: 100, count: 50 } });
		expect(order([beginner, veteran, poor])).toEqual(['b', 'a', 'c']);
	});

	test('who accepts more often comes first; what never arrived counts for nobody (rule R6)', () => {
		const keen = provider('a', { offers: { delivered: 20, accepted: 18, declined: 1, ignored: 1 } });
		const deaf = provider('b', { offers: { delivered: 20, accepted: 1, declined: 1, ignored: 18 } });
		const unreached = provider('c', { offers: { delivered: 0, accepted: 0, declined: 0, ignored: 0 } });
		expect(order([deaf, unreached, keen])).toEqual(['a', 'c', 'b']);
	});

	test('nearer first', () => {
		const near = provider('z', { position: PLACE });
		const far = provider('a', { position: { lat: 4.2, lon: 9.7366 } });
		expect(order([far, near])).toEqual(['z', 'a']);
	});

	test('a standby first of all', () => {
		const best = provider('a', { rating: { sum: 500, count: 100 } });
		expect(order([best, provider('b')], new Map([['b', { ...IDLE, standby: true }]]))).toEqual(['b', 'a']);
	});
});

describe('always', () => {
	const anyProvider = fc.record({
		id: fc.stringMatching(/^[a-z]{1,4}$/),
		zones: fc.subarray(['bonamoussadi', 'akwa']),
		services: fc.subarray(['plomberie', 'peinture']),
		stars: fc.nat(50),
		count: fc.nat(10),
		openOffers: fc.nat(3),
		busy: fc.boolean(),
	});
	const crowd = fc.uniqueArray(anyProvider, { selector: ({ id }) => id, maxLength: 30 });

	test('everyone is in exactly one of the two lists, never more are chosen than asked for, and the input order does not matter', () => {
		fc.assert(
			fc.property(crowd, fc.integer({ min: 1, max: 10 }), (people, size) => {
				const providers = people.map((one) =>
					provider(one.id, {
						zones: one.zones,
						services: one.services,
						rating: { sum: Math.min(one.stars, one.count * 5), count: one.count },
					}),
				);
				const situations = new Map(people.map((one) => [one.id, { ...IDLE, openOffers: one.openOffers, jobs: one.busy ? [null] : [] }]));
				const result = rankCandidates(providers, NEED, situations, { ...LIMITS, size }, NOW);
				const named = [...result.chosen, ...result.leftOut].map((one) => one.provider);
				expect(named.toSorted()).toEqual(people.map(({ id }) => id).toSorted());
				expect(result.chosen.length).toBeLessThanOrEqual(size);
				if (result.leftOut.some(({ reason }) => reason === 'ranked_lower')) expect(result.chosen).toHaveLength(size);
				const reversed = rankCandidates(providers.toReversed(), NEED, situations, { ...LIMITS, size }, NOW);
				expect(reversed.chosen).toEqual(result.chosen);
				for (const { provider: id } of result.chosen) {
					const one = people.find((person) => person.id === id);
					expect(one?.zones).toContain('bonamoussadi');
					expect(one?.services).toContain('plomberie');
					expect(one?.busy).toBe(false);
				}
			}),
		);
	});
});
