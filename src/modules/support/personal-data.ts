import { blankRows } from '../../platform/mongo/blank-rows.ts';
import type { PersonalData } from '../module.ts';
import { TriageModel } from './triage-model.ts';

/** What a conversation was sorted as stays, with its corrections; the words it was told from go. */
export const personalData: PersonalData[] = [
	{
		kind: 'triages',
		async blank(scene, { contacts }, most) {
			const texts = ['summary.value', ...['sentiment', 'category', 'urgency', 'summary'].map((label) => `${label}.evidence.$[]`)];
			return (await blankRows(TriageModel, { org: scene.org, contact: { $in: contacts } }, { texts }, { db: scene.db, most })).length;
		},
	},
];
