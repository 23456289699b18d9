import type { ClientSession } from 'mongoose';
import { OutboxModel } from './model.ts';

/** Takes back what was not sent yet about a subject: nothing rings after the offer is gone (rule R5). */
export async function withdrawMessages(
	scene: { org: string; now: Date; db: ClientSession },
	contact: string,
	subject: string,
): Promise<void> {
	if (subject === '') return;
	const gone = { status: 'expired' as const, open: false, errorCode: 'withdrawn' };
	const line = { status: 'expired' as const, at: scene.now, code: 'withdrawn' };
	await OutboxModel.updateMany(
		{ org: scene.org, contact, subject, open: true, status: 'queued' },
		{ $set: gone, $push: { history: line } },
		{ session: scene.db },
	);
}
