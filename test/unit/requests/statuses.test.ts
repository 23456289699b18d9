import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ASSIGNED, findTransition, PATH, PERCENT, STATUSES, type Status, TRANSITIONS } from '../../../src/modules/requests/index.ts';

const ENDS: readonly Status[] = ['cancelled'];
const at = (status: Status): number => PATH.indexOf(status);

describe('the table of transitions', () => {
	test('names each transition once, and none from a status to itself', () => {
		const seen = new Set<string>();
		for (const { from, to } of TRANSITIONS) {
			expect(from).not.toBe(to);
			expect(seen.has(`${from} ${to}`)).toBe(false);
			seen.add(`${from} ${to}`);
		}
	});

	test('lets every status be reached from the first one', () => {
		const reached = new Set<Status>(['request_received']);
		for (let size = 0; size !== reached.size; ) {
			size = reached.size;
			for (const { from, to } of TRANSITIONS) if (reached.has(from)) reached.add(to);
		}
		expect([...reached].sort()).toEqual([...STATUSES].sort());
	});

	test('leaves nobody stuck but in a cancelled request', () => {
		for (const status of STATUSES)
			expect([status, TRANSITIONS.some(({ from }) => from === status)]).toEqual([status, !ENDS.includes(status)]);
	});

	test('moves along the path by progress only, and back by a reopening or a correction only', () => {
		for (const { from, to, kind } of TRANSITIONS) {
			if (at(from) < 0 || at(to) < 0) continue;
			expect([from, to, at(to) > at(from)]).toEqual([from, to, kind === 'progress']);
		}
	});

	test.each([
		['client', 'provider_accepted', 'cancelled', true],
		['client', 'provider_enroute', 'cancelled', true],
		['client', 'provider_arrived', 'cancelled', false],
		['client', 'service_started', 'cancelled', false],
		['manager', 'provider_arrived', 'cancelled', true],
		['client', 'provider_notified', 'provider_accepted', false],
		['provider', 'provider_notified', 'provider_accepted', true],
		['provider', 'provider_accepted', 'provider_search', true],
		['provider', 'provider_arrived', 'provider_search', false],
		['manager', 'provider_arrived', 'provider_search', false],
		['timer', 'provider_arrived', 'provider_search', false],
		['provider', 'service_completed', 'service_started', false],
		['agent', 'service_completed', 'service_started', true],
		['client', 'service_completed', 'disputed', true],
		['provider', 'service_completed', 'disputed', false],
		['timer', 'provider_notified', 'no_provider', true],
		['client', 'provider_notified', 'no_provider', false],
	] as const)('%s: %s → %s is %s', (actor, from, to, allowed) => {
		expect(findTransition(from, to)?.by.includes(actor) ?? false).toBe(allowed);
	});

	test('never reopens a search once the provider has arrived, whatever is tried (rule R12)', () => {
		const step = fc.constantFrom(...STATUSES);
		fc.assert(
			fc.property(fc.array(step, { maxLength: 40 }), (wishes) => {
				let status: Status = 'request_received';
				for (const to of wishes) {
					const rule = findTransition(status, to);
					if (rule === undefined) continue;
					if (status === 'provider_arrived' || status === 'service_started') expect(to).not.toBe('provider_search');
					if (rule.kind === 'correction') expect(rule.by).not.toContain('provider');
					status = to;
				}
			}),
		);
	});
});

describe('completion', () => {
	test('rises along the path from the status alone (rule R14)', () => {
		const percents = PATH.map((status) => PERCENT[status]);
		expect(percents).toEqual([...percents].sort((a, b) => a - b));
		expect(new Set(percents).size).toBe(PATH.length);
		expect(PERCENT.service_completed).toBe(100);
		expect(PERCENT.cancelled).toBe(0);
	});

	test('is under 100 while a provider has the job', () => {
		for (const status of ASSIGNED) expect(PERCENT[status]).toBeLessThan(100);
	});
});
