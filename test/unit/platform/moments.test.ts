import { describe, expect, test } from '@jest/globals';
import { DateTime } from 'luxon';
import { momentLabel, wordMoment } from '../../../src/platform/moments.ts';

const AT = new Date('2026-11-30T23:30:00Z');

describe('a moment in words', () => {
	test('in each language, on the clock of the place', () => {
		expect(momentLabel(AT, 'Africa/Dakar')).toEqual({
			fr: 'lundi 30 novembre à 23:30',
			en: 'Monday 30 November at 23:30',
			wo: 'altine 30 nowàmbar ci 23:30',
		});
		// An hour further east it is another day, of another month.
		expect(momentLabel(AT, 'Africa/Douala', 'day')).toEqual({
			fr: 'mardi 1 décembre',
			en: 'Tuesday 1 December',
			wo: 'talaata 1 desàmbar',
		});
	});

	test('every day and month has its Wolof name, short enough for a button', () => {
		const days = Array.from({ length: 7 }, (_, day) => DateTime.utc(2026, 11, 23 + day, 10));
		expect(days.map((day) => wordMoment(day, 'wo', 'day').split(' ')[0])).toEqual([
			...['altine', 'talaata', 'àllarba', 'alxames', 'àjjuma', 'gaawu', 'dibéer'],
		]);
		for (let month = 1; month <= 12; month++) {
			const at = DateTime.utc(2026, month, 25, 10, 5);
			expect(wordMoment(at, 'wo', 'moment')).toMatch(/^\S+ 25 \S+ ci 10:05$/);
			for (const language of ['fr', 'en', 'wo'] as const)
				for (const style of ['moment_row', 'day_row'] as const) expect(wordMoment(at, language, style).length).toBeLessThanOrEqual(20);
		}
	});
});
