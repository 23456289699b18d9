import { blankTold } from '../../conversation/erase/blank-told.ts';
import type { PersonalData } from '../module.ts';
import { requestIdsOf } from '../requests/index.ts';
import { OfferModel } from './model.ts';

/** Offers hold nothing of the client themselves; what they said to the providers who were asked does. */
export const personalData: PersonalData[] = [
	{
		kind: 'told_to_others',
		async blank(scene, person, most) {
			const requests = await requestIdsOf(scene, person);
			const offers = await OfferModel.find({ org: scene.org, request: { $in: requests } }, { contact: true }, { session: scene.db }).lean();
			const contacts = [...new Set(offers.map(({ contact }) => contact))];
			return blankTold(scene, person, { contacts, requests, subjects: [...requests, ...offers.map(({ _id }) => _id)] }, most);
		},
	},
];
