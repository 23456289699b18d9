/** Runs pieces of work of one key one after the other, in the order they were asked for; keys do not wait for each other. */
export class KeyedMutex {
	readonly #tails = new Map<string, Promise<unknown>>();

	run<T>(key: string, work: () => Promise<T>): Promise<T> {
		const before = this.#tails.get(key) ?? Promise.resolve();
		const result = before.then(work, work);
		const tail = result
			.catch(() => undefined)
			.finally(() => {
				if (this.#tails.get(key) === tail) this.#tails.delete(key);
			});
		this.#tails.set(key, tail);
		return result;
	}

	/** Keys with work in hand. */
	get size(): number {
		return this.#tails.size;
	}
}
