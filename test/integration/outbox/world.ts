import { beforeEach } from '@jest/globals';
import type { StatusUpdate } from '../../../src/channels/message.ts';
import { applyStatus } from '../../../src/channels/outbox/apply-status.ts';
import type { OutboxDeps } from '../../../src/channels/outbox/deps.ts';
import { drainOutbox } from '../../../src/channels/outbox/drain-outbox.ts';
import { type OutboxMessage, OutboxModel } from '../../../src/channels/outbox/model.ts';
import { SenderPace } from '../../../src/channels/outbox/pace.ts';
import { type NewOutboxMessage, queueMessages } from '../../../src/channels/outbox/queue-messages.ts';
import { toDelivery } from '../../../src/channels/render/to-delivery.ts';
import { createFindSenderOf } from '../../../src/channels/senders/find-sender.ts';
import type { Contact } from '../../../src/conversation/contacts/contact.ts';
import { outboxPeople } from '../../../src/conversation/contacts/outbox-people.ts';
import { EventModel } from '../../../src/platform/events/model.ts';
import { useDatabase } from '../../support/database.ts';
import { aMessage } from '../../support/outbox.ts';
import { type ScriptedCarrier, scriptedCarrier } from '../../support/scripted-carrier.ts';
import { aContact, freshSpine, ORG, type Spine } from '../../support/spine.ts';

/** New before each test. */
export let spine: Spine;
export let carrier: ScriptedCarrier;
export let deps: OutboxDeps;
/** Somebody who has just written to us on WhatsApp. */
export let contact: Contact;

/** Gives each test of a file an empty outbox in front of a carrier that does as it is told. */
export function useOutbox(): void {
	useDatabase();
	beforeEach(async () => {
		spine = await freshSpine();
		carrier = scriptedCarrier();
		deps = {
			...spine,
			carriers: { twilio: carrier },
			people: outboxPeople,
			findSenderOf: createFindSenderOf(spine.clock),
			pace: new SenderPace(),
			render: (row, route, options) => toDelivery(row, route, { numbersHint: '', ...options }),
		};
		contact = await aContact(spine);
	});
}

export const options = { org: ORG, actor: { kind: 'system' as const, id: 'system', source: 'test' }, correlationId: 'corr' };
export const queue = (...messages: NewOutboxMessage[]) => spine.runScene(options, async (scene) => queueMessages(scene, messages));
export const say = (text: string, changes: Partial<NewOutboxMessage> = {}) => queue(aMessage(contact._id, text, changes));
export const drain = () => drainOutbox(deps, { org: ORG, key: contact._id });
export const rows = () => OutboxModel.find({ org: ORG }).sort({ _id: 1 }).lean();
export const row = async (): Promise<OutboxMessage> => {
	const [first] = await rows();
	if (first === undefined) throw new Error('the outbox is empty');
	return first;
};
export const statuses = async () => (await rows()).map((one) => one.status);
export const texts = () => carrier.sent.map((one) => one.text);
export const news = async () => (await EventModel.find({ org: ORG }).sort({ _id: 1 }).lean()).map((event) => event.type);
export const tell = (status: StatusUpdate['status'], providerId: string, changes: Partial<StatusUpdate> = {}) =>
	applyStatus(deps, { carrier: 'twilio', providerId, status, ...changes });

/** Drains until nothing is left, moving the clock to each next moment. Answers the waits. */
export async function drainAll(most = 20): Promise<number[]> {
	const waits: number[] = [];
	for (let i = 0; i < most; i++) {
		const wait = await drain();
		if (wait === null) return waits;
		waits.push(wait);
		spine.clock.advance(wait);
	}
	throw new Error('the outbox does not come to rest');
}
