import { describe, expect, test } from '@jest/globals';
import { findTransition, OPEN, STATUSES, TRANSITIONS } from '../../../src/modules/queues/ticket/statuses.ts';

const ENDS = ['served', 'cancelled', 'expired', 'transferred'] as const;

describe('the table of transitions', () => {
	test('has each transition once', () => {
		expect(new Set(TRANSITIONS.map(({ from, to }) => `${from} ${to}`)).size).toBe(TRANSITIONS.length);
	});

	test.each(ENDS)('lets nothing come back from %s', (end) => {
		expect(TRANSITIONS.filter(({ from }) => from === end)).toEqual([]);
	});

	test('reaches every status from a ticket that waits, and an end from every status', () => {
		const reach = (start: string) => {
			const seen = new Set([start]);
			for (const one of seen) for (const { from, to } of TRANSITIONS) if (from === one) seen.add(to);
			return seen;
		};
		expect([...reach('waiting')].sort()).toEqual([...STATUSES].sort());
		for (const status of OPEN) expect(ENDS.some((end) => reach(status).has(end))).toBe(true);
	});

	test('is for the counter: a client calls, serves and passes over nobody', () => {
		const byClient = TRANSITIONS.filter(({ by }) => by.includes('client')).map(({ to }) => to);
		expect([...new Set(byClient)].sort()).toEqual(['cancelled', 'on_hold', 'waiting']);
		expect(findTransition('serving', 'cancelled')).toBeUndefined();
	});

	test('knows nothing of providers', () => {
		expect(TRANSITIONS.filter(({ by }) => by.includes('provider'))).toEqual([]);
	});
});
