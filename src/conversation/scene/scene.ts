import type { ClientSession, Model } from 'mongoose';
import type { RowChange } from '../../platform/mongo/row-changes.ts';
import type { Contact } from '../contacts/contact.ts';

/** Who causes a change (rule X9). */
export interface Actor {
	kind: 'client' | 'provider' | 'agent' | 'manager' | 'admin' | 'counter' | 'system' | 'timer';
	/** The contact's, provider's or account's id; `system` for the program itself. */
	id: string;
	/** How it reached us: button, text, api, timer, import… */
	source: string;
}

/** A fact for the append-only event log. */
export interface NewEvent {
	/** `<noun>.<past participle>`: `request.accepted`. */
	type: string;
	/** What it happened to. */
	subject: { kind: string; id: string };
	/** Ids, statuses, counts; no message text, no phone number (I8). */
	data: Record<string, unknown>;
}

/** A timer is a row bound to a position; setting the same key again replaces it (L9). */
export interface NewTimer {
	/** Unique within the organisation, e.g. `offer:<id>:expiry`. */
	key: string;
	/** The name of the handler: a module's timer (`dispatch.offer_expiry`) or, with `contact`, an input of that contact's lane. */
	kind: string;
	fireAt: Date;
	/** Set: it fires as a `timer` input in this contact's lane. Unset: the module's timer handler runs. */
	contact?: string;
	/** For a contact's timer: compared with the session when it fires. */
	position?: string;
	data: Record<string, unknown>;
}

/**
 * One MongoDB transaction and what will leave it (I4): every write of a turn, of an API call or of a module's timer goes through one.
 * Events, inputs for other contacts and timers are gathered and written just before the commit; the sleepers are woken after it.
 */
export interface Scene {
	readonly org: string;
	readonly now: Date;
	readonly actor: Actor;
	readonly correlationId: string;
	/** Pass as `{ session: scene.db }` to every read and write. Asking for it begins the scene's own transaction. */
	readonly db: ClientSession;
	/**
	 * Where to read what this scene only decides on: in its transaction when that has begun, else outside any, so that a scene that has
	 * nothing else to do there needs none of its own. What is read so may have changed by the commit: a write that depends on it is conditional.
	 */
	readonly reads: { readonly org: string; readonly db?: ClientSession };
	/** The contact whose turn it is; null outside a turn. */
	readonly contact: Contact | null;
	newId(): string;
	/**
	 * Puts a new row. It is written just before the commit, with the others of its model in one operation; putting it again before then
	 * replaces it, so that a fact that changes within the scene is written once. Queries do not see it until then.
	 */
	insert<T extends { _id: string }>(model: Model<T>, row: T): void;
	/** Whether the row is one that this scene inserts: nobody else knows of it yet, and it is changed by inserting it again. */
	isNew<T extends { _id: string }>(model: Model<T>, id: string): boolean;
	/**
	 * A conditional change of one row, made just before the commit, with the others of its model in one operation; queries do not see it
	 * until then. A row that is not as it must be abandons the scene with the change's error. When the change has none, the scene is run
	 * again, and reads in its own transaction: what it had read was out of date.
	 */
	change<T extends { _id: string; org: string }>(model: Model<T>, change: RowChange): void;
	/** Whether this scene is going to change the row. */
	isChanged<T extends { _id: string; org: string }>(model: Model<T>, id: string): boolean;
	/**
	 * The same transaction seen from another organisation: what is emitted, told and timed through it is that organisation's. Only after a
	 * check that the two belong together (`hostedScene`): this is the one door between tenants (I8).
	 */
	within(org: string): Scene;
	emit(event: NewEvent): void;
	/** Puts a domain input in a contact's lane: the flows' `notices` say what the person hears of it. */
	tell(contact: string, type: string, data: Record<string, unknown>): void;
	setTimer(timer: NewTimer): void;
	cancelTimer(key: string): void;
	/** Removes the timers whose key begins so. */
	cancelTimers(keyPrefix: string): void;
}

/** Opens a scene outside a turn: API routes, module timers, subscribers. Retries on transient conflicts, so `work` must be repeatable. */
export type InScene = <T>(options: { org: string; actor: Actor; correlationId: string }, work: (scene: Scene) => Promise<T>) => Promise<T>;
