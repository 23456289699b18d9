import { z } from 'zod';
import type { Subscriber } from '../module.ts';
import { RequestModel } from './model.ts';

const merged = z.object({ from: z.string() });

/** Two contacts turned out to be one person: the requests of the one that goes become those of the one that stays. */
const contactMerged: Subscriber = {
	name: 'requests.contact_merged',
	types: ['contact.merged'],
	async run(event) {
		const { from } = merged.parse(event.data);
		await RequestModel.updateMany({ org: event.org, client: from }, { $set: { client: event.subject.id }, $inc: { version: 1 } });
	},
};

export const subscribers: Subscriber[] = [contactMerged];
