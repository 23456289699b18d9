import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type CalendarEntry, calendarFile } from '../../../src/modules/appointments/calendar/calendar-file.ts';

const ENTRY: CalendarEntry = {
	uid: '01J@banque-teranga',
	sequence: 2,
	stampedAt: new Date('2026-11-26T08:00:00Z'),
	start: new Date('2026-11-27T10:00:00Z'),
	end: new Date('2026-11-27T10:30:00Z'),
	title: 'Rendez-vous — Banque Téranga, Plateau',
	place: 'Avenue Léopold Sédar Senghor; Dakar, Sénégal',
	position: { lat: 14.6708, lon: -17.4381 },
	cancelled: false,
};

describe('a calendar file', () => {
	test('holds one event, in UTC, with its reminder', () => {
		const lines = calendarFile(ENTRY).split('\r\n');
		expect(lines.at(0)).toBe('BEGIN:VCALENDAR');
		expect(lines.at(-1)).toBe('');
		expect(lines).toEqual(
			expect.arrayContaining(['DTSTART:20261127T100000Z', 'DTEND:20261127T103000Z', 'SEQUENCE:2', 'STATUS:CONFIRMED', 'TRIGGER:-PT1H']),
		);
	});

	test('has what an event must have, once, and is no message that would want an organiser (RFC 5545 §3.6.1, RFC 5546 §3.2.1)', () => {
		const names = unfolded(calendarFile(ENTRY))
			.split('\r\n')
			.map((line) => line.split(/[:;]/)[0]);
		for (const name of ['VERSION', 'PRODID', 'UID', 'DTSTAMP', 'DTSTART', 'DTEND', 'SUMMARY', 'STATUS'])
			expect(names.filter((one) => one === name)).toHaveLength(1);
		expect(names).not.toContain('METHOD');
	});

	test('escapes what means something in it', () => {
		expect(unfolded(calendarFile(ENTRY))).toContain('LOCATION:Avenue Léopold Sédar Senghor\\; Dakar\\, Sénégal');
	});

	test('says that it is cancelled, and then reminds of nothing', () => {
		const file = calendarFile({ ...ENTRY, cancelled: true });
		expect(file).toContain('STATUS:CANCELLED');
		expect(file).not.toContain('VALARM');
	});

	test('has no line longer than 75 octets, and loses nothing by folding', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (title) => {
				const file = calendarFile({ ...ENTRY, title });
				for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
				const summary =
					unfolded(file)
						.split('\r\n')
						.find((line) => line.startsWith('SUMMARY:')) ?? '';
				const said = summary
					.slice('SUMMARY:'.length)
					.replace(/\\([\\;,])/g, '$1')
					.replace(/\\n/g, '\n');
				expect(said).toBe(title.replace(/\p{Cc}/gu, (character) => (character === '\n' ? '\n' : '')));
			}),
		);
	});
});

function unfolded(file: string): string {
	return file.replace(/\r\n /g, '');
}
