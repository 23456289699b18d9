import { DateTime } from 'luxon';

/** What a calendar shows of an appointment. Nothing of the person, and not what it is about (rule Q15). */
export interface CalendarEntry {
	/** Unique for ever: `<booking>@<host>`. */
	uid: string;
	/** Grows with each change. */
	sequence: number;
	/** When it was last changed: without a METHOD that is what DTSTAMP says (RFC 5545 §3.8.7.2). */
	stampedAt: Date;
	start: Date;
	end: Date;
	title: string;
	place: string;
	position?: { lat: number; lon: number };
	cancelled: boolean;
}

/** Lines are folded at so many octets (RFC 5545 §3.1). */
const LINE_OCTETS = 75;
/** Whoever imports it is reminded by their own phone, too. */
const ALARM = 'PT1H';

/**
 * An iCalendar file with one event (RFC 5545), in UTC: every phone puts it in its own zone. No METHOD: a file that names one is a message
 * between people, and then wants an organiser (RFC 5546 §3.2.1); calendars take this one as it is, and a later one by its SEQUENCE.
 */
export function calendarFile(entry: CalendarEntry): string {
	const lines = [
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		'PRODID:-//Palabre//Appointments//FR',
		'CALSCALE:GREGORIAN',
		'BEGIN:VEVENT',
		`UID:${text(entry.uid)}`,
		`SEQUENCE:${entry.sequence}`,
		`DTSTAMP:${utc(entry.stampedAt)}`,
		`DTSTART:${utc(entry.start)}`,
		`DTEND:${utc(entry.end)}`,
		`SUMMARY:${text(entry.title)}`,
		...(entry.place === '' ? [] : [`LOCATION:${text(entry.place)}`]),
		...(entry.position === undefined ? [] : [`GEO:${entry.position.lat.toFixed(6)};${entry.position.lon.toFixed(6)}`]),
		`STATUS:${entry.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
		...(entry.cancelled ? [] : alarm(entry.title)),
		'END:VEVENT',
		'END:VCALENDAR',
	];
	return `${lines.map(fold).join('\r\n')}\r\n`;
}

function alarm(title: string): string[] {
	return ['BEGIN:VALARM', 'ACTION:DISPLAY', `DESCRIPTION:${text(title)}`, `TRIGGER:-${ALARM}`, 'END:VALARM'];
}

function utc(at: Date): string {
	return DateTime.fromJSDate(at, { zone: 'utc' }).toFormat("yyyyMMdd'T'HHmmss'Z'");
}

/** A TEXT value: its special characters escaped (§3.3.11), control characters left out. */
function text(value: string): string {
	return value
		.replace(/[\\;,]/g, (character) => `\\${character}`)
		.replace(/\r?\n/g, '\\n')
		.replace(/\p{Cc}/gu, '');
}

/** Long lines go on in the next one after a space; no character is cut in two. */
function fold(line: string): string {
	const parts: string[] = [];
	let part = '';
	let octets = 0;
	for (const character of line) {
		const size = Buffer.byteLength(character);
		if (octets + size > LINE_OCTETS) {
			parts.push(part);
			// The space that marks the fold counts.
			part = ' ';
			octets = 1;
		}
		part += character;
		octets += size;
	}
	return [...parts, part].join('\r\n');
}
