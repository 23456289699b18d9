import type { StoredEvent } from './event.ts';

/** What a module does when events happen. `run` must be idempotent: after a crash the last events come again. */
export interface Subscriber {
	name: string;
	types: readonly string[];
	/**
	 * Of events with the same key that wait one behind the other only the last is run: it finds all that the others would have found. Null:
	 * an event that says something of its own.
	 */
	latestOf?(event: StoredEvent): string | null;
	run(event: StoredEvent): Promise<void>;
}
