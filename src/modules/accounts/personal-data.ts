import { ACROSS_ORGANISATIONS } from '../../platform/mongo/define-model.ts';
import type { PersonalData } from '../module.ts';
import { AccountModel } from './model.ts';

/** Staff have their contact with the host of their organisation. */
export const personalData: PersonalData[] = [
	{
		kind: 'accounts',
		async underWay(scene, { contacts }) {
			const account = await AccountModel.exists({ contact: { $in: contacts } })
				.setOptions(ACROSS_ORGANISATIONS)
				.session(scene.db);
			return account === null ? null : 'they are on the staff';
		},
	},
];
