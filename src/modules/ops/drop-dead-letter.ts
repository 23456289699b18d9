import { InboxModel } from '../../conversation/inbox/model.ts';
import type { InboxItem } from '../../conversation/input.ts';
import type { Scene } from '../../conversation/scene/scene.ts';
import { TimerModel } from '../../conversation/timers/model.ts';
import { ParkedEventModel } from '../../platform/events/model.ts';
import { claimOne } from '../../platform/mongo/claim.ts';
import { type DeadLetter, ofEvent, ofInput, ofTimer } from './dead-letter.ts';
import { missing } from './missing.ts';
import { record } from './record.ts';

/**
 * Gives a parked input, timer or event up for good. An input's row stays, so that a redelivery of it is still a duplicate (I2); a timer's key is
 * free again. Throws `not_found`, and `conflict` when somebody else retried or dropped it.
 */
export async function dropDeadLetter(scene: Scene, id: string, reason: string): Promise<DeadLetter> {
	const letter = (await dropInput(scene, id)) ?? (await dropTimer(scene, id)) ?? (await dropEvent(scene, id));
	if (letter === null) throw await missing(scene, id);
	record(scene, letter, 'dead_letter.dropped', reason);
	return letter;
}

async function dropInput(scene: Scene, id: string): Promise<DeadLetter | null> {
	const dead = { _id: id, org: scene.org, state: 'dead' as const };
	const dropped = await claimOne<InboxItem>(InboxModel, dead, { $set: { state: 'dropped' } }, scene.db);
	return dropped === null ? null : ofInput(dropped);
}

async function dropTimer(scene: Scene, id: string): Promise<DeadLetter | null> {
	const parked = { _id: id, org: scene.org, state: 'parked' as const };
	const gone = await TimerModel.findOneAndDelete(parked, { session: scene.db }).lean();
	return gone === null ? null : ofTimer(gone);
}

async function dropEvent(scene: Scene, id: string): Promise<DeadLetter | null> {
	const gone = await ParkedEventModel.findOneAndDelete({ _id: id, org: scene.org }, { session: scene.db }).lean();
	return gone === null ? null : ofEvent(gone);
}
