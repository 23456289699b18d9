/** Lets at most so many pieces of work run at once; the others wait for their turn, in the order they came. */
export function atMost(most: number): <T>(work: () => Promise<T>) => Promise<T> {
	const waiting: (() => void)[] = [];
	let running = 0;
	return async (work) => {
		if (running < most) running++;
		else await new Promise<void>((go) => waiting.push(go));
		try {
			return await work();
		} finally {
			// A place that is handed on stays taken, so that nobody who comes now overtakes.
			const next = waiting.shift();
			if (next === undefined) running--;
			else next();
		}
	};
}
