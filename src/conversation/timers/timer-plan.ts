import type { NewTimer } from '../scene/scene.ts';

/** What a scene does to timers, reduced to its net effect: deletions first, then one row per key. */
export class TimerPlan {
	readonly #sets = new Map<string, NewTimer>();
	readonly #keys = new Set<string>();
	readonly #prefixes = new Set<string>();

	set(timer: NewTimer): void {
		this.#sets.set(timer.key, timer);
	}

	cancel(key: string): void {
		this.#sets.delete(key);
		this.#keys.add(key);
	}

	cancelPrefix(prefix: string): void {
		for (const key of this.#sets.keys()) if (key.startsWith(prefix)) this.#sets.delete(key);
		this.#prefixes.add(prefix);
	}

	/** Keys to delete; a key that is set again is replaced anyway. */
	get cancelledKeys(): string[] {
		return [...this.#keys].filter((key) => !this.#sets.has(key));
	}

	get cancelledPrefixes(): string[] {
		return [...this.#prefixes];
	}

	get timers(): NewTimer[] {
		return [...this.#sets.values()];
	}
}
