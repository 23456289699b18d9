import { InboxModel } from '../../conversation/inbox/model.ts';
import type { Scene } from '../../conversation/scene/scene.ts';
import { TimerModel } from '../../conversation/timers/model.ts';
import { AppError } from '../../platform/errors.ts';

/** Why there is no such dead letter: it is no longer one, or there never was. */
export async function missing(scene: Scene, id: string): Promise<AppError> {
	const row = { _id: id, org: scene.org };
	const known =
		(await InboxModel.exists(row).setOptions({ session: scene.db })) ?? (await TimerModel.exists(row).setOptions({ session: scene.db }));
	return known === null
		? new AppError('not_found', 'no such dead letter')
		: new AppError('conflict', 'it is not parked any more: somebody retried or dropped it');
}
