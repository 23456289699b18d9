import type { ClientSession, QueryFilter } from 'mongoose';
import { type OutboxMessage, OutboxModel } from './model.ts';

/** Takes back what was not sent yet about a subject: nothing rings after the offer is gone (rule R5). */
export async function withdrawMessages(
	scene: { org: string; now: Date; db: ClientSession },
	contact: string,
	subject: string,
): Promise<void> {
	if (subject !== '') await withdraw(scene, { contact, subject });
}

/**
 * An agent speaks to the contact now: what the bot said earlier and could not deliver, because the window is closed or the carrier refused
 * it, would come in the midst of their words (I7). News of a job, a queue or a payment stay.
 */
export async function withdrawTalk(scene: { org: string; now: Date; db: ClientSession }, contact: string): Promise<void> {
	const undelivered = { $or: [{ parked: true }, { heldSince: { $exists: true } }] };
	await withdraw(scene, { contact, origin: 'bot', notice: false, followed: false, ...undelivered });
}

async function withdraw(scene: { org: string; now: Date; db: ClientSession }, which: QueryFilter<OutboxMessage>): Promise<void> {
	const gone = { status: 'expired' as const, open: false, parked: false, errorCode: 'withdrawn' };
	const line = { status: 'expired' as const, at: scene.now, code: 'withdrawn' };
	await OutboxModel.updateMany(
		{ org: scene.org, ...which, open: true, status: 'queued' },
		{ $set: gone, $push: { history: line }, $unset: { heldSince: true } },
		{ session: scene.db },
	);
}
