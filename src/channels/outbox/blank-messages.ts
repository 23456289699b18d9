import type { ClientSession } from 'mongoose';
import { blankRows } from '../../platform/mongo/blank-rows.ts';
import { SimulatorMessageModel } from '../simulator/model.ts';
import { OutboxModel } from './model.ts';

/**
 * Takes the words and the address out of messages that hold a person's data (rule X9), at most `most` of them; gives how many. What was not
 * sent yet never is. The bubbles of simulated phones go with them.
 */
export async function blankMessages(
	scene: { org: string; now: Date; db: ClientSession },
	which: Record<string, unknown>,
	most: number,
): Promise<number> {
	const { org, now, db } = scene;
	const ids = await blankRows(
		OutboxModel,
		{ ...which, org },
		{ texts: ['text', 'route.address', 'choices.$[].label', 'choices.$[].description'], gone: ['template'] },
		{ db, most },
	);
	if (ids.length === 0) return 0;
	const line = { status: 'expired' as const, at: now, code: 'withdrawn' };
	const withdrawn = { status: 'expired' as const, open: false, parked: false, errorCode: 'withdrawn' };
	await OutboxModel.updateMany(
		{ org, _id: { $in: ids }, open: true },
		{ $set: withdrawn, $push: { history: line }, $unset: { heldSince: true } },
		{ session: db },
	);
	await SimulatorMessageModel.updateMany({ org, outboxId: { $in: ids } }, { $set: { text: '', choices: [] } }, { session: db });
	return ids.length;
}
