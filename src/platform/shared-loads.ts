/** One load for all who ask for the same thing while it is under way: what a process remembers for a while is missed by many at once. */
export class SharedLoads<V> {
	readonly #underWay = new Map<string, Promise<V>>();

	of(key: string, load: () => Promise<V>): Promise<V> {
		const known = this.#underWay.get(key);
		if (known !== undefined) return known;
		const loading = load().finally(() => {
			if (this.#underWay.get(key) === loading) this.#underWay.delete(key);
		});
		this.#underWay.set(key, loading);
		return loading;
	}

	/** Who asks from now on gets what is loaded from now on. */
	forget(): void {
		this.#underWay.clear();
	}
}
