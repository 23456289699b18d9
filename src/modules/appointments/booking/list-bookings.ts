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

/** One page of a branch's coming appointments at whose time it is closed, by time. `after`: where the page before ended. */
export function listAffected(
	org: string,
	{ branch, now }: { branch: string; now: Date },
	page: { limit: number; after?: readonly [number, string] | undefined },
): Promise<Booking[]> {
	const [at, id] = page.after ?? [];
	return BookingModel.find({
		org,
		branch,
		closedSince: { $exists: true },
		status: 'confirmed',
		start: { $gt: now },
		...(at === undefined ? {} : { $or: [{ start: { $gt: new Date(at) } }, { start: new Date(at), _id: { $gt: id } }] }),
	})
		.sort({ start: 1, _id: 1 })
		.limit(page.limit)
		.lean();
}

/** One page of a branch's appointments that begin between two moments, by time. `after`: where the page before ended. */
export function listBookings(
	org: string,
	{ branch, from, to, service, status }: BookingFilter,
	page: { limit: number; after?: readonly [number, string] | undefined },
): Promise<Booking[]> {
	const [at, id] = page.after ?? [];
	return BookingModel.find({
		org,
		branch,
		start: { $gte: at === undefined ? from : new Date(at), $lt: to },
		...(service === undefined ? {} : { service }),
		status: status ?? { $in: [...SHOWN] },
		...(at === undefined ? {} : { $or: [{ start: { $gt: new Date(at) } }, { start: new Date(at), _id: { $gt: id } }] }),
	})
		.sort({ start: 1, _id: 1 })
		.limit(page.limit)
		.lean();
}
