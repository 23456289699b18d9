import type { Log } from './log.ts';

/** What must be stopped when the program ends: the last thing started is the first to stop. */
export interface StopStack {
	add(name: string, stop: () => Promise<void> | void): void;
	/** Stops everything; what fails to stop is logged and does not keep the rest from stopping. False when something failed. */
	stopAll(): Promise<boolean>;
}

/** Stops what was started, in the opposite order, whatever fails on the way. */
export function stopStack(log: Log): StopStack {
	const entries: { name: string; stop: () => Promise<void> | void }[] = [];
	return {
		add(name, stop) {
			entries.push({ name, stop });
		},
		async stopAll() {
			let clean = true;
			for (let entry = entries.pop(); entry !== undefined; entry = entries.pop()) {
				try {
					await entry.stop();
				} catch (error) {
					clean = false;
					log.error('did not stop cleanly', { part: entry.name, error });
				}
			}
			return clean;
		},
	};
}
