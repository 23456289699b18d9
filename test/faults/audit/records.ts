import type { mongo } from 'mongoose';
import type { OutboxMessage } from '../../../src/channels/outbox/model.ts';
import type { Contact } from '../../../src/conversation/contacts/contact.ts';
import type { InboxItem } from '../../../src/conversation/input.ts';
import type { Timer } from '../../../src/conversation/timers/model.ts';
import type { TurnTrace } from '../../../src/conversation/turn/trace.ts';
import type { Offer, Search } from '../../../src/modules/dispatch/model.ts';
import type { ServiceRequest } from '../../../src/modules/requests/model.ts';
import type { StoredEvent } from '../../../src/platform/events/event.ts';

/** What one part of the proof looked at and found. Nothing in `violations`: it holds. */
export interface Check {
	/** The invariant of design.md §4, or what the issue asks for in words. */
	id: string;
	proves: string;
	/** How many things were looked at: a proof over nothing proves nothing. */
	checked: number;
	violations: string[];
	/** Seen, explained, and no violation. */
	noted: string[];
}

/** The whole database, read once. */
export interface Records {
	inbox: InboxItem[];
	outbox: OutboxMessage[];
	contacts: Contact[];
	requests: ServiceRequest[];
	offers: Offer[];
	searches: Search[];
	events: StoredEvent[];
	traces: TurnTrace[];
	timers: Timer[];
}

export async function readRecords(db: mongo.Db): Promise<Records> {
	const all = <T extends { _id: string }>(name: string): Promise<T[]> => db.collection<T>(name).find<T>({}).sort({ _id: 1 }).toArray();
	return {
		inbox: await all<InboxItem>('inbox'),
		outbox: await all<OutboxMessage>('outbox'),
		contacts: await all<Contact>('contacts'),
		requests: await all<ServiceRequest>('requests'),
		offers: await all<Offer>('offers'),
		searches: await all<Search>('searches'),
		events: await all<StoredEvent>('events'),
		traces: await all<TurnTrace>('turn_traces'),
		timers: await all<Timer>('timers'),
	};
}

export function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const item of items) {
		const group = groups.get(key(item));
		if (group === undefined) groups.set(key(item), [item]);
		else group.push(item);
	}
	return groups;
}

export function byId<T extends { _id: string }>(items: readonly T[]): Map<string, T> {
	return new Map(items.map((item) => [item._id, item]));
}

export function check(id: string, proves: string): Check {
	return { id, proves, checked: 0, violations: [], noted: [] };
}

/** Counts one thing looked at; false is a violation. */
export function expectThat(into: Check, holds: boolean, otherwise: () => string): void {
	into.checked++;
	if (!holds) into.violations.push(otherwise());
}
