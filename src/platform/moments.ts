import { DateTime } from 'luxon';
import type { DayPart } from './day-parts.ts';

/** A moment in words, in each language of the house. */
export type MomentLabel = Record<'fr' | 'en' | 'wo', string>;
type Spoken = keyof MomentLabel;

/** How much is said: the day and the hour, or the day; in full, or short enough for a button. */
export type MomentStyle = 'moment' | 'day' | 'moment_row' | 'day_row';

const FORMATS: Readonly<Record<MomentStyle, Record<'fr' | 'en', string>>> = {
	moment: { fr: "EEEE d LLLL 'à' HH:mm", en: "EEEE d LLLL 'at' HH:mm" },
	day: { fr: 'EEEE d LLLL', en: 'EEEE d LLLL' },
	moment_row: { fr: 'ccc d LLL HH:mm', en: 'ccc d LLL HH:mm' },
	day_row: { fr: 'ccc d LLLL', en: 'ccc d LLLL' },
};

/** No locale data of the runtime knows these as people in Dakar write them. From Monday, from January. */
const WOLOF_DAYS = ['altine', 'talaata', 'àllarba', 'alxames', 'àjjuma', 'gaawu', 'dibéer'];
const WOLOF_MONTHS = ['samwiye', 'fewriye', 'màrs', 'awril', 'mee', 'suwe', 'sulet', 'ut', 'sàttumbar', 'oktoobar', 'nowàmbar', 'desàmbar'];
/** Letters of a day or a month on a button. */
const SHORT = 3;

/** `vendredi 27 novembre à 10:00`, `Friday 27 November at 10:00`, `àjjuma 27 nowàmbar ci 10:00`: on the clock of the moment's own zone. */
export function wordMoment(at: DateTime, language: Spoken, style: MomentStyle): string {
	if (language !== 'wo') return at.setLocale(language).toFormat(FORMATS[style][language]);
	const day = WOLOF_DAYS[at.weekday - 1] ?? '';
	const month = WOLOF_MONTHS[at.month - 1] ?? '';
	const clock = at.toFormat('HH:mm');
	if (style === 'day') return `${day} ${at.day} ${month}`;
	if (style === 'moment') return `${day} ${at.day} ${month} ci ${clock}`;
	return style === 'day_row' ? `${short(day)} ${at.day} ${month}` : `${short(day)} ${at.day} ${short(month)} ${clock}`;
}

/** What follows the day: `au matin`, `in the evening`, `ci suba`. Wolof has one word for the time between the day's heat and the night. */
const PARTS: Readonly<Record<DayPart, MomentLabel>> = {
	morning: { fr: 'au matin', en: 'in the morning', wo: 'ci suba' },
	afternoon: { fr: "dans l'après-midi", en: 'in the afternoon', wo: 'ci ngoon' },
	evening: { fr: 'au soir', en: 'in the evening', wo: 'ci ngoon' },
	night: { fr: 'dans la nuit', en: 'at night', wo: 'ci guddi' },
};

/** The part of a day that is named before it. */
export function wordDayPart(part: DayPart, language: Spoken): string {
	return PARTS[part][language];
}

/** A day in every language, with the part of it that is meant: `vendredi 27 novembre au matin`. */
export function dayPartLabel(at: Date, timezone: string, part: DayPart | undefined): MomentLabel {
	const day = momentLabel(at, timezone, 'day');
	if (part === undefined) return day;
	const { fr, en, wo } = PARTS[part];
	return { fr: `${day.fr} ${fr}`, en: `${day.en} ${en}`, wo: `${day.wo} ${wo}` };
}

/** A moment in every language, on the clock of a place, which need not be that of the number people write to (rule X8). */
export function momentLabel(at: Date, timezone: string, style: MomentStyle = 'moment'): MomentLabel {
	const local = DateTime.fromJSDate(at, { zone: timezone });
	return { fr: wordMoment(local, 'fr', style), en: wordMoment(local, 'en', style), wo: wordMoment(local, 'wo', style) };
}

/** A weekday (Monday 0) in every language, short enough for a row of them. */
export function weekdayLabel(day: number): MomentLabel {
	// A Monday, and the days after it.
	const at = DateTime.utc(2024, 1, 1).plus({ days: day });
	const latin = (language: 'fr' | 'en'): string => at.setLocale(language).toFormat('ccc');
	return { fr: latin('fr'), en: latin('en'), wo: short(WOLOF_DAYS[day] ?? '') };
}

function short(name: string): string {
	return name.length <= SHORT ? name : `${name.slice(0, SHORT)}.`;
}
