import { blankRows } from '../../../platform/mongo/blank-rows.ts';
import { ACROSS_ORGANISATIONS } from '../../../platform/mongo/define-model.ts';
import type { PersonalData } from '../../module.ts';
import { visitsOf } from '../../organisations/index.ts';
import { TicketModel } from './model.ts';

/** What a ticket's `holder` becomes when it was taken for somebody else. */
const NOBODY = 'erased';

/** What of a ticket tells who its owner is. */
export const TICKET_BLANKS = { texts: ['name', 'phone'], gone: ['rating.comment'], set: { name: null, phone: null }, versioned: true };

/** A person's tickets, wherever they went by our number, and those that were given at a counter with their phone. */
export const personalData: PersonalData[] = [
	{
		kind: 'tickets',
		async underWay(scene, person) {
			for (const theirs of await visitsOf(person)) {
				const live = await TicketModel.findOne({ ...theirs, live: true }, { number: true }, ACROSS_ORGANISATIONS)
					.session(scene.db)
					.lean();
				if (live !== null) return `ticket ${live.number} has not ended`;
			}
			return null;
		},
		async blank(scene, person, most) {
			let blanked = 0;
			for (const theirs of await visitsOf(person)) {
				const within = { db: scene.db, most };
				// The phone is what finds a row of a counter: it goes last.
				const proxies = { ...theirs, holder: { $nin: ['self', NOBODY] } };
				const held = await blankRows(TicketModel, proxies, { texts: ['holder'], set: { holder: NOBODY }, versioned: true }, within);
				if (held.length === most) return most;
				blanked += held.length + (await blankRows(TicketModel, theirs, TICKET_BLANKS, within)).length;
			}
			return blanked;
		},
	},
];
