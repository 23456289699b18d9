import { DateTime } from 'luxon';

/** A label in each language, as flows and choices show it. */
export type Label = Record<'fr' | 'en' | 'wo', string>;

/** `vendredi 27 novembre à 10:00`: in the zone of the organisation that is visited, which need not be that of the number (rule X8). */
export function momentLabel(at: Date, timezone: string): Label {
	return label(at, timezone, "EEEE d LLLL 'à' HH:mm", "EEEE d LLLL 'at' HH:mm");
}

/** `vendredi 27 novembre`. */
export function dayLabel(at: Date, timezone: string): Label {
	return label(at, timezone, 'EEEE d LLLL', 'EEEE d LLLL');
}

/** `ven. 27 novembre`: fits a button. */
export function dayRowLabel(at: Date, timezone: string): Label {
	return label(at, timezone, 'ccc d LLLL', 'ccc d LLLL');
}

/** `ven. 27 nov. 10:00`: fits a button. */
export function rowLabel(at: Date, timezone: string): Label {
	return label(at, timezone, 'ccc d LLL HH:mm', 'ccc d LLL HH:mm');
}

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

function label(at: Date, timezone: string, french: string, english: string): Label {
	const local = DateTime.fromJSDate(at, { zone: timezone });
	const fr = local.setLocale('fr').toFormat(french);
	return { fr, en: local.setLocale('en').toFormat(english), wo: fr };
}
