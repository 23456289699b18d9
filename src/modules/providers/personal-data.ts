import type { PersonalData } from '../module.ts';
import { ProviderModel } from './model.ts';

/** Who works for the organisation is known to it: their clients rely on it. */
export const personalData: PersonalData[] = [
	{
		kind: 'providers',
		async underWay(scene, { contacts }) {
			const provider = await ProviderModel.exists({ org: scene.org, contact: { $in: contacts } }).session(scene.db);
			return provider === null ? null : "they are one of the organisation's providers";
		},
	},
];
