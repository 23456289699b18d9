import { beforeEach, describe, expect, test } from '@jest/globals';
import { useDatabase } from '../../support/database.ts';
import { ask, BANK, clock, openWorld } from './world.ts';

useDatabase();
/** Thursday 26 November 2026; the branch has a break, and a holiday on the Friday. */
beforeEach(() =>
	openWorld((yaml) =>
		yaml.replace(
			'hours: "Mo-Fr 08:00-16:00"',
			'hours: "Mo-Fr 08:00-12:00,14:00-16:00"\n        holidays: [{ date: 2026-11-27, name: Fête }]',
		),
	),
);

const PLATEAU = { organisation: BANK, branch: 'plateau' };
const at = (time: string): void => clock.set(new Date(time));
const on = (day: string) => ask('awa', 'queues.hours', { ...PLATEAU, when: { at: `${day}T08:00:00+00:00`, precision: 'day' } });

describe('when a branch is open', () => {
	test('now: until when, or from when', async () => {
		at('2026-11-26T09:00:00Z');
		expect(await ask('awa', 'queues.hours', PLATEAU)).toMatchObject({
			outcome: 'open',
			data: { hours: '08:00-12:00, 14:00-16:00', closes: '12:00', week: { fr: 'lun.-ven. 08:00-12:00, 14:00-16:00' } },
		});
		at('2026-11-26T12:30:00Z');
		expect(await ask('awa', 'queues.hours', PLATEAU)).toMatchObject({ outcome: 'later', data: { opens: '14:00' } });
		at('2026-11-26T18:00:00Z');
		expect(await ask('awa', 'queues.hours', PLATEAU)).toMatchObject({
			outcome: 'closed',
			data: { opens_label: { fr: 'lundi 30 novembre à 08:00' } },
		});
		at('2026-11-27T09:00:00Z');
		expect(await ask('awa', 'queues.hours', PLATEAU)).toMatchObject({ outcome: 'holiday', data: { holiday: 'Fête' } });
	});

	test('on a day that is said: its hours, or why not and when next', async () => {
		at('2026-11-26T09:00:00Z');
		expect(await on('2026-11-30')).toMatchObject({ outcome: 'day_open', data: { hours: '08:00-12:00, 14:00-16:00' } });
		expect(await on('2026-11-27')).toMatchObject({
			outcome: 'day_closed',
			data: { holiday: 'Fête', day_label: { en: 'Friday 27 November' }, opens_label: { en: 'Monday 30 November at 08:00' } },
		});
		const sunday = await on('2026-11-29');
		expect(sunday).toMatchObject({ outcome: 'day_closed' });
		expect(sunday.data).not.toHaveProperty('holiday');
	});

	test('an hour without a day is asked of today', async () => {
		at('2026-11-26T09:00:00Z');
		const when = { at: '2026-11-27T08:00:00+00:00', precision: 'hour', any_day: true };
		expect(await ask('awa', 'queues.hours', { ...PLATEAU, when })).toMatchObject({ outcome: 'open' });
	});
});
