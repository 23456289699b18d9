import type { Person } from '../../conversation/erase/person.ts';
import { organisationsServedBy } from './get-organisation.ts';

/** Rows of somebody's visits: what they did by chat, and what was written down at a counter with their phone. */
export type VisitsOf = { 'client.org': string; 'client.contact': { $in: string[] } } | { org: { $in: string[] }; phone: string };

/** Which tickets and bookings are a person's, in every organisation that the number they write to serves. */
export async function visitsOf({ org, contacts, phone }: Person): Promise<VisitsOf[]> {
	const byChat = { 'client.org': org, 'client.contact': { $in: contacts } };
	if (phone === null) return [byChat];
	const served = await organisationsServedBy(org);
	return [byChat, { org: { $in: served.map(({ slug }) => slug) }, phone }];
}
