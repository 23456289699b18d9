import type { NewId } from '../../platform/ids.ts';
import { FREE_LEASE } from '../../platform/mongo/lease.ts';
import { rowsOf } from '../../platform/mongo/rows-of.ts';
import type { NewTimer, Scene } from '../scene/scene.ts';
import { TimerModel } from './model.ts';
import type { TimerPlan } from './timer-plan.ts';

/** Sorts after every character a key may hold. */
const LAST = '\uffff';

/** Writes a scene's timers: at most one operation for the deletions and one for the settings. */
export async function writeTimers(deps: { newId: NewId }, scene: Scene, plan: TimerPlan): Promise<void> {
	const { org, db } = scene;
	const { cancelledKeys: keys, cancelledPrefixes: prefixes, timers } = plan;
	if (keys.length > 0 || prefixes.length > 0) {
		const ranges = prefixes.map((prefix) => ({ key: { $gte: prefix, $lt: prefix + LAST } }));
		const replaced = new Set(timers.map((timer) => timer.key));
		const gone = { $or: [...(keys.length > 0 ? [{ key: { $in: keys } }] : []), ...ranges] };
		const kept = ranges.length > 0 && replaced.size > 0 ? { key: { $nin: [...replaced] } } : {};
		await TimerModel.deleteMany({ org, $and: [gone, kept] }, { session: db });
	}
	if (timers.length > 0)
		await rowsOf(TimerModel).bulkWrite(
			timers.map((timer) => setting(deps, scene, timer)),
			{ session: db, ordered: true, ignoreUndefined: true },
		);
}

function setting(deps: { newId: NewId }, scene: Scene, timer: NewTimer) {
	const { key, kind, fireAt, contact, position, data } = timer;
	const set = {
		kind,
		fireAt,
		data,
		setting: deps.newId(),
		correlationId: scene.correlationId,
		lease: FREE_LEASE,
		attempts: 0,
		state: 'waiting' as const,
	};
	const unset = {
		lastError: true as const,
		...(contact === undefined ? { contact: true as const } : {}),
		...(position === undefined ? { position: true as const } : {}),
	};
	return {
		updateOne: {
			filter: { org: scene.org, key },
			update: {
				$set: { ...set, ...(contact === undefined ? {} : { contact }), ...(position === undefined ? {} : { position }) },
				$unset: unset,
				$setOnInsert: { _id: deps.newId() },
			},
			upsert: true,
		},
	};
}
