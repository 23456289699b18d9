import { FREE_LEASE } from '../../platform/mongo/lease.ts';
import { EMPTY_SESSION } from '../session.ts';
import type { Contact } from './contact.ts';

/** A contact nobody has spoken to yet. */
export function newContact(known: Pick<Contact, '_id' | 'org' | 'reach'> & Partial<Contact>, now: Date): Contact {
	return { owner: 'bot', session: { ...EMPTY_SESSION }, lease: { ...FREE_LEASE }, createdAt: now, updatedAt: now, ...known };
}
