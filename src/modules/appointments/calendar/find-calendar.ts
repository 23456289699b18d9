import { ACROSS_ORGANISATIONS } from '../../../platform/mongo/define-model.ts';
import { findOrganisation, nameIn } from '../../organisations/index.ts';
import { BookingModel } from '../booking/model.ts';
import type { CalendarEntry } from './calendar-file.ts';

/** A calendar takes the file with the higher sequence: ours counts seconds, since several bookings share a file one after the other. */
const SEQUENCE_EPOCH = Date.UTC(2026, 0, 1);

/**
 * What the calendar file of this secret name shows: the appointment as it now is, wherever it was moved; null when there is none. Whoever
 * knows the name may see it, so it holds nothing of the person and not what they come for (rule Q15).
 */
export async function findCalendar(secret: string): Promise<CalendarEntry | null> {
	const booking = await BookingModel.findOne({ calendar: secret, status: { $ne: 'moved' } }, null, ACROSS_ORGANISATIONS).lean();
	const organisation = booking === null ? null : await findOrganisation(booking.org);
	if (booking === null || organisation === null || booking.status === 'held' || booking.status === 'offered') return null;
	const branch = organisation.branches.find(({ id }) => id === booking.branch);
	const language = organisation.languages[0] ?? 'fr';
	const where = branch === undefined ? organisation.name : `${organisation.name}, ${nameIn(language, branch.names)}`;
	return {
		uid: `${secret}@palabre`,
		sequence: Math.floor((booking.updatedAt.getTime() - SEQUENCE_EPOCH) / 1000),
		stampedAt: booking.updatedAt,
		start: booking.start,
		end: booking.end,
		title: where,
		place: branch?.address ?? '',
		...(branch?.position === undefined ? {} : { position: branch.position }),
		cancelled: booking.status !== 'confirmed' && booking.status !== 'checked_in',
	};
}
