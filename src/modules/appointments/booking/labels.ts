import { DateTime } from 'luxon';

/** `10:00`. */
export function clockLabel(at: Date, timezone: string): string {
	return DateTime.fromJSDate(at, { zone: timezone }).toFormat('HH:mm');
}

/** Other ways to say the hour of a slot in a list of one day: "10h", "10 heures", "10h30". */
export function clockWords(at: Date, timezone: string): string[] {
	const local = DateTime.fromJSDate(at, { zone: timezone });
	const { hour, minute } = local;
	const minutes = local.toFormat('mm');
	const exact = [`${hour}h${minutes}`, `${hour}:${minutes}`, `${hour} h ${minutes}`, `à ${hour}h${minutes}`, `at ${hour}:${minutes}`];
	if (minute !== 0) return exact;
	const twelve = `${hour % 12 === 0 ? 12 : hour % 12}${hour < 12 ? 'am' : 'pm'}`;
	return [...exact, `${hour}h`, `${hour} h`, `${hour} heures`, `à ${hour}h`, `à ${hour} heures`, twelve, `at ${twelve}`];
}
