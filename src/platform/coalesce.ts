/**
 * Makes one piece of work of what many ask for at the same time: a command to the database costs its round trip, hardly its size.
 * The first who ask are served at once; what is asked for while `atOnce` batches are under way waits for the next one, so a quiet process
 * loses nothing and a busy one makes larger batches. `waitMs`: what nobody waits for is held back so long, to come along with more. `work` answers in the order of `asked`; when it fails, all of its batch fail.
 */
export function coalesce<K, V>(
	work: (asked: readonly K[]) => Promise<readonly V[]>,
	options: { atOnce?: number; most?: number; waitMs?: number } = {},
): (key: K) => Promise<V> {
	const { atOnce = 1, most = 50, waitMs = 0 } = options;
	const waiting: { key: K; resolve(value: V): void; reject(error: unknown): void }[] = [];
	let running = 0;
	let scheduled = false;

	function schedule(): void {
		if (scheduled || running >= atOnce || waiting.length === 0) return;
		scheduled = true;
		// Everybody who asks in this turn of the event loop comes along.
		if (waitMs === 0) setImmediate(begin);
		else setTimeout(begin, waitMs);
	}

	function begin(): void {
		scheduled = false;
		void runBatch();
		schedule();
	}

	async function runBatch(): Promise<void> {
		const batch = waiting.splice(0, most);
		running++;
		try {
			const values = await work(batch.map(({ key }) => key));
			batch.forEach(({ resolve, reject }, i) => {
				const value = values[i];
				if (i < values.length && value !== undefined) resolve(value);
				else reject(new TypeError('a batch answered less than was asked'));
			});
		} catch (error) {
			for (const { reject } of batch) reject(error);
		}
		running--;
		schedule();
	}

	return (key) =>
		new Promise<V>((resolve, reject) => {
			waiting.push({ key, resolve, reject });
			schedule();
		});
}
