import type { Clock } from '../../platform/clock.ts';
import { ACROSS_ORGANISATIONS } from '../../platform/mongo/define-model.ts';
import { InboxModel } from './model.ts';

/** Inputs that are due and not applied, and how long the oldest has been due; for the operator. */
export async function inboxBacklog(clock: Clock): Promise<{ depth: number; oldestSeconds: number }> {
	const now = clock.now();
	const due = { state: 'pending' as const, notBefore: { $lte: now } };
	const depth = await InboxModel.countDocuments(due).setOptions(ACROSS_ORGANISATIONS);
	const oldest = await InboxModel.findOne(due, { notBefore: true }, ACROSS_ORGANISATIONS).sort({ notBefore: 1 }).lean();
	return { depth, oldestSeconds: oldest === null ? 0 : (now.getTime() - oldest.notBefore.getTime()) / 1000 };
}
