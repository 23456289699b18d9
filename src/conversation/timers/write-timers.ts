import type { ClientSession } from 'mongoose';
import type { NewId } from '../../platform/ids.ts';
import { FREE_LEASE } from '../../platform/mongo/lease.ts';
import { rowsOf } from '../../platform/mongo/rows-of.ts';
import type { NewTimer } from '../scene/scene.ts';
import { TimerModel } from './model.ts';
import type { TimerPlan } from './timer-plan.ts';

/** Sorts after every character a key may hold. */
const LAST = '\uffff';
const timerRows = rowsOf(TimerModel);

/** What a scene does to the timers of one organisation. */
export interface TimerWrites {
	org: string;
	correlationId: string;
	plan: TimerPlan;
}

/** Writes scenes' timers: at most one operation for the deletions and one for the settings. */
export async function writeTimers(deps: { newId: NewId }, db: ClientSession, all: readonly TimerWrites[]): Promise<void> {
	const gone = all.flatMap(({ org, plan }) => deletion(org, plan));
	if (gone.length > 0) await timerRows().deleteMany({ $or: gone }, { session: db });
	const settings = all.flatMap((writes) => writes.plan.timers.map((timer) => setting(deps, writes, timer)));
	if (settings.length > 0) await timerRows().bulkWrite(settings, { session: db, ordered: true, ignoreUndefined: true });
}

/** The rows that are cancelled and not set again; empty when there are none. */
function deletion(org: string, { cancelledKeys: keys, cancelledPrefixes: prefixes, timers }: TimerPlan) {
	if (keys.length === 0 && prefixes.length === 0) return [];
	const ranges = prefixes.map((prefix) => ({ key: { $gte: prefix, $lt: prefix + LAST } }));
	const replaced = new Set(timers.map((timer) => timer.key));
	const named = { $or: [...(keys.length > 0 ? [{ key: { $in: keys } }] : []), ...ranges] };
	const kept = ranges.length > 0 && replaced.size > 0 ? { key: { $nin: [...replaced] } } : {};
	return [{ org, $and: [named, kept] }];
}

function setting(deps: { newId: NewId }, { org, correlationId }: TimerWrites, timer: NewTimer) {
	const { key, kind, fireAt, contact, position, data } = timer;
	const set = {
		kind,
		fireAt,
		data,
		setting: deps.newId(),
		correlationId,
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
			filter: { org, key },
			update: {
				$set: { ...set, ...(contact === undefined ? {} : { contact }), ...(position === undefined ? {} : { position }) },
				$unset: unset,
				$setOnInsert: { _id: deps.newId() },
			},
			upsert: true,
		},
	};
}
