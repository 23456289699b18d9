import type { Work } from './work-pool.ts';

/** Beyond it wake-ups are dropped: the poll finds those rows again. */
const MOST_READY = 5_000;

/** Work waiting for a free place, each key once, organisations taken in turn so that a busy one does not starve the others. */
export class ReadyWork {
	/** Insertion order is the turn: an organisation that was served goes to the end. */
	readonly #byOrg = new Map<string, Set<string>>();
	#size = 0;

	/** False: it is there already, or there is no room. */
	add({ org, key }: Work): boolean {
		const keys = this.#byOrg.get(org) ?? new Set<string>();
		if (keys.has(key) || this.#size >= MOST_READY) return false;
		this.#byOrg.set(org, keys.add(key));
		this.#size++;
		return true;
	}

	take(): Work | undefined {
		const [first] = this.#byOrg;
		if (first === undefined) return undefined;
		const [org, keys] = first;
		const [key] = keys;
		this.#byOrg.delete(org);
		if (key === undefined) return this.take();
		keys.delete(key);
		if (keys.size > 0) this.#byOrg.set(org, keys);
		this.#size--;
		return { org, key };
	}

	get size(): number {
		return this.#size;
	}
}
