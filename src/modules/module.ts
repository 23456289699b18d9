import type { Command } from '../conversation/command.ts';
import type { Person } from '../conversation/erase/person.ts';
import type { Scene } from '../conversation/scene/scene.ts';
import type { StoredEvent } from '../platform/events/event.ts';
import type { Endpoint } from '../platform/http/endpoint.ts';

/** A recurring piece of work, run by Agenda on one worker at a time. */
export interface RecurringJob {
	name: string;
	/** A cron expression, in UTC. */
	every: string;
	run(): Promise<void>;
}

/** What a module's timer does when it fires, inside its own scene. The timer's row goes away in the same transaction. */
export interface TimerHandler {
	kind: string;
	run(scene: Scene, data: Record<string, unknown>): Promise<void>;
}

/** What a module does when others' events happen. Each keeps its own checkpoint and must be idempotent. */
export interface Subscriber {
	name: string;
	types: readonly string[];
	/** Needed for `message.*`: the kinds of subjects it follows. The news of messages about anything else are no events. */
	about?: readonly string[];
	/**
	 * Of events with the same key that wait one behind the other only the last is run: it finds all that the others would have found. Null:
	 * an event that says something of its own.
	 */
	latestOf?(event: StoredEvent): string | null;
	run(event: StoredEvent): Promise<void>;
}

/** What a module holds of people, and how it is taken out (rule X9): words and names become blank, rows and counts stay. */
export interface PersonalData {
	/** How the answer and the audit call it: `requests`. Parts may share one. */
	kind: string;
	/** What others rely on now, in plain words: the person is not erased before it has ended. Null: nothing. */
	underWay?(scene: Scene, person: Person): Promise<string | null>;
	/** Blanks at most `most` rows in the scene's transaction and gives how many; fewer: none is left. A blank row is not met again. */
	blank?(scene: Scene, person: Person, most: number): Promise<number>;
}

/** Rows of somebody whom no contact stands for, in one organisation: they came to a counter and never wrote. */
export interface CounterVisits {
	org: string;
	/** Tickets and appointments, by id. */
	ids: string[];
}

/** Rows that are one person's with others: by what led from one to the other, and by the phone that was written down. */
export interface CounterTraces {
	/** Of those asked for, the ones there are. */
	found: string[];
	/** Tickets and appointments that belong with them. */
	leadTo: string[];
	phones: string[];
	/** One of those asked for is of somebody who writes to the number. */
	chats: boolean;
}

/** How what a counter wrote of a person is followed and taken out (rule X9). */
export interface CounterData {
	kind: string;
	/** The rows with these ids, or of these phones and of nobody who writes; at most `most` of them. */
	trace(scene: Scene, visits: CounterVisits, phones: readonly string[], most: number): Promise<CounterTraces>;
	underWay(scene: Scene, visits: CounterVisits): Promise<string | null>;
	/** Blanks them and gives how many. */
	blank(scene: Scene, visits: CounterVisits): Promise<number>;
}

/** What a module adds to the house: its one face. */
export interface Module {
	name: string;
	commands: Command[];
	/** Mounted under `/api/v1`; every route names its roles. */
	routes: Endpoint[];
	jobs: RecurringJob[];
	timers: TimerHandler[];
	subscribers: Subscriber[];
	personalData: PersonalData[];
	counterData: CounterData[];
}

/** A module as the house takes it: what it does not have is empty. */
export function defineModule(module: { name: string } & Partial<Omit<Module, 'name'>>): Module {
	return { commands: [], routes: [], jobs: [], timers: [], subscribers: [], personalData: [], counterData: [], ...module };
}
