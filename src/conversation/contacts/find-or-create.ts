import type { InboundMessage } from '../../channels/message.ts';
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import type { NewId } from '../../platform/ids.ts';
import { insertTogether } from '../../platform/mongo/insert-together.ts';
import { isDuplicate } from '../../platform/mongo/is-duplicate.ts';
import type { Contact } from './contact.ts';
import { findByAliases } from './find-by-aliases.ts';
import { mergeContacts } from './merge.ts';
import { ContactModel } from './model.ts';
import { newContact } from './new-contact.ts';

/** A race can be lost once to a creation and once to a merge of the same person; more is not a race. */
const MOST_TRIES = 5;
/** WhatsApp allows 25 characters; somebody else's software may not. */
const LONGEST_NAME = 100;
/** Who was erased since they were found stays so. */
const KNOWN = { erasedAt: { $exists: false } };
/** Batches of new people under way: a carrier waits for our answer. */
const AT_ONCE = 2;

/**
 * The contact a message comes from: the same for WhatsApp and SMS of one number, and for a person who hid their number first and shows
 * it later. One read in the common case; nothing is written for a person already known by these aliases, so that a redelivered message
 * changes nothing before its dedupe (rule X1).
 */
export async function findOrCreateContact(deps: { clock: Clock; newId: NewId }, org: string, message: InboundMessage): Promise<Contact> {
	for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
		const found = await findByAliases({ org, phone: message.phone, waUserId: message.waUserId });
		try {
			const contact = await settle(deps, org, message, found);
			if (contact !== null) return contact;
		} catch (error) {
			// Another process was first with the same person: look again.
			if (!isDuplicate(error)) throw error;
		}
	}
	throw new AppError('conflict', 'the aliases of a contact keep changing');
}

/** The name they chose, when it changed. Untrusted text. */
export async function renameContact(deps: { clock: Clock }, contact: Contact, profileName: string | undefined): Promise<void> {
	const name = profileName?.trim().slice(0, LONGEST_NAME);
	if (name === undefined || name === '' || name === contact.name) return;
	await ContactModel.updateOne({ _id: contact._id, org: contact.org, ...KNOWN }, { $set: { name, updatedAt: deps.clock.now() } });
}

/** Null: what was found changed meanwhile. */
async function settle(
	deps: { clock: Clock; newId: NewId },
	org: string,
	message: InboundMessage,
	found: Contact[],
): Promise<Contact | null> {
	const { phone, waUserId } = message;
	const byPhone = found.find((contact) => phone !== undefined && contact.phone === phone);
	const byUserId = found.find((contact) => waUserId !== undefined && contact.waUserId === waUserId);
	if (byPhone !== undefined && byUserId !== undefined && byPhone._id !== byUserId._id)
		return mergeContacts(deps, { keep: byPhone, gone: byUserId });
	if (byPhone !== undefined) return byPhone.waUserId === waUserId || waUserId === undefined ? byPhone : alias(deps, byPhone, { waUserId });
	if (byUserId === undefined) return create(deps, org, message);
	if (phone === undefined || byUserId.phone === phone) return byUserId;
	if (byUserId.phone === undefined) return alias(deps, byUserId, { phone });
	// WhatsApp gives a new user id with a new number, so the number decides: the id moves to the number's contact, made on the next look.
	await ContactModel.updateOne({ _id: byUserId._id, org }, { $unset: { waUserId: true }, $set: { updatedAt: deps.clock.now() } });
	return null;
}

const store: (contact: Contact) => Promise<boolean> = insertTogether(ContactModel, { atOnce: AT_ONCE });

/** Null: another process was first with the same person. */
async function create(deps: { clock: Clock; newId: NewId }, org: string, message: InboundMessage): Promise<Contact | null> {
	const now = deps.clock.now();
	const { phone, waUserId } = message;
	const name = message.profileName?.trim().slice(0, LONGEST_NAME);
	const contact = newContact(
		{
			_id: deps.newId(),
			org,
			reach: [{ ...message.route, lastInboundAt: now }],
			...(phone === undefined ? {} : { phone }),
			...(waUserId === undefined ? {} : { waUserId }),
			...(name === undefined || name === '' ? {} : { name }),
		},
		now,
	);
	return (await store(contact)) ? contact : null;
}

async function alias(deps: { clock: Clock }, contact: Contact, aliases: { phone?: string; waUserId?: string }): Promise<Contact | null> {
	const updated = { $set: { ...aliases, updatedAt: deps.clock.now() } };
	return ContactModel.findOneAndUpdate({ _id: contact._id, org: contact.org, ...KNOWN }, updated, { returnDocument: 'after' }).lean();
}
