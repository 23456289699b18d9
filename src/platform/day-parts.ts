/** The parts of a day that people name when they name no hour. */
export const DAY_PARTS = ['morning', 'afternoon', 'evening', 'night'] as const;
export type DayPart = (typeof DAY_PARTS)[number];

/**
 * Which hours a part may mean: `from` inclusive, `to` exclusive. They overlap as people's words do: 17:00 is an afternoon's end to some
 * and an evening to others.
 */
export const DAY_PART_HOURS: Readonly<Record<DayPart, { from: number; to: number }>> = {
	morning: { from: 5, to: 12 },
	afternoon: { from: 12, to: 18 },
	evening: { from: 17, to: 24 },
	night: { from: 19, to: 24 },
};

/** The part that an hour (0 to 23) stands for when a part was said: 8 is a morning, 14 an afternoon, 18 an evening, 20 a night. */
export function dayPartOf(hour: number): DayPart {
	if (hour < 12) return 'morning';
	if (hour < 18) return 'afternoon';
	return hour < 20 ? 'evening' : 'night';
}

/** Whether an hour (0 to 23) lies in a part of the day. */
export function isInDayPart(part: DayPart, hour: number): boolean {
	const { from, to } = DAY_PART_HOURS[part];
	return hour >= from && hour < to;
}
