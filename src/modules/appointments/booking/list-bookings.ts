import { type Booking, BookingModel } from './model.ts';
import type { BookingStatus } from './statuses.ts';

/** What staff see as appointments; slots somebody is choosing right now are none yet. */
const SHOWN: readonly BookingStatus[] = ['confirmed', 'checked_in', 'no_show', 'cancelled'];

export interface BookingFilter {
	branch: string;
	from: Date;
	to: Date;
	service?: string | undefined;
	status?: BookingStatus | undefined;
}

/** `after`: where the page before ended. */
interface Page {
	limit: number;
	after?: readonly [number, string] | undefined;
}

/** Only what stands after the page before, by time. */
function beyond(after: Page['after']) {
	if (after === undefined) return {};
	const [time, id] = after;
	const at = new Date(time);
	return { $or: [{ start: { $gt: at } }, { start: at, _id: { $gt: id } }] };
}

/** One page of a branch's coming appointments at whose time it is closed, by time. */
export function listAffected(org: string, { branch, now }: { branch: string; now: Date }, page: Page): Promise<Booking[]> {
	return BookingModel.find({
		org,
		branch,
		closedSince: { $exists: true },
		status: 'confirmed',
		start: { $gt: now },
		...beyond(page.after),
	})
		.sort({ start: 1, _id: 1 })
		.limit(page.limit)
		.lean();
}

/** One page of a branch's appointments that begin between two moments, by time. */
export function listBookings(org: string, { branch, from, to, service, status }: BookingFilter, page: Page): Promise<Booking[]> {
	return BookingModel.find({
		org,
		branch,
		start: { $gte: page.after === undefined ? from : new Date(page.after[0]), $lt: to },
		...(service === undefined ? {} : { service }),
		status: status ?? { $in: [...SHOWN] },
		...beyond(page.after),
	})
		.sort({ start: 1, _id: 1 })
		.limit(page.limit)
		.lean();
}
