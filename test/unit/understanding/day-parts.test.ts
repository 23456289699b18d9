import { describe, expect, test } from '@jest/globals';
import { localUnderstand } from '../../../src/understanding/understand.ts';
import { ground } from './labelled.ts';

/** Said on a Saturday at 15:00. */
const whenIn = (text: string) => localUnderstand(text, ground({ question: 'Pour quand ?' })).found?.when_at;

describe('a part of the day that is named', () => {
	test.each([
		['demain matin', '2026-11-22T08:00:00+01:00', 'morning'],
		['demain dans la matinée', '2026-11-22T08:00:00+01:00', 'morning'],
		['lundi après-midi', '2026-11-23T14:00:00+01:00', 'afternoon'],
		['ce soir', '2026-11-21T18:00:00+01:00', 'evening'],
		['mardi dans la nuit', '2026-11-24T20:00:00+01:00', 'night'],
		['tomorrow evening', '2026-11-22T18:00:00+01:00', 'evening'],
		['tonight', '2026-11-21T18:00:00+01:00', 'evening'],
		['tomorrow for morning abeg', '2026-11-22T08:00:00+01:00', 'morning'],
		['make e come tomorrow evening', '2026-11-22T18:00:00+01:00', 'evening'],
		['suba ci suba', '2026-11-22T08:00:00+01:00', 'morning'],
		['altine ci ngoon', '2026-11-23T17:00:00+01:00', 'afternoon'],
	])('%s', (text, at, part) => expect(whenIn(text)).toEqual({ at, precision: 'day', part }));

	test.each([
		['demain', { at: '2026-11-22T08:00:00+01:00', precision: 'day' }],
		['demain à 10h du matin', { at: '2026-11-22T10:00:00+01:00', precision: 'hour' }],
		['tomorrow evening at 7', { at: '2026-11-22T19:00:00+01:00', precision: 'hour' }],
	])('none is kept of "%s"', (text, when) => expect(whenIn(text)).toEqual(when));

	test('one that is over is some time today', () => {
		expect(whenIn('ce matin')).toMatchObject({ precision: 'day' });
		expect(whenIn('ce matin')).not.toHaveProperty('part');
	});
});
