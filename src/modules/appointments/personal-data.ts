import type { Person } from '../../conversation/erase/person.ts';
import { blankRows } from '../../platform/mongo/blank-rows.ts';
import { ACROSS_ORGANISATIONS } from '../../platform/mongo/define-model.ts';
import type { PersonalData } from '../module.ts';
import { visitsOf } from '../organisations/index.ts';
import { BookingModel } from './booking/model.ts';
import type { BookingStatus } from './booking/statuses.ts';
import { WaiterModel } from './waitlist/model.ts';

/** What of an appointment tells whose it is. */
export const BOOKING_BLANKS = { gone: ['name', 'phone', 'holder', 'cancelled.reason'], versioned: true };
/** Others rely on it now. */
export const UNDER_WAY: readonly BookingStatus[] = ['held', 'offered', 'confirmed'];

/** A person's appointments, wherever they go by our number, those that were booked at a counter with their phone, and their waiting. */
export const personalData: PersonalData[] = [
	{
		kind: 'bookings',
		async underWay(scene, person) {
			for (const theirs of await visitsOf(person)) {
				const seated = { ...theirs, status: { $in: UNDER_WAY } };
				const booking = await BookingModel.findOne(seated, { start: true }, ACROSS_ORGANISATIONS).session(scene.db).lean();
				if (booking !== null) return `the appointment of ${booking.start.toISOString()} has not ended`;
			}
			return null;
		},
		async blank(scene, person, most) {
			let blanked = 0;
			for (const theirs of await visitsOf(person)) {
				blanked += (await blankRows(BookingModel, theirs, BOOKING_BLANKS, { db: scene.db, most })).length;
			}
			return blanked;
		},
	},
	{
		kind: 'waiting',
		async underWay(scene, person) {
			const waiting = await WaiterModel.exists({ ...byChat(person), status: 'waiting' })
				.setOptions(ACROSS_ORGANISATIONS)
				.session(scene.db);
			return waiting === null ? null : 'they are on a waiting list';
		},
		async blank(scene, person, most) {
			return (await blankRows(WaiterModel, byChat(person), { gone: ['name', 'holder'] }, { db: scene.db, most })).length;
		},
	},
];

function byChat({ org, contacts }: Person) {
	return { 'client.org': org, 'client.contact': { $in: contacts } };
}
