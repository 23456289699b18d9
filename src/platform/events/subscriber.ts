import type { StoredEvent } from './event.ts';

/** What a module does when events happen. `run` must be idempotent: after a crash the last events come again. */
export interface Subscriber {
	name: string;
	types: readonly string[];
	run(event: StoredEvent): Promise<void>;
}
