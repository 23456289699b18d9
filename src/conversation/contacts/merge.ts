import type { Clock } from '../../platform/clock.ts';
import { appendEvents } from '../../platform/events/append.ts';
import type { NewId } from '../../platform/ids.ts';
import { inTransaction } from '../../platform/mongo/transaction.ts';
import { InboxModel } from '../inbox/model.ts';
import type { Contact } from './contact.ts';
import { ContactModel } from './model.ts';

/**
 * Two contacts turn out to be one person: they wrote from WhatsApp with their number hidden, and are known by it elsewhere. The one with
 * the number stays (it may be an imported provider) and takes over the user id, the channels it lacks, the waiting inputs and, when it
 * is in no dialogue itself, the dialogue. The other keeps its history without aliases; the event lets modules move what is theirs.
 * Null when the two changed meanwhile.
 */
export async function mergeContacts(
	deps: { clock: Clock; newId: NewId },
	{ keep, gone }: { keep: Contact; gone: Contact },
): Promise<Contact | null> {
	const { org, waUserId } = gone;
	const now = deps.clock.now();
	return inTransaction(async (db) => {
		const released = await ContactModel.updateOne(
			{ _id: gone._id, org, waUserId },
			{ $unset: { waUserId: true }, $set: { updatedAt: now } },
			{ session: db },
		);
		if (released.matchedCount === 0) return null;
		const before = await ContactModel.findOne({ _id: keep._id, org, phone: keep.phone }, null, { session: db }).lean();
		if (before === null) return null;
		const missing = gone.reach.filter((reach) => !before.reach.some((known) => known.channel === reach.channel));
		const adopts =
			before.session.frames.length === 0 && gone.session.frames.length > 0 && before.lease.until <= now && gone.lease.until <= now;
		const changes = { waUserId, reach: [...before.reach, ...missing], updatedAt: now, ...(adopts ? { session: gone.session } : {}) };
		const kept = await ContactModel.findOneAndUpdate(
			{ _id: keep._id, org },
			{ $set: changes },
			{ session: db, returnDocument: 'after' },
		).lean();
		await InboxModel.updateMany({ org, contact: gone._id, state: 'pending' }, { $set: { contact: keep._id } }, { session: db });
		await appendEvents(db, [
			{
				_id: deps.newId(),
				org,
				type: 'contact.merged',
				at: now,
				subject: { kind: 'contact', id: keep._id },
				data: { from: gone._id },
				actor: { kind: 'system', id: 'system', source: 'inbox' },
				correlationId: keep._id,
			},
		]);
		return kept;
	});
}
