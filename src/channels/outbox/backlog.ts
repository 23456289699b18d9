import type { Clock } from '../../platform/clock.ts';
import { ACROSS_ORGANISATIONS } from '../../platform/mongo/define-model.ts';
import { OutboxModel } from './model.ts';

/** Messages that are due and not sent, and how long the oldest has been due; for the operator. */
export async function outboxBacklog(clock: Clock): Promise<{ depth: number; oldestSeconds: number }> {
	const now = clock.now();
	const due = { open: true, notBefore: { $lte: now } };
	const depth = await OutboxModel.countDocuments(due).setOptions(ACROSS_ORGANISATIONS);
	const oldest = await OutboxModel.findOne(due, { notBefore: true }, ACROSS_ORGANISATIONS).sort({ notBefore: 1 }).lean();
	return { depth, oldestSeconds: oldest === null ? 0 : (now.getTime() - oldest.notBefore.getTime()) / 1000 };
}
