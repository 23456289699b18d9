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
	/** By organisation. */
	timers: Map<string, TimerPlan>;
	afterCommit: (() => void)[];
}

/** A fresh scene for one attempt of a transaction: an attempt that is run again gathers anew. */
export function gather(deps: { clock: Clock; newId: NewId }, db: ClientSession, options: SceneOptions & { cause: string }): Gathered {
	const { org, actor, correlationId, cause } = options;
	const now = deps.clock.now();
	const rows = new NewRows();
	const events: StoredEvent[] = [];
	const told: InboxItem[] = [];
	const timers = new Map<string, TimerPlan>();
	const afterCommit: (() => void)[] = [];
	const views = new Map<string, OpenScene>();

	function sceneOf(viewed: string): OpenScene {
		const known = views.get(viewed);
		if (known !== undefined) return known;
		const plan = new TimerPlan();
		const scene: OpenScene = {
			org: viewed,
			now,
			actor,
			correlationId,
			db,
			contact: viewed === org ? (options.contact ?? null) : null,
			newId: deps.newId,
			within: sceneOf,
			insert: (model, row) => rows.put(model, row),
			isNew: (model, id) => rows.has(model, id),
			emit: (event) => void events.push({ _id: deps.newId(), org: viewed, at: now, actor, correlationId, ...event }),
			tell: (contact, type, data) => {
				const externalId = `${cause}:${told.length}`;
				const input = { kind: 'domain' as const, type, data };
				told.push(inboxItem(deps.newId(), now, { org: viewed, contact, source: 'module', externalId, input, correlationId }));
			},
			setTimer: (timer) => plan.set(timer),
			cancelTimer: (key) => plan.cancel(key),
			cancelTimers: (prefix) => plan.cancelPrefix(prefix),
			afterCommit: (work) => void afterCommit.push(work),
		};
		views.set(viewed, scene);
		timers.set(viewed, plan);
		return scene;
	}
	return { scene: sceneOf(org), rows, events, told, timers, afterCommit };
}
