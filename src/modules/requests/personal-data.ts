import { ContactModel } from '../../conversation/contacts/model.ts';
import { blankTold } from '../../conversation/erase/blank-told.ts';
import type { Person } from '../../conversation/erase/person.ts';
import type { Scene } from '../../conversation/scene/scene.ts';
import { blankRows } from '../../platform/mongo/blank-rows.ts';
import { findManagers } from '../accounts/index.ts';
import type { PersonalData } from '../module.ts';
import { RequestModel } from './model.ts';
import { OPEN } from './statuses.ts';

/** The requests of a client and what their providers and the managers were told of them. Photos are files, and go with those. */
export const personalData: PersonalData[] = [
	{
		kind: 'requests',
		async underWay(scene, { contacts }) {
			const open = await RequestModel.findOne({ org: scene.org, client: { $in: contacts }, status: { $in: OPEN } }, { number: true })
				.session(scene.db)
				.lean();
			return open === null ? null : `request ${open.number} has not ended`;
		},
		async blank(scene, { contacts }, most) {
			const ids = await blankRows(
				RequestModel,
				{ org: scene.org, client: { $in: contacts } },
				{
					texts: ['problem'],
					versioned: true,
					gone: ['place.label', 'place.landmark', 'place.lat', 'place.lon', 'rating.comment', 'price.disputeReason', 'cancelled.reason'],
				},
				{ db: scene.db, most },
			);
			return ids.length;
		},
	},
	{
		kind: 'told_to_others',
		async blank(scene, person, most) {
			const requests = await requestIdsOf(scene, person);
			const providers = await RequestModel.distinct('assigned.provider', { org: scene.org, _id: { $in: requests } }).session(scene.db);
			const before = await RequestModel.distinct('excluded.provider', { org: scene.org, _id: { $in: requests } }).session(scene.db);
			const served = await ContactModel.find(
				{ org: scene.org, provider: { $in: [...providers, ...before].map(String) } },
				{ _id: true },
				{ session: scene.db },
			).lean();
			const managers = await findManagers({ org: scene.org, db: scene.db });
			const contacts = [...served.map(({ _id }) => _id), ...managers.map(({ contact }) => contact)];
			return blankTold(scene, person, { contacts, requests, subjects: requests }, most);
		},
	},
];

/** The ids of everything a person ever asked for. */
export async function requestIdsOf(scene: Scene, { contacts }: Person): Promise<string[]> {
	const rows = await RequestModel.find({ org: scene.org, client: { $in: contacts } }, { _id: true }, { session: scene.db }).lean();
	return rows.map(({ _id }) => _id);
}
