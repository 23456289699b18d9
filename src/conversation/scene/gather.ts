import type { ClientSession } from 'mongoose';
import type { Clock } from '../../platform/clock.ts';
import { EventModel } from '../../platform/events/model.ts';
import type { NewId } from '../../platform/ids.ts';
import { NewRows } from '../../platform/mongo/new-rows.ts';
import { RowChanges } from '../../platform/mongo/row-changes.ts';
import type { Contact } from '../contacts/contact.ts';
import { inboxItem } from '../inbox/inbox-item.ts';
import { InboxModel } from '../inbox/model.ts';
import type { InboxItem } from '../input.ts';
import { TimerPlan } from '../timers/timer-plan.ts';
import type { TimerWrites } from '../timers/write-timers.ts';
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
	/** Whether the scene has read or written in its own transaction. */
	usedDb(): boolean;
	rows: NewRows;
	changes: RowChanges;
	timers: TimerWrites[];
	/** Of `rows`, those whose lanes are to be woken. */
	told: InboxItem[];
	afterCommit: (() => void)[];
}

/**
 * A fresh scene for one attempt of a transaction: an attempt that is run again gathers anew. `inside`: it reads in its own transaction
 * from the beginning.
 */
export function gather(
	deps: { clock: Clock; newId: NewId },
	session: ClientSession,
	options: SceneOptions & { cause: string; inside: boolean },
): Gathered {
	const { org, actor, correlationId, cause } = options;
	const now = deps.clock.now();
	const rows = new NewRows();
	const changes = new RowChanges();
	const told: InboxItem[] = [];
	const timers: TimerWrites[] = [];
	const afterCommit: (() => void)[] = [];
	const views = new Map<string, OpenScene>();
	let used = options.inside;

	function sceneOf(viewed: string): OpenScene {
		const known = views.get(viewed);
		if (known !== undefined) return known;
		const plan = new TimerPlan();
		const scene: OpenScene = {
			org: viewed,
			now,
			actor,
			correlationId,
			get db() {
				used = true;
				return session;
			},
			get reads() {
				return used ? { org: viewed, db: session } : { org: viewed };
			},
			contact: viewed === org ? (options.contact ?? null) : null,
			newId: deps.newId,
			within: sceneOf,
			insert: (model, row) => rows.put(model, row),
			isNew: (model, id) => rows.has(model, id),
			change: (model, change) => changes.add(model, change),
			isChanged: (model, id) => changes.has(model, id),
			emit: (event) => rows.put(EventModel, { _id: deps.newId(), org: viewed, at: now, actor, correlationId, ...event }),
			tell: (contact, type, data) => {
				const externalId = `${cause}:${told.length}`;
				const input = { kind: 'domain' as const, type, data };
				const item = inboxItem(deps.newId(), now, { org: viewed, contact, source: 'module', externalId, input, correlationId });
				told.push(item);
				rows.put(InboxModel, item);
			},
			setTimer: (timer) => plan.set(timer),
			cancelTimer: (key) => plan.cancel(key),
			cancelTimers: (prefix) => plan.cancelPrefix(prefix),
			afterCommit: (work) => void afterCommit.push(work),
		};
		views.set(viewed, scene);
		timers.push({ org: viewed, correlationId, plan });
		return scene;
	}
	return { scene: sceneOf(org), usedDb: () => used, rows, changes, timers, told, afterCommit };
}
