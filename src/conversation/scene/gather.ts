import type { ClientSession } from 'mongoose';
import type { Clock } from '../../platform/clock.ts';
import type { StoredEvent } from '../../platform/events/event.ts';
import type { NewId } from '../../platform/ids.ts';
import { NewRows } from '../../platform/mongo/new-rows.ts';
import type { Contact } from '../contacts/contact.ts';
import { inboxItem } from '../inbox/put.ts';
import type { InboxItem } from '../input.ts';
import { TimerPlan } from '../timers/timer-plan.ts';
import type { Actor, Scene } from './scene.ts';

export interface SceneOptions {
	org: string;
	actor: Actor;
	correlationId: string;
	/** The contact whose turn it is. */
	contact?: Contact | null;
	/** What the scene answers to (the inbox item's id): inputs told to others derive their dedupe keys from it. Made up when absent. */
	cause?: string;
}

/** A scene while it is open, with what only those who open scenes need. */
export interface OpenScene extends Scene {
	/** Runs once, after the commit; never when the transaction is abandoned or run again. Must not throw. */
	afterCommit(work: () => void): void;
}

/** What a scene gathered, to be written just before the commit. */
export interface Gathered {
	scene: OpenScene;
	rows: NewRows;
	events: StoredEvent[];
	told: InboxItem[];
	timers: TimerPlan;
	afterCommit: (() => void)[];
}

/** A fresh scene for one attempt of a transaction: an attempt that is run again gathers anew. */
export function gather(deps: { clock: Clock; newId: NewId }, db: ClientSession, options: SceneOptions & { cause: string }): Gathered {
	const { org, actor, correlationId, cause } = options;
	const now = deps.clock.now();
	const rows = new NewRows();
	const events: StoredEvent[] = [];
	const told: InboxItem[] = [];
	const timers = new TimerPlan();
	const afterCommit: (() => void)[] = [];
	const scene: OpenScene = {
		org,
		now,
		actor,
		correlationId,
		db,
		contact: options.contact ?? null,
		newId: deps.newId,
		insert: (model, row) => rows.put(model, row),
		isNew: (model, id) => rows.has(model, id),
		emit: (event) => void events.push({ _id: deps.newId(), org, at: now, actor, correlationId, ...event }),
		tell: (contact, type, data) => {
			const externalId = `${cause}:${told.length}`;
			told.push(
				inboxItem(deps.newId(), now, { org, contact, source: 'module', externalId, input: { kind: 'domain', type, data }, correlationId }),
			);
		},
		setTimer: (timer) => timers.set(timer),
		cancelTimer: (key) => timers.cancel(key),
		cancelTimers: (prefix) => timers.cancelPrefix(prefix),
		afterCommit: (work) => void afterCommit.push(work),
	};
	return { scene, rows, events, told, timers, afterCommit };
}
