import { describe, expect, test } from '@jest/globals';
import { afterQuiet, quietTimeAt } from '../../../src/platform/quiet-hours.ts';

const at = (iso: string) => new Date(iso);

describe('quiet hours', () => {
	const night = { from: '21:00', to: '07:00' };

	test('cross midnight', () => {
		expect(afterQuiet(night, at('2026-11-26T23:30:00Z'), 'Africa/Dakar')).toEqual(at('2026-11-27T07:00:00Z'));
		expect(afterQuiet(night, at('2026-11-27T03:00:00Z'), 'Africa/Dakar')).toEqual(at('2026-11-27T07:00:00Z'));
	});

	test('begin on the minute and end before theirs', () => {
		expect(quietTimeAt(night, at('2026-11-26T21:00:00Z'), 'Africa/Dakar')).not.toBeNull();
		expect(quietTimeAt(night, at('2026-11-26T20:59:59Z'), 'Africa/Dakar')).toBeNull();
		expect(quietTimeAt(night, at('2026-11-27T07:00:00Z'), 'Africa/Dakar')).toBeNull();
	});

	test('are those of the zone', () => {
		expect(quietTimeAt(night, at('2026-11-26T20:30:00Z'), 'Africa/Douala')).not.toBeNull();
	});

	test('may lie within a day, and are none when they begin where they end', () => {
		const nap = { from: '13:00', to: '15:00' };
		expect(afterQuiet(nap, at('2026-11-26T14:00:00Z'), 'Africa/Dakar')).toEqual(at('2026-11-26T15:00:00Z'));
		expect(quietTimeAt(nap, at('2026-11-26T23:00:00Z'), 'Africa/Dakar')).toBeNull();
		expect(quietTimeAt({ from: '08:00', to: '08:00' }, at('2026-11-26T08:00:00Z'), 'Africa/Dakar')).toBeNull();
	});
});
