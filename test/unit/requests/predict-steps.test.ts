import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { etaAt, etaFromStatement } from '../../../src/modules/requests/eta.ts';
import type { RequestLine } from '../../../src/modules/requests/index.ts';
import { PATH, STATUSES, type Status } from '../../../src/modules/requests/index.ts';
import { learnDurations, predictSteps, USUAL } from '../../../src/modules/requests/predict-steps.ts';

const NOW = new Date('2026-11-21T09:00:00Z');
const NOW_WISH = { kind: 'now', precision: 'now' } as const;

function line(from: Status | null, to: Status, minutes: number): RequestLine {
	const at = new Date(NOW.getTime() + minutes * 60_000);
	return { from, to, actor: { kind: 'system', id: 'test' }, cause: 'test', at, source: 'test', confidence: 'high' };
}

describe('predictSteps', () => {
	test('lists what is left of the path, in order', () => {
		const steps = predictSteps({ status: 'provider_accepted', history: [], when: NOW_WISH, eta: null }, {}, NOW);
		expect(steps.map(({ status }) => status)).toEqual(['provider_enroute', 'provider_arrived', 'service_started', 'service_completed']);
	});

	test.each(['service_completed', 'cancelled', 'no_provider', 'disputed'] as const)(
		'has nothing to say of a request that is %s',
		(status) => {
			expect(predictSteps({ status, history: [], when: NOW_WISH, eta: null }, {}, NOW)).toEqual([]);
		},
	);

	test('takes the stated ETA for the arrival', () => {
		const eta = etaAt(etaFromStatement(20, NOW), NOW);
		const steps = predictSteps({ status: 'provider_enroute', history: [], when: NOW_WISH, eta }, {}, NOW);
		expect(steps[0]).toEqual({ status: 'provider_arrived', from: eta.from, to: eta.to });
	});

	test('does not put the arrival before a booked hour', () => {
		const at = new Date('2026-11-22T09:00:00Z');
		const when = { kind: 'date', at, precision: 'hour' } as const;
		const steps = predictSteps({ status: 'provider_accepted', history: [], when, eta: null }, {}, NOW);
		expect(steps.find(({ status }) => status === 'provider_arrived')?.from).toEqual(at);
	});

	test('never predicts the past, nor a step before the one before it, nor an end before a beginning', () => {
		fc.assert(
			fc.property(fc.constantFrom(...STATUSES), fc.integer({ min: 0, max: 10_000 }), (status, minutesAgo) => {
				const steps = predictSteps({ status, history: [line(null, status, -minutesAgo)], when: NOW_WISH, eta: null }, {}, NOW);
				let before = NOW;
				for (const step of steps) {
					expect(step.from.getTime()).toBeGreaterThanOrEqual(before.getTime());
					expect(step.to.getTime()).toBeGreaterThanOrEqual(step.from.getTime());
					before = step.from;
				}
			}),
		);
	});
});

describe('learnDurations', () => {
	const job = (minutes: number): RequestLine[] => [
		line('service_started', 'service_started', 0),
		line('service_started', 'service_completed', minutes),
	];

	test('draws few jobs towards the usual values and follows many', () => {
		const few = learnDurations([job(300)]).service_completed;
		const many = learnDurations(Array.from({ length: 200 }, () => job(300))).service_completed;
		expect(few?.slow).toBeGreaterThan(USUAL.service_completed?.slow ?? 0);
		expect(few?.slow).toBeLessThan(200);
		expect(many?.slow).toBeGreaterThan(280);
	});

	test('passes over a report forgotten over night, and steps that were skipped', () => {
		expect(learnDurations([job(900)])).toEqual({});
		expect(learnDurations([[line(null, 'provider_accepted', 0), line('provider_accepted', 'service_completed', 60)]])).toEqual({});
	});

	test('knows every step of the path but the first', () => {
		expect(Object.keys(USUAL)).toEqual(PATH.slice(1));
	});
});
