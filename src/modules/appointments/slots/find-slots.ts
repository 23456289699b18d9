import { DateTime } from 'luxon';
import { z } from 'zod';
import { DAY_PARTS, type DayPart, isInDayPart } from '../../../platform/day-parts.ts';
import { momentLabel } from '../../../platform/moments.ts';
import { clockLabel, clockWords } from '../booking/labels.ts';
import { bookable, type OpenSlot, slotsBetween, type Within } from './free-slots.ts';
import type { BookingPlace } from './place.ts';

/** A list has ten rows, and the question needs some for its own choices. */
const SHOWN = 7;

/** A wish as a flow gives it: what was understood (a `when_at` slot) or a day that was picked. */
export const wishSchema = z.object({
	at: z.iso.datetime({ offset: true }),
	precision: z.enum(['now', 'hour', 'day']),
	part: z.enum(DAY_PARTS).nullish(),
	any_day: z.boolean().nullish(),
});
export type Wish = z.output<typeof wishSchema>;

/** A slot or a day to choose: `id` is its start (ISO 8601). */
export interface Item {
	id: string;
	label: Record<'fr' | 'en' | 'wo', string>;
	synonyms?: string[];
}

export type FoundSlots =
	/** An hour was said and it is free. */
	| { outcome: 'exact'; start: Date }
	/**
	 * Free slots, all of one day when `day` is set, the first of them in `part` of it. `missed`: not at the hour that was said; `missedPart`:
	 * none is free in the part of the day that was.
	 */
	| { outcome: 'slots'; items: Item[]; day: Date | null; missed: boolean; part?: DayPart; missedPart?: DayPart; more: string | null }
	/** No time was said: the next days with free slots. */
	| { outcome: 'days'; items: Item[] }
	/** There are slots on the day that was said, and none is free; `items`: the next that are. */
	| { outcome: 'full'; items: Item[]; day: Date }
	/** Nobody works on the day that was said. */
	| { outcome: 'closed'; items: Item[]; day: Date }
	/** Nothing is free as far ahead as one can book. */
	| { outcome: 'none' };

/**
 * What a person can be offered for a wish. The wish was read in the zone of the number; its wall clock is taken as that of the place.
 * `after`: the start of the last slot shown, to see the later ones of that day. `day`: the day that is spoken of, which an hour alone means.
 */
export async function findSlots(
	within: Within,
	place: BookingPlace,
	{ wish, after, day: spokenOf }: { wish: Wish | null; after: Date | null; day: Date | null },
): Promise<FoundSlots> {
	const { timezone } = place.grid;
	const { from, to } = bookable(place, within.now);
	if (after !== null) return later(within, place, after);
	if (wish === null) return days(await free(within, place, from, to), timezone);
	if (wish.precision === 'now') return soonest(await free(within, place, from, to), timezone);
	const at = momentOf(wish, spokenOf, timezone);
	const day = at.startOf('day');
	const ofDay = await slotsBetween(within, place, day.toJSDate(), day.endOf('day').toJSDate());
	const open = ofDay.filter(({ free: seats }) => seats.length > 0);
	if (open.length > 0) {
		const said = wish.precision === 'hour' ? open.find(({ start }) => start.getTime() === at.toMillis()) : undefined;
		if (said !== undefined) return { outcome: 'exact', start: said.start };
		const found = { outcome: 'slots' as const, day: day.toJSDate() };
		const part = wish.precision === 'day' ? (wish.part ?? undefined) : undefined;
		if (part === undefined) {
			const shown = wish.precision === 'hour' ? nearest(open, at) : open;
			return { ...found, missed: wish.precision === 'hour', ...page(shown, timezone) };
		}
		const within = inPart(open, at, part);
		if (within.length === 0) return { ...found, missed: false, missedPart: part, ...page(nearest(open, at), timezone) };
		return { ...found, missed: false, part, ...page(within, timezone, open) };
	}
	const next = await free(within, place, day.plus({ days: 1 }).toJSDate(), to);
	const others = next.length > 0 ? next : await free(within, place, from, to);
	if (others.length === 0 && ofDay.length === 0) return { outcome: 'none' };
	const items = spreadOverDays(others, timezone);
	return { outcome: ofDay.length > 0 ? 'full' : 'closed', items, day: day.toJSDate() };
}

/** The moment meant at the place: the clock that was said, whatever zone it was read in. */
export function wallClock(at: string, timezone: string): DateTime {
	return DateTime.fromISO(at, { setZone: true }).setZone(timezone, { keepLocalTime: true });
}

/** "Plutôt 11h", said of a slot on Friday, is Friday's. */
function momentOf(wish: Wish, spokenOf: Date | null, timezone: string): DateTime {
	const at = wallClock(wish.at, timezone);
	if (wish.any_day !== true || spokenOf === null) return at;
	const { year, month, day } = DateTime.fromJSDate(spokenOf, { zone: timezone });
	return at.set({ year, month, day });
}

/** "Le plus tôt possible": the slots of the first day that has some. */
function soonest(open: OpenSlot[], timezone: string): FoundSlots {
	const first = open[0];
	if (first === undefined) return days(open, timezone);
	const day = DateTime.fromJSDate(first.start, { zone: timezone }).startOf('day');
	const ofDay = open.filter(({ start }) => start < day.plus({ days: 1 }).toJSDate());
	return { outcome: 'slots', day: day.toJSDate(), missed: false, ...page(ofDay, timezone) };
}

async function later(within: Within, place: BookingPlace, after: Date): Promise<FoundSlots> {
	const { timezone } = place.grid;
	const day = DateTime.fromJSDate(after, { zone: timezone }).startOf('day');
	const rest = await free(within, place, new Date(after.getTime() + 1), day.endOf('day').toJSDate());
	if (rest.length === 0) return days(await free(within, place, day.plus({ days: 1 }).toJSDate(), bookable(place, within.now).to), timezone);
	return { outcome: 'slots', day: day.toJSDate(), missed: false, ...page(rest, timezone) };
}

async function free(within: Within, place: BookingPlace, from: Date, to: Date): Promise<OpenSlot[]> {
	return (await slotsBetween(within, place, from, to)).filter((slot) => slot.free.length > 0);
}

/** The slots around an hour. */
function nearest(open: OpenSlot[], at: DateTime): OpenSlot[] {
	const close = [...open].sort((a, b) => Math.abs(a.start.getTime() - at.toMillis()) - Math.abs(b.start.getTime() - at.toMillis()));
	return close.slice(0, SHOWN).sort((a, b) => a.start.getTime() - b.start.getTime());
}

/** Those of a part of the day: a morning from its beginning, another part from the hour that stands for it where any are left. */
function inPart(open: OpenSlot[], at: DateTime, part: DayPart): OpenSlot[] {
	const ofPart = open.filter(({ start }) => isInDayPart(part, DateTime.fromJSDate(start, { zone: at.zone }).hour));
	const from = part === 'morning' ? ofPart : ofPart.filter(({ start }) => start.getTime() >= at.toMillis());
	return from.length > 0 ? from : ofPart;
}

/** One list of slots. `ofDay`: all that its day has, when these are only some of them: the later ones can be asked for. */
function page(slots: OpenSlot[], timezone: string, ofDay: OpenSlot[] = slots): { items: Item[]; more: string | null } {
	const shown = slots.slice(0, SHOWN);
	const items = shown.map(({ start }) => ({
		id: start.toISOString(),
		label: momentLabel(start, timezone, 'moment_row'),
		synonyms: clockWords(start, timezone),
	}));
	const last = shown.at(-1)?.start;
	const later = last !== undefined && ofDay.some(({ start }) => start > last);
	return { items, more: later ? last.toISOString() : null };
}

function days(slots: OpenSlot[], timezone: string): FoundSlots {
	const items = firstOfDays(slots, timezone).map(({ start }) => ({
		id: DateTime.fromJSDate(start, { zone: timezone }).startOf('day').toISO() ?? '',
		label: momentLabel(start, timezone, 'day_row'),
	}));
	return items.length === 0 ? { outcome: 'none' } : { outcome: 'days', items: items.slice(0, SHOWN) };
}

/** Several days are shown with one slot each before one day is shown with several. */
function spreadOverDays(slots: OpenSlot[], timezone: string): Item[] {
	const first = firstOfDays(slots, timezone);
	const rest = slots.filter((slot) => !first.includes(slot));
	return [...first, ...rest]
		.slice(0, SHOWN)
		.sort((a, b) => a.start.getTime() - b.start.getTime())
		.map(({ start }) => ({
			id: start.toISOString(),
			label: momentLabel(start, timezone, 'moment_row'),
			synonyms: [clockLabel(start, timezone)],
		}));
}

function firstOfDays(slots: OpenSlot[], timezone: string): OpenSlot[] {
	const seen = new Set<string>();
	return slots.filter(({ start }) => {
		const date = DateTime.fromJSDate(start, { zone: timezone }).toISODate() ?? '';
		if (seen.has(date)) return false;
		seen.add(date);
		return true;
	});
}
