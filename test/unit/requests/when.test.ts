import { describe, expect, test } from '@jest/globals';
import { isScheduled, readWhen, sameWhen } from '../../../src/modules/requests/when.ts';

const DOUALA = 'Africa/Douala';
/** Saturday, 10:00 in Douala. */
const NOW = new Date('2026-11-21T09:00:00Z');

describe('readWhen', () => {
	test.each([[{}], [{ kind: 'now' }], [{ at: '2026-11-21T12:00:00+01:00', precision: 'now' }]] as const)('reads %j as now', (said) => {
		expect(readWhen(said, NOW, DOUALA)).toEqual({ ok: true, when: { kind: 'now', precision: 'now' } });
	});

	test('reads "today" without an hour as some time of the day', () => {
		expect(readWhen({ kind: 'today' }, NOW, DOUALA)).toEqual({ ok: true, when: { kind: 'today', at: NOW, precision: 'day' } });
	});

	test('tells today from another day by the local date, not by UTC', () => {
		const lateTonight = readWhen({ at: '2026-11-21T23:30:00Z', precision: 'hour' }, NOW, DOUALA);
		expect(lateTonight).toMatchObject({ ok: true, when: { kind: 'date' } });
		expect(readWhen({ at: '2026-11-21T22:30:00Z', precision: 'hour' }, NOW, DOUALA)).toMatchObject({ ok: true, when: { kind: 'today' } });
	});

	test('refuses the past, but not the hour just struck', () => {
		expect(readWhen({ at: '2026-11-21T08:50:00Z', precision: 'hour' }, NOW, DOUALA)).toMatchObject({ ok: true });
		expect(readWhen({ at: '2026-11-21T08:40:00Z', precision: 'hour' }, NOW, DOUALA)).toEqual({ ok: false, why: 'past' });
		expect(readWhen({ at: '2026-11-20T09:00:00Z', precision: 'day' }, NOW, DOUALA)).toEqual({ ok: false, why: 'past' });
		expect(readWhen({ at: '2026-11-20T23:30:00Z', precision: 'day' }, NOW, DOUALA)).toMatchObject({ ok: true, when: { kind: 'today' } });
	});

	test('keeps the part of the day that was said, while it lasts', () => {
		expect(readWhen({ at: '2026-11-22T08:00:00+01:00', precision: 'day', part: 'morning' }, NOW, DOUALA)).toMatchObject({
			ok: true,
			when: { kind: 'date', precision: 'day', part: 'morning' },
		});
		expect(readWhen({ at: '2026-11-21T14:00:00+01:00', precision: 'hour', part: 'afternoon' }, NOW, DOUALA)).not.toHaveProperty(
			'when.part',
		);
		const noon = new Date('2026-11-21T11:30:00Z');
		expect(readWhen({ at: '2026-11-21T08:00:00+01:00', precision: 'day', part: 'morning' }, noon, DOUALA)).toEqual({
			ok: false,
			why: 'past',
		});
	});

	test('refuses what is too far ahead', () => {
		expect(readWhen({ at: '2027-11-20T09:00:00Z', precision: 'day' }, NOW, DOUALA)).toEqual({ ok: false, why: 'too_far' });
	});
});

describe('isScheduled', () => {
	test.each([
		[{ kind: 'now', precision: 'now' }, false],
		[{ kind: 'today', at: NOW, precision: 'day' }, false],
		[{ kind: 'today', at: new Date('2026-11-21T10:00:00Z'), precision: 'hour' }, false],
		[{ kind: 'today', at: new Date('2026-11-21T15:00:00Z'), precision: 'hour' }, true],
		[{ kind: 'date', at: new Date('2026-11-23T09:00:00Z'), precision: 'day' }, true],
		[{ kind: 'today', at: new Date('2026-11-21T17:00:00Z'), precision: 'day', part: 'evening' }, true],
		[{ kind: 'today', at: new Date('2026-11-21T07:00:00Z'), precision: 'day', part: 'morning' }, false],
	] as const)('%j: %s', (when, expected) => {
		expect(isScheduled(when, NOW)).toBe(expected);
	});
});

describe('sameWhen', () => {
	test('another part of the day is another wish', () => {
		const morning = { kind: 'date', at: new Date('2026-11-23T07:00:00Z'), precision: 'day', part: 'morning' } as const;
		expect(sameWhen(morning, { ...morning })).toBe(true);
		expect(sameWhen(morning, { ...morning, part: 'afternoon' })).toBe(false);
	});
});
