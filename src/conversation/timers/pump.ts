import { Counter } from 'prom-client';
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import { failureCode } from '../../platform/failure-code.ts';
import type { NewId } from '../../platform/ids.ts';
import { log, withCorrelation } from '../../platform/log.ts';
import { ACROSS_ORGANISATIONS } from '../../platform/mongo/define-model.ts';
import { insertRows } from '../../platform/mongo/insert-rows.ts';
import { isOutage } from '../../platform/mongo/is-outage.ts';
import { inTransaction } from '../../platform/mongo/transaction.ts';
import { inboxItem } from '../inbox/inbox-item.ts';
import { InboxModel } from '../inbox/model.ts';
import type { InboxItem } from '../input.ts';
import { wakeLane } from '../lane/wake.ts';
import type { RunScene } from '../scene/in-scene.ts';
import type { Scene } from '../scene/scene.ts';
import { type Timer, TimerModel } from './model.ts';

/** What a module's timer does when it fires, inside its own scene. */
export interface ModuleTimer {
	kind: string;
	run(scene: Scene, data: Record<string, unknown>): Promise<void>;
}

export interface TimerDeps {
	clock: Clock;
	newId: NewId;
	runScene: RunScene;
	timers: readonly ModuleTimer[];
}

/** One claim takes so many rows: large enough for thousands a second, small enough to be done within its lease. */
const BATCH = 100;
/** A run that is still busy after so many batches leaves the rest to the next one, a second later or on another process. */
const MOST_BATCHES = 20;
const LEASE_MS = 60_000;
/** Module timers of one batch that run at the same time. */
const AT_ONCE = 8;
/** Before the second to the fifth attempt of a failing handler. */
const RETRY_MS = [1_000, 5_000, 30_000, 120_000];
const OUTAGE_MS = 1_000;

const fired = new Counter({ name: 'palabre_timers_fired_total', help: 'Timers that fired', labelNames: ['kind'] });
const parked = new Counter({ name: 'palabre_timers_parked_total', help: 'Timers whose handler failed five times', labelNames: ['kind'] });

/**
 * Fires the timers that are due, each exactly once whatever the number of pumps: a claim by lease, then one transaction that deletes the
 * row and does what it asks for. A contact's timer becomes an input of its lane, a module's runs its handler in a scene. Returns how
 * many were taken.
 */
export async function fireDueTimers(deps: TimerDeps): Promise<number> {
	let taken = 0;
	for (let batch = 0; batch < MOST_BATCHES; batch++) {
		const owner = deps.newId();
		const due = await claimDue(deps, owner);
		taken += due.length;
		await toInbox(
			deps,
			owner,
			due.filter((timer) => timer.contact !== undefined),
		);
		const ofModules = due.filter((timer) => timer.contact === undefined);
		for (let i = 0; i < ofModules.length; i += AT_ONCE)
			await Promise.all(ofModules.slice(i, i + AT_ONCE).map((timer) => runHandler(deps, owner, timer)));
		if (due.length < BATCH) break;
	}
	return taken;
}

async function claimDue({ clock }: TimerDeps, owner: string): Promise<Timer[]> {
	const now = clock.now();
	const due = { state: 'waiting' as const, fireAt: { $lte: now }, 'lease.until': { $lte: now } };
	const rows = await TimerModel.find(due, { _id: true }, ACROSS_ORGANISATIONS).sort({ fireAt: 1 }).limit(BATCH).lean();
	if (rows.length === 0) return [];
	const ids = rows.map((row) => row._id);
	const lease = { owner, until: new Date(now.getTime() + LEASE_MS) };
	await TimerModel.updateMany({ _id: { $in: ids }, ...due }, { $set: { lease } }).setOptions(ACROSS_ORGANISATIONS);
	return TimerModel.find({ _id: { $in: ids }, 'lease.owner': owner }, null, ACROSS_ORGANISATIONS)
		.sort({ fireAt: 1, _id: 1 })
		.lean();
}

/** All of them in one transaction; a timer that was set again or cancelled meanwhile is no longer ours. */
async function toInbox(deps: TimerDeps, owner: string, timers: Timer[]): Promise<void> {
	if (timers.length === 0) return;
	const ids = timers.map((timer) => timer._id);
	const ours = { _id: { $in: ids }, 'lease.owner': owner };
	const items = await inTransaction(async (db) => {
		const still = await TimerModel.find(ours, null, { ...ACROSS_ORGANISATIONS, session: db })
			.sort({ fireAt: 1, _id: 1 })
			.lean();
		const inputs = still.flatMap((timer) => asItem(deps, timer));
		await insertRows(InboxModel, inputs, db);
		await TimerModel.deleteMany(ours, { ...ACROSS_ORGANISATIONS, session: db });
		return inputs;
	});
	for (const timer of timers) fired.inc({ kind: timer.kind });
	for (const item of items) wakeLane(item.org, item.contact);
}

function asItem(deps: TimerDeps, timer: Timer): InboxItem[] {
	const { org, contact, setting, kind, position, data, correlationId } = timer;
	if (contact === undefined) return [];
	const input = { kind: 'timer' as const, timer: kind, position: position ?? '', data };
	return [inboxItem(deps.newId(), deps.clock.now(), { org, contact, source: 'timer', externalId: setting, input, correlationId })];
}

async function runHandler(deps: TimerDeps, owner: string, timer: Timer): Promise<void> {
	const { _id, org, kind, correlationId } = timer;
	const handler = deps.timers.find((one) => one.kind === kind);
	try {
		if (handler === undefined) throw new AppError('not_found', 'no module handles this timer');
		const actor = { kind: 'timer' as const, id: kind, source: 'timer' };
		await withCorrelation(correlationId, () =>
			deps.runScene({ org, actor, correlationId, cause: timer.setting }, async (scene) => {
				// First of all, so that the handler may set the same key again.
				const gone = await TimerModel.deleteOne({ _id, org, 'lease.owner': owner }, { session: scene.db });
				if (gone.deletedCount === 1) await handler.run(scene, timer.data);
			}),
		);
		fired.inc({ kind });
	} catch (error) {
		await retryLater(deps, owner, timer, error);
	}
}

async function retryLater({ clock }: TimerDeps, owner: string, timer: Timer, error: unknown): Promise<void> {
	const outage = isOutage(error);
	const wait = outage ? OUTAGE_MS : RETRY_MS[timer.attempts];
	const attempts = outage ? timer.attempts : timer.attempts + 1;
	const details = { timer: timer._id, org: timer.org, kind: timer.kind, attempt: attempts, error: failureCode(error) };
	if (wait === undefined) {
		parked.inc({ kind: timer.kind });
		log.error('timer parked after its last attempt', { ...details, cause: error });
	} else log.warn('timer failed, trying again', { ...details, cause: error });
	const until = new Date(clock.now().getTime() + (wait ?? 0));
	const state = wait === undefined ? ('parked' as const) : ('waiting' as const);
	const later = { attempts, lastError: details.error, state, lease: { owner: null, until } };
	await TimerModel.updateOne({ _id: timer._id, org: timer.org, 'lease.owner': owner }, { $set: later });
}
