import { blankRows } from '../../platform/mongo/blank-rows.ts';
import type { CounterData } from '../module.ts';
import { BookingModel } from './booking/model.ts';
import { BOOKING_BLANKS, UNDER_WAY } from './personal-data.ts';

/** Appointments of people who never wrote: one leads to those it was moved from and to, and to the ticket that its person got. */
export const counterData: CounterData[] = [
	{
		kind: 'bookings',
		async trace(scene, { org, ids }, phones, most) {
			const named = { _id: { $in: ids } };
			const related = { $or: [{ ticket: { $in: ids } }, { phone: { $in: [...phones], $gt: '' } }], client: null };
			const rows = await BookingModel.find(
				{ org, $or: [named, related] },
				{ client: true, phone: true, ticket: true, movedFrom: true, movedTo: true },
			)
				.sort({ _id: 1 })
				.limit(most)
				.session(scene.db)
				.lean();
			return {
				found: rows.map(({ _id }) => _id),
				leadTo: rows.flatMap(({ ticket, movedFrom, movedTo }) => [ticket, movedFrom, movedTo].filter((id) => id !== undefined)),
				phones: rows.flatMap(({ phone }) => phone ?? []),
				chats: rows.some(({ client }) => client !== null),
			};
		},
		async underWay(scene, { org, ids }) {
			const seated = { org, _id: { $in: ids }, status: { $in: UNDER_WAY } };
			const booking = await BookingModel.findOne(seated, { start: true }).session(scene.db).lean();
			return booking === null ? null : `the appointment of ${booking.start.toISOString()} has not ended`;
		},
		async blank(scene, { org, ids }) {
			return (await blankRows(BookingModel, { org, _id: { $in: ids } }, BOOKING_BLANKS, { db: scene.db, most: ids.length })).length;
		},
	},
];
