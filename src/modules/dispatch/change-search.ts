import type { Scene } from '../../conversation/scene/scene.ts';
import { type Search, SearchModel } from './model.ts';

/** Changes an open search. False: it is closed already, and nothing was changed. */
export async function changeSearch(
	scene: Scene,
	search: Search,
	set: Partial<Pick<Search, 'batch' | 'asked' | 'state' | 'endedAt'>>,
): Promise<boolean> {
	if (scene.isNew(SearchModel, search._id)) {
		scene.insert(SearchModel, { ...search, ...set, version: search.version + 1 });
		return true;
	}
	const { modifiedCount } = await SearchModel.updateOne(
		{ _id: search._id, org: scene.org, state: 'open' },
		{ $set: set, $inc: { version: 1 } },
		{ session: scene.db },
	);
	return modifiedCount === 1;
}
