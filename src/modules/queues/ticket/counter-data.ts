import { blankRows } from '../../../platform/mongo/blank-rows.ts';
import type { CounterData } from '../../module.ts';
import { TicketModel } from './model.ts';
import { TICKET_BLANKS } from './personal-data.ts';

/** Tickets of people who never wrote: one leads to where it was sent on to, and to the one that its place was carried to. */
export const counterData: CounterData[] = [
	{
		kind: 'tickets',
		async trace(scene, { org, ids }, phones, most) {
			const named = { _id: { $in: ids } };
			const related = { $or: [{ transferredFrom: { $in: ids } }, { phone: { $in: [...phones], $gt: '' } }], client: null };
			const fields = { client: true, phone: true, transferredFrom: true, carriedTo: true, carriedFrom: true };
			const rows = await TicketModel.find({ org, $or: [named, related] }, fields)
				.sort({ _id: 1 })
				.limit(most)
				.session(scene.db)
				.lean();
			return {
				found: rows.map(({ _id }) => _id),
				leadTo: rows.flatMap((row) => [row.transferredFrom, row.carriedTo, row.carriedFrom].filter((id) => id != null)),
				phones: rows.flatMap(({ phone }) => phone ?? []),
				chats: rows.some(({ client }) => client !== null),
			};
		},
		async underWay(scene, { org, ids }) {
			const live = await TicketModel.findOne({ org, _id: { $in: ids }, live: true }, { number: true })
				.session(scene.db)
				.lean();
			return live === null ? null : `ticket ${live.number} has not ended`;
		},
		async blank(scene, { org, ids }) {
			return (await blankRows(TicketModel, { org, _id: { $in: ids } }, TICKET_BLANKS, { db: scene.db, most: ids.length })).length;
		},
	},
];
