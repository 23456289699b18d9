import mongoose from 'mongoose';
import type { InboundMessage } from '../../src/channels/message.ts';
import { createFindSender } from '../../src/channels/senders/find-sender.ts';
import { type Sender, SenderModel } from '../../src/channels/senders/model.ts';
import type { Contact } from '../../src/conversation/contacts/contact.ts';
import { ContactModel } from '../../src/conversation/contacts/model.ts';
import { newContact } from '../../src/conversation/contacts/new-contact.ts';
import { finishItem } from '../../src/conversation/inbox/finish-item.ts';
import { createReceive, type Receive } from '../../src/conversation/inbox/receive.ts';
import type { InboxItem } from '../../src/conversation/input.ts';
import type { LaneLease, TakeTurn } from '../../src/conversation/lane/drain-lane.ts';
import { createRunScene, type OpenScene, type RunScene } from '../../src/conversation/scene/in-scene.ts';
import { AppError } from '../../src/platform/errors.ts';
import { monotonicIds, type NewId } from '../../src/platform/ids.ts';
import { log } from '../../src/platform/log.ts';
import { insertRows } from '../../src/platform/mongo/insert-rows.ts';
import { type ManualClock, manualClock } from './manual-clock.ts';

export const ORG = 'djobea';
export const OUR_WHATSAPP = '+14155238886';
export const OUR_SMS = '+14155238887';
export const PHONE = '+237690000001';

/** The machinery around one organisation, without channels and dialogues. */
export interface Spine {
	clock: ManualClock;
	newId: NewId;
	receive: Receive;
	runScene: RunScene;
}

/** Needs `useDatabase`. Empties the database and puts one organisation's senders in it. */
export async function freshSpine(): Promise<Spine> {
	// What fails here is meant to.
	log.silent = true;
	const collections = (await mongoose.connection.db?.collections()) ?? [];
	for (const collection of collections) await collection.deleteMany({});
	const clock = manualClock();
	const newId = monotonicIds(clock);
	const senders: Sender[] = [
		{ _id: newId(), org: ORG, channel: 'whatsapp', address: OUR_WHATSAPP },
		{ _id: newId(), org: ORG, channel: 'sms', address: OUR_SMS },
	];
	await insertRows(SenderModel, senders);
	const deps = { clock, newId };
	return { ...deps, receive: createReceive({ ...deps, findSender: createFindSender(clock) }), runScene: createRunScene(deps) };
}

export function inbound(externalId: string, text: string, changes: Partial<InboundMessage> = {}): InboundMessage {
	const route = { channel: 'whatsapp' as const, carrier: 'twilio' as const, sender: OUR_WHATSAPP, address: PHONE };
	return { route, externalId, phone: PHONE, content: { kind: 'message', text }, ...changes };
}

export async function aContact(spine: Spine, changes: Partial<Contact> = {}): Promise<Contact> {
	const now = spine.clock.now();
	const reach = [{ channel: 'whatsapp' as const, carrier: 'twilio' as const, sender: OUR_WHATSAPP, address: PHONE, lastInboundAt: now }];
	const contact = newContact({ _id: spine.newId(), org: ORG, phone: PHONE, reach, ...changes }, now);
	await insertRows(ContactModel, [contact]);
	return contact;
}

export function textOf(item: InboxItem): string {
	return item.input.kind === 'message' ? item.input.text : item.input.kind;
}

/** A turn that does what a real one does to the database: flips the item and writes the contact under the lease, in one transaction. */
export function turnOf(
	spine: Pick<Spine, 'runScene'>,
	work: (scene: OpenScene, item: InboxItem, contact: Contact, lease: LaneLease) => Promise<void>,
): TakeTurn {
	return async (item, contact, lease) => {
		const actor = { kind: 'client' as const, id: contact._id, source: 'text' };
		await spine.runScene({ org: item.org, actor, correlationId: item.correlationId, contact, cause: item._id }, async (scene) => {
			finishItem(scene, item);
			await work(scene, item, contact, lease);
			const written = await ContactModel.updateOne(
				{ _id: contact._id, org: item.org, 'lease.owner': lease.owner },
				{ $set: { 'session.turn': contact.session.turn + 1, updatedAt: scene.now } },
				{ session: scene.db },
			);
			if (written.matchedCount === 0) throw new AppError('lease_lost', 'the lane is lost');
		});
		return undefined;
	};
}
