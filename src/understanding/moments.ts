import { DateTime } from 'luxon';
import { type DayPart, dayPartOf, isInDayPart } from '../platform/day-parts.ts';
import { numbersIn } from './numbers.ts';
import type { Phone } from './phones.ts';
import type { Slots } from './reading.ts';
import { MONTHS, PARTS, WEEKDAYS } from './tables/moments.ts';
import type { Normal } from './text/normalise.ts';

export interface Moment {
	/** The person's own words, and where they stand in `clean`. */
	words: string;
	start: number;
	end: number;
	/** ISO 8601 with the offset of the organisation's time zone. */
	at: string;
	precision: 'now' | 'hour' | 'day';
	/** The part of the day, when no hour was said. */
	part?: DayPart;
	/** Only an hour or a part of the day was said ("11h", "l'après-midi"): which day is left open, `at` takes the next one. */
	anyDay: boolean;
	/** Ruled out: "pas aujourd'hui", "not now". */
	negated: boolean;
}

type Piece = {
	from: number;
	to: number;
	day?: (now: DateTime) => DateTime;
	hour?: { hour: number; minute: number };
	part?: number;
	now?: boolean;
	shift?: number;
	fuzzy?: boolean;
	weekday?: boolean;
	vague?: boolean;
};

const DAY_NAMES = Object.keys(WEEKDAYS)
	.filter((name) => name.length > 4 || name === 'lundi')
	.join('|');
const NEXT_WEEK = '(?:la )?semaine prochaine|(?:the )?next week|prochaine semaine|ayubis biy now';
const MONTH_NAMES = Object.keys(MONTHS).join('|');
const NUMBER =
	'(?:\\d{1,3}|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|an?|one|two|three|four|five|seven|eight|nine|ten|eleven|twelve|half an|une demi|benn|naari?|nett|juroom|fukk)';
const HOURS = '\\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve';
/** One to twelve as Wolof counts: five and one, ten and two. */
const WOLOF_HOURS = '(?:fukki? ak |juroomi? ak )?(?:benn|naari?|netti?|neenti?|juroom)|juroom(?:i| )(?:benn|naari?|netti?|neenti?)|fukki?';
/** What belongs to the time in front of it; "pour", "on" and "at" do not. */
const LEAD =
	/(?<![a-z0-9])(?:(?:(?:mais )?(?:pas )?(?:jusqu a|a partir de|des|avant|apres|vers|autour de|entre|before|after|around|by|until|till|from) )?(?:le |la |l |ce |cet |cette |this )?)$/;
/** In order: the first pattern that matches at a place takes it. */
const PATTERNS: readonly (readonly [RegExp, (match: RegExpExecArray) => Omit<Piece, 'from' | 'to'> | null])[] = [
	[
		/\b(?:tout de suite|toute suite|maintenant|immediatement|des maintenant|sur le champ|a l instant|(?:le|au) plus (?:tot|vite)(?: possible)?|(?:le |aussi )?(?:plus )?rapidement possible|des que possible|now now|right now|right away|immediately|asap|as soon as possible|sharp sharp|quick quick|just now|now so|leegi leegi|leegi rek|leegi|ci saa si|now)\b/g,
		() => ({ now: true }),
	],
	[/\b(?:apres demain|day after tomorrow|gannaaw suba|ginnaaw suba)\b/g, () => ({ day: (now) => now.plus({ days: 2 }) })],
	[
		new RegExp(
			`\\b(?:${NEXT_WEEK})(?: on| for| le| ci)? (${DAY_NAMES})\\b|\\b(${DAY_NAMES}) (?:de |of |in |for |ci )?(?:${NEXT_WEEK})\\b`,
			'g',
		),
		(match) => ({ day: (now) => now.plus({ weeks: 1, days: (WEEKDAYS[match[1] ?? match[2] ?? ''] ?? 1) - now.weekday }), weekday: true }),
	],
	[
		/\b(?:apres|after) (?:la |le |l |the )?(?:(messe|culte|church|mass)|(?:travail|boulot|ecole|work|school|takkusaan|asr)|(tisbaar|lunch|dejeuner))\b/g,
		(match) => ({ part: match[1] !== undefined ? 12 : match[2] !== undefined ? 14 : 17 }),
	],
	[
		/\b(?:la )?(?:semaine prochaine|next week|prochaine semaine|ayubis biy now)\b/g,
		() => ({ day: (now) => now.plus({ weeks: 1 }).startOf('week'), fuzzy: true }),
	],
	[
		/\b(?:ce |this |le |the )?(?:weekend|week end|wkd)\b/g,
		() => ({ day: (now) => (now.weekday >= 6 ? now : now.set({ weekday: 6 })), fuzzy: true }),
	],
	[/\b(?:cette semaine|this week|dans la semaine)\b/g, () => ({ day: (now) => now.plus({ days: 1 }), fuzzy: true })],
	[
		new RegExp(
			`\\b(?:dans|in|d ici|within|after|apres) (?:environ |about )?(${NUMBER}) ?(min|minutes?|mins|heures?|h|hours?|hrs?|jours?|days?|semaines?|weeks?)\\b`,
			'g',
		),
		relative,
	],
	[/\b(?:dans|in|d ici) (?:environ )?(\d{1,2})h(\d{2})?\b/g, (match) => ({ shift: Number(match[1]) * 60 + Number(match[2] ?? 0) })],
	[
		/\b(?:la )?veille (?:de|du) (noel|nouvel an)\b|\b(christmas|new year) eve\b/g,
		(match) => date(/noel|christmas/.test(match[0]) ? 24 : 31, 12, undefined),
	],
	[/\b(?:(?:le )?(?:jour|day) (?:de|of) )?(?:noel|christmas|xmas)(?: day)?\b/g, () => date(25, 12, undefined)],
	[/\b(?:le )?(?:jour de l an|nouvel an|new year(?: s)?(?: day)?)\b/g, () => date(1, 1, undefined)],
	[
		/\b(?:la |the )?(?:fin (?:du|de) mois|fin de ce mois|end of (?:the |this )?month|month end)\b/g,
		() => ({ day: (now) => now.endOf('month'), fuzzy: true }),
	],
	[/\b(?:fin de (?:la )?journee|close of business)\b/g, () => ({ part: 17 })],
	[/\b(?:l )?aube\b|\b(?:first thing|at dawn|early morning)\b/g, () => ({ part: 6 })],
	[/\b(?:venez vite|viens vite|vite vite|come (?:quick|fast|sharp)(?:ly)?|fast fast)\b/g, () => ({ now: true })],
	[new RegExp(`\\bhalf past (${HOURS})\\b`, 'g'), (match) => bareClock(match, 30)],
	[new RegExp(`\\bquarter past (${HOURS})\\b`, 'g'), (match) => bareClock(match, 15)],
	[new RegExp(`\\b(${WOLOF_HOURS}) (?:waxtu|heures?)(?: (ak genn wall))?\\b`, 'g'), wolofClock],
	[/\b(?:ce soir|tonight|this evening|tey ci ngoon)\b/g, () => ({ day: (now) => now, part: 18 })],
	[/\b(?:ce matin|this morning|ci suba si)\b/g, () => ({ day: (now) => now, part: 8 })],
	[/\b(?:cet apres midi|this afternoon)\b/g, () => ({ day: (now) => now, part: 14 })],
	[/\b(?:cette nuit|guddi gii)\b/g, () => ({ day: (now) => now, part: 20 })],
	[/\b(?:ci suba|ci suba si|suba si)\b/g, () => ({ part: 8 })],
	[/\b(?:ci ngoon|ngoon si)\b/g, () => ({ part: 17 })],
	[/\b(?:demain|tomorrow|2main|suba|elek|elleg|eleg)\b/g, () => ({ day: (now) => now.plus({ days: 1 }) })],
	[/\b(?:aujourd hui|today|dans la journee|tey jii|tey|end of day)\b/g, () => ({ day: (now) => now })],
	[new RegExp(`\\b(?:next|this|coming) (${DAY_NAMES})\\b`, 'g'), (match) => ({ day: weekday(match[1] ?? '', false), weekday: true })],
	[
		new RegExp(`\\b(${DAY_NAMES})(?: (prochain|qui vient|en huit))?\\b`, 'g'),
		(match) => ({ day: weekday(match[1] ?? '', match[2] === 'en huit'), weekday: true }),
	],
	[
		new RegExp(`\\b(\\d{1,2})(?:er|st|nd|rd|th)? (?:of )?(${MONTH_NAMES})(?: (\\d{4}))?\\b`, 'g'),
		(match) => date(Number(match[1]), MONTHS[match[2] ?? ''], match[3]),
	],
	[
		new RegExp(`\\b(${MONTH_NAMES}) (\\d{1,2})(?:st|nd|rd|th)?\\b`, 'g'),
		(match) => date(Number(match[2]), MONTHS[match[1] ?? ''], undefined),
	],
	[/(?<![\d.,:/])(\d{1,2})\/(\d{1,2})(?:\/(\d{2,4}))?(?![\d/])/g, (match) => date(Number(match[1]), Number(match[2]), match[3])],
	[
		/\b(?:le|the|pour le|(?<=\b(?:met|mets|mettez|mettre|report\w*|decal\w*|repouss\w*|deplac\w*|renv\w*|passe\w*|toxal\w*) (?:\w+ )?)au|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) (\d{1,2})(?:er|th|st|nd|rd)?\b(?! ?(?:h|heures?|f|k|min|fcfa|sur|\/))/g,
		(match) => dayOfMonth(Number(match[1])),
	],
	[
		/\b(\d{1,2}) ?(?:h|heures?|hours?|:|o clock)(?: ?(\d{2}))?(?: (?:et )?(demie?|quart))?(?: (?:du|de l) (matin|apres midi|soir))?(?![a-z0-9])/g,
		clock,
	],
	[/(?<![\d.,/])(\d{1,2})h(\d{2})?\b/g, clock],
	[/(?<![\d.,/])(\d{1,2}):(\d{2})(?![\d])(?: ?(am|pm))?/g, clock],
	[/(?<![\d.,/])(\d{1,2})(?:[.:](\d{2}))? ?(am|pm)\b/g, clock],
	[
		/\b(une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|dix sept|dix huit|dix neuf|vingt) heures?(?: (?:et )?(demie?|quart))?(?: (?:du|de l) (matin|apres midi|soir))?\b/g,
		spokenClock,
	],
	[
		/\b(?:at|around|by|about|(?<=\b(?:me|am|it|us) )for) (\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b(?! ?(?:min|hours?|h\b|k|f\b|days?|people|%|\d))/g,
		(match) => bareClock(match),
	],
	[
		/\b(apres midi|matinee|matin|midi|minuit|soiree|soir|nuit|morning|afternoon|evening|night|noon|midnight|ngoon|guddi)\b/g,
		(match) => part(match[1] ?? ''),
	],
];

const SMALL: Readonly<Record<string, number>> = { a: 1, an: 1, 'half an': 0.5, 'une demi': 0.5 };

function countOf(word: string): number {
	return SMALL[word] ?? numbersIn([word])[0]?.value ?? 1;
}

function relative(match: RegExpExecArray): Omit<Piece, 'from' | 'to'> | null {
	const count = countOf(match[1] ?? '');
	const unit = match[2] ?? '';
	if (/^(?:j|d)/.test(unit)) return { day: (now) => now.plus({ days: count }) };
	if (/^(?:s|w)/.test(unit)) return { day: (now) => now.plus({ weeks: count }), fuzzy: true };
	return { shift: Math.round(count * (/^m/.test(unit) ? 1 : 60)) };
}

function weekday(name: string, weekLater: boolean): (now: DateTime) => DateTime {
	return (now) => {
		const ahead = ((WEEKDAYS[name] ?? 1) - now.weekday + 7) % 7;
		return now.plus({ days: ahead + (weekLater ? 7 : 0) });
	};
}

function date(day: number, month: number | undefined, year: string | undefined): Omit<Piece, 'from' | 'to'> | null {
	if (month === undefined || day < 1 || day > 31 || month < 1 || month > 12) return null;
	return {
		day: (now) => {
			const said = year === undefined ? null : Number(year.length === 2 ? `20${year}` : year);
			const then = now.set({
				year: said ?? now.year,
				month,
				day: Math.min(day, DateTime.fromObject({ year: said ?? now.year, month }).daysInMonth ?? 28),
			});
			return said === null && then.startOf('day') < now.startOf('day') ? then.plus({ years: 1 }) : then;
		},
	};
}

function dayOfMonth(day: number): Omit<Piece, 'from' | 'to'> | null {
	if (day < 1 || day > 31) return null;
	return {
		day: (now) => {
			for (let month = 0; month < 12; month++) {
				const then = now.startOf('month').plus({ months: month });
				if (day <= (then.daysInMonth ?? 28) && then.set({ day }) >= now.startOf('day'))
					return then.set({ day, hour: now.hour, minute: now.minute });
			}
			return now;
		},
	};
}

function clock(match: RegExpExecArray): Omit<Piece, 'from' | 'to'> | null {
	const half = /^demi/.test(match[3] ?? '') ? 30 : match[3] === 'quart' ? 15 : 0;
	const evening = match.slice(2).some((said) => said === 'pm' || said === 'soir' || said === 'apres midi');
	const morning = match.slice(2).some((said) => said === 'am');
	const hour = Number(match[1]);
	const minute = /^\d{2}$/.test(match[2] ?? '') ? Number(match[2]) : half;
	if (hour > 24 || minute > 59) return null;
	return { hour: { hour: (evening && hour < 12 ? hour + 12 : morning && hour === 12 ? 0 : hour) % 24, minute } };
}

function spokenClock(match: RegExpExecArray): Omit<Piece, 'from' | 'to'> | null {
	const hour = numbersIn((match[1] ?? '').split(' '))[0]?.value ?? 0;
	const minute = /^demi/.test(match[2] ?? '') ? 30 : match[2] === 'quart' ? 15 : 0;
	return { hour: { hour: (match[3] !== undefined && match[3] !== 'matin' && hour < 12 ? hour + 12 : hour) % 24, minute } };
}

/** "at 3" is the afternoon's: nobody is asked to come at three in the morning. */
function bareClock(match: RegExpExecArray, minute = 0): Omit<Piece, 'from' | 'to'> | null {
	const hour = countOf(match[1] ?? '');
	return hour < 1 || hour > 23 ? null : { hour: { hour: hour < 7 ? hour + 12 : hour, minute } };
}

/** "juroom ñaari waxtu" is seven; as with "at 3", the small hours are the afternoon's. */
function wolofClock(match: RegExpExecArray): Omit<Piece, 'from' | 'to'> | null {
	const hour = numbersIn((match[1] ?? '').split(' '))[0]?.value ?? 0;
	return hour < 1 || hour > 23 ? null : { hour: { hour: hour < 7 ? hour + 12 : hour, minute: match[2] === undefined ? 0 : 30 } };
}

function part(word: string): Omit<Piece, 'from' | 'to'> | null {
	if (word === 'midi' || word === 'noon') return { hour: { hour: 12, minute: 0 } };
	if (word === 'minuit' || word === 'midnight') return { hour: { hour: 0, minute: 0 } };
	return { part: PARTS[word] ?? 8, vague: true };
}

/** Said of the past ("depuis lundi", "since morning", "hier soir"): no wish for a time. */
const PAST =
	/(?:\b(?:depuis|since|hier|yesterday|d hier|last|demb|dernier|derniere|il y a|ca fait|it s been|ago|from) (?:le |la |ce |this |the )?)$/;

function piecesOf(flat: string): Piece[] {
	const pieces: Piece[] = [];
	const taken = new Uint8Array(flat.length + 1);
	for (const [pattern, read] of PATTERNS) {
		pattern.lastIndex = 0;
		for (let match = pattern.exec(flat); match !== null; match = pattern.exec(flat)) {
			const end = match.index + match[0].length;
			if (taken.subarray(match.index, end).includes(1)) continue;
			const piece = read(match);
			taken.fill(1, match.index, end);
			if (piece !== null && !PAST.test(flat.slice(0, match.index)) && !/^ (?:dernier|derniere|passee?|ago)\b/.test(flat.slice(end)))
				pieces.push({ ...piece, from: match.index, to: end });
		}
	}
	return pieces.sort((a, b) => a.from - b.from);
}

function resolve(pieces: Piece[], now: DateTime): { at: DateTime; precision: Moment['precision']; part?: DayPart } {
	const day = pieces.find((piece) => piece.day !== undefined);
	const hour = pieces.find((piece) => piece.hour !== undefined)?.hour;
	const partHour = pieces.find((piece) => piece.part !== undefined)?.part;
	const shift = pieces.find((piece) => piece.shift !== undefined)?.shift;
	if (shift !== undefined) return { at: now.plus({ minutes: shift }), precision: 'hour' };
	if (day === undefined && hour === undefined && partHour === undefined) return { at: now, precision: 'now' };
	let at = day?.day?.(now) ?? now;
	const clockHour =
		hour === undefined
			? undefined
			: partHour !== undefined && partHour >= 14 && hour.hour < 12 && hour.hour > 0
				? hour.hour + 12
				: hour.hour;
	at =
		clockHour !== undefined
			? at.set({ hour: clockHour, minute: hour?.minute ?? 0, second: 0, millisecond: 0 })
			: at.set({
					hour: partHour ?? (at.hasSame(now, 'day') && day !== undefined ? Math.min(23, now.hour) : 8),
					minute: 0,
					second: 0,
					millisecond: 0,
				});
	if (at < now && (hour !== undefined || day?.weekday === true || (day === undefined && partHour !== undefined)))
		at = at.plus(day?.weekday === true ? { weeks: 1 } : { days: day === undefined ? 1 : 0 });
	if (at < now && at.hasSame(now, 'day')) at = now;
	if (hour !== undefined) return { at, precision: 'hour' };
	const part = partHour === undefined ? undefined : dayPartOf(partHour);
	// "Ce matin", said in the afternoon, is some time today.
	return { at, precision: 'day', ...(part !== undefined && isInDayPart(part, at.hour) ? { part } : {}) };
}

/** Said right before a time: it is ruled out ("pas aujourd'hui, disons jeudi"). "pas avant 10h" rules nothing out. */
const RULED_OUT =
	/(?<![a-z0-9])(?:(?:pas|plus|not|no be|ni|jamais|impossible|au lieu de|a la place d[eu]?|plutot que|instead of|rather than|sauf|excepte|except(?: for| on)?|but not|(?:pas|plus) la peine(?: de (?:venir|passer))?|laissez tomber(?: l idee de)?|me[nw]uma \w+)(?: le| ce| cette| pour| for| on)?|(?:no|nor) (?:go )?fit (?:come|do am|dey)|(?:can t|cannot|won t)(?: (?!make it|put|push|move|so|but)\w+){0,3}|(?:peux|pourrai|serai|suis) (?:pas|plus)(?: (?!mett|mais|plutot|donc|report|decal|on)\w+){0,3}) $/;
/** The same, said after it: "jeudi je ne peux pas". */
const RULED_OUT_AFTER =
	/^ (?:je (?:ne )?(?:peux|pourrai|serai|suis) pas|i (?:can t|cannot|won t)|c est (?:pas possible|impossible)|impossible|i no (?:go )?fit|ca ne va pas|pas possible|won t work|doesn t work|me[nw]uma)/;

/** Groups the pieces that stand together into times: a day with its hour, a part of the day with its bound. */
function groupsOf(pieces: Piece[], flat: string): Piece[][] {
	const groups: Piece[][] = [];
	for (const piece of pieces) {
		const group = groups.at(-1);
		const last = group?.at(-1);
		const between = last === undefined ? '' : flat.slice(last.to, piece.from).trim();
		const together =
			group !== undefined &&
			last !== undefined &&
			between.split(' ').length <= 4 &&
			(/^(?:ou|or|wala|walla)(?: (?:le|on))?$/.test(between) ||
				!(piece.day !== undefined && group.some((other) => other.day !== undefined))) &&
			(piece.now === true) === (last.now === true) &&
			!RULED_OUT.test(`${flat.slice(0, piece.from)}`);
		if (together) group.push(piece);
		else groups.push([piece]);
	}
	return groups;
}

/**
 * The times a text speaks of, in its order, in the organisation's zone: "demain 10h", "lundi prochain", "now now", "dans 2 heures",
 * "altine ci suba". What lies in the past rolls forward (a weekday by a week, an hour by a day). The digits of `phones` are no dates.
 */
export function momentsIn(normal: Normal, now: Date, timezone: string, phones: readonly Phone[] = []): Moment[] {
	const starts: number[] = [];
	let flat = '';
	for (const token of normal.tokens) {
		if (flat !== '') flat += ' ';
		starts.push(flat.length);
		flat += phones.some(({ start, end }) => token.start < end && token.end > start) ? '#' : token.text;
	}
	const zoned = DateTime.fromJSDate(now, { zone: timezone });
	return groupsOf(piecesOf(flat), flat).flatMap((group) => {
		const first = group[0];
		if (first === undefined) return [];
		// "le matin" alone is a time only when it opens the text: elsewhere it is a habit.
		const vague = group.every((piece) => piece.vague === true);
		if (
			vague &&
			!/^(?:(?:le|in the|the|ce|plutot|at|ci|dans la) )*(?:matin\w*|soir\w*|apres midi|midi|morning|evening|afternoon|nuit|night)/.test(
				flat,
			)
		)
			return [];
		const to = Math.max(...group.map((piece) => piece.to));
		const before = flat.slice(0, first.from);
		const lead = LEAD.exec(before)?.[0] ?? '';
		const startIndex = starts.findLastIndex((start) => start <= first.from - lead.length);
		const endIndex = starts.findLastIndex((start) => start < to);
		const { at, precision, part } = resolve(group, zoned);
		const start = normal.tokens[startIndex]?.start ?? 0;
		const end = normal.tokens[endIndex]?.end ?? 0;
		return [
			{
				words: normal.clean.slice(start, end).trim(),
				start,
				end,
				at: at.toISO({ suppressMilliseconds: true }) ?? now.toISOString(),
				precision,
				...(part === undefined ? {} : { part }),
				anyDay: group.every(({ day, shift, now: atOnce }) => day === undefined && shift === undefined && atOnce !== true),
				negated: RULED_OUT.test(before) || RULED_OUT_AFTER.test(flat.slice(to)),
			},
		];
	});
}

/** A time as a slot. */
export function whenAt({ at, precision, part, anyDay }: Moment): NonNullable<Slots['when_at']> {
	return { at, precision, ...(part === undefined ? {} : { part }), ...(anyDay ? { any_day: true as const } : {}) };
}
