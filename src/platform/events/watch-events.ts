import type { InsertStream } from '../mongo/insert-stream.ts';
import { asEvent } from './as-event.ts';
import type { StoredEvent } from './event.ts';
import { EventModel } from './model.ts';

export interface EventFilter {
	org: string;
	types?: readonly string[];
	subject?: { kind: string; id?: string };
}

/** For live views: events as they are committed by any process. Nothing is replayed; a view reads its state first, then watches. */
export interface EventWatch {
	/** Returns the way to stop. `onEvent` is called at once and in order, so a slow reader must keep its own bounded buffer. */
	watchEvents(filter: EventFilter, onEvent: (event: StoredEvent) => void): () => void;
	/** Called when events may have been missed: the view reads its state again. */
	onGap(listener: () => void): () => void;
}

/** Shares the process's one change stream among all its live views; they are kept by organisation, so that one event costs one tenant's views. */
export function createEventWatch(inserts: InsertStream): EventWatch {
	const watchers = new Map<string, Set<{ filter: EventFilter; onEvent: (event: StoredEvent) => void }>>();
	inserts.on(EventModel.collection.name, (row) => {
		const event = asEvent(row);
		for (const watcher of watchers.get(event.org) ?? []) if (matches(watcher.filter, event)) watcher.onEvent(event);
	});
	return {
		watchEvents(filter, onEvent) {
			const watcher = { filter, onEvent };
			const ofOrg = watchers.get(filter.org) ?? new Set();
			watchers.set(filter.org, ofOrg.add(watcher));
			return () => {
				ofOrg.delete(watcher);
				if (ofOrg.size === 0) watchers.delete(filter.org);
			};
		},
		onGap: inserts.onGap,
	};
}

function matches(filter: EventFilter, event: StoredEvent): boolean {
	if (filter.types !== undefined && !filter.types.includes(event.type)) return false;
	if (filter.subject === undefined) return true;
	return filter.subject.kind === event.subject.kind && (filter.subject.id === undefined || filter.subject.id === event.subject.id);
}
