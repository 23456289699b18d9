import { AppError } from '../../platform/errors.ts';
import type { InboxItem } from '../input.ts';
import type { OpenScene } from '../scene/gather.ts';
import { InboxModel } from './model.ts';

/**
 * Marks the item done in the turn's own transaction: this conditional flip is what makes an input take effect exactly once (I2). The scene
 * is abandoned with AppError `lease_lost` when another process has finished it already. `heard`: the words of a voice note.
 */
export function finishItem(scene: OpenScene, item: InboxItem, heard?: string): void {
	scene.change(InboxModel, {
		filter: { _id: item._id, org: item.org, state: 'pending' },
		update: { $set: { state: 'done', doneAt: scene.now, ...(heard === undefined ? {} : { heard }) } },
		gone: () => new AppError('lease_lost', 'the input was applied by another process'),
	});
}
