import { InboxModel } from '../../conversation/inbox/model.ts';
import type { InboxItem } from '../../conversation/input.ts';
import type { Scene } from '../../conversation/scene/scene.ts';
import { type Timer, TimerModel } from '../../conversation/timers/model.ts';
import { ParkedEventModel } from '../../platform/events/model.ts';
import { claimOne } from '../../platform/mongo/claim.ts';
import { FREE_LEASE } from '../../platform/mongo/lease.ts';
import { type DeadLetter, ofEvent, ofInput, ofTimer } from './dead-letter.ts';
import { missing } from './missing.ts';
import { record } from './record.ts';

/**
 * Gives a parked input or timer all its attempts again. It goes before what waits in its lane, but after all that was done since it was
 * parked. Throws `not_found`, and `conflict` when somebody else retried or dropped it.
 */
export async function retryDeadLetter(scene: Scene, id: string, reason: string): Promise<DeadLetter> {
	const letter = (await retryInput(scene, id)) ?? (await retryTimer(scene, id));
	if (letter === null) throw await missing(scene, id);
	record(scene, letter, 'dead_letter.retried', reason);
	return letter;
}

/** A parked event that was handled after all is no dead letter any more. Throws as `retryDeadLetter`. */
export async function closeEvent(scene: Scene, id: string, reason: string): Promise<DeadLetter> {
	const gone = await ParkedEventModel.findOneAndDelete({ _id: id, org: scene.org }, { session: scene.db }).lean();
	if (gone === null) throw await missing(scene, id);
	const letter = ofEvent(gone);
	record(scene, letter, 'dead_letter.retried', reason);
	return letter;
}

async function retryInput(scene: Scene, id: string): Promise<DeadLetter | null> {
	const before = await InboxModel.findOne({ _id: id, org: scene.org, state: 'dead' }, null, { session: scene.db }).lean();
	if (before === null) return null;
	const again = { state: 'pending' as const, attempts: 0, crashes: 0, notBefore: scene.now };
	const dead = { _id: id, org: scene.org, state: 'dead' as const };
	const claimed = await claimOne<InboxItem>(InboxModel, dead, { $set: again, $unset: { doneAt: true, lastError: true } }, scene.db);
	return claimed === null ? null : ofInput(before);
}

async function retryTimer(scene: Scene, id: string): Promise<DeadLetter | null> {
	const before = await TimerModel.findOne({ _id: id, org: scene.org, state: 'parked' }, null, { session: scene.db }).lean();
	if (before === null) return null;
	const again = { state: 'waiting' as const, attempts: 0, lease: FREE_LEASE };
	const parked = { _id: id, org: scene.org, state: 'parked' as const };
	const claimed = await claimOne<Timer>(TimerModel, parked, { $set: again, $unset: { lastError: true } }, scene.db);
	return claimed === null ? null : ofTimer(before);
}
