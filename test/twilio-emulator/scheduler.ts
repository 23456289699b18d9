/** Runs work later; injected so that a test can hold the emulator's future in its hand. */
export interface Scheduler {
	after(ms: number, work: () => void | Promise<void>): void;
	/** Resolves when nothing is due and nothing runs. */
	idle(): Promise<void>;
	close(): void;
}

/** Real time. */
export function realScheduler(): Scheduler {
	const timers = new Set<NodeJS.Timeout>();
	let running = 0;
	let waiting: (() => void)[] = [];
	const settle = (): void => {
		if (timers.size > 0 || running > 0) return;
		for (const resolve of waiting) resolve();
		waiting = [];
	};
	return {
		after(ms, work) {
			const timer = setTimeout(async () => {
				timers.delete(timer);
				running += 1;
				try {
					await work();
				} finally {
					running -= 1;
					settle();
				}
			}, ms);
			timers.add(timer);
		},
		idle: () => new Promise((resolve) => (timers.size > 0 || running > 0 ? waiting.push(resolve) : resolve())),
		close() {
			for (const timer of timers) clearTimeout(timer);
			timers.clear();
			settle();
		},
	};
}

export interface ManualScheduler extends Scheduler {
	/** How many pieces of work wait. */
	readonly pending: number;
	/** Runs the next piece of work. */
	step(): Promise<void>;
	/** Runs all, and what they schedule. */
	runAll(): Promise<void>;
}

/** Nothing happens until the test says so; work runs in the order of its due time. */
export function manualScheduler(): ManualScheduler {
	let queue: { due: number; order: number; work: () => void | Promise<void> }[] = [];
	let now = 0;
	let order = 0;
	const scheduler: ManualScheduler = {
		get pending() {
			return queue.length;
		},
		after(ms, work) {
			order += 1;
			queue.push({ due: now + ms, order, work });
			queue.sort((a, b) => a.due - b.due || a.order - b.order);
		},
		async step() {
			const next = queue.shift();
			if (next === undefined) return;
			now = Math.max(now, next.due);
			await next.work();
		},
		async runAll() {
			while (queue.length > 0) await scheduler.step();
		},
		idle: () => scheduler.runAll(),
		close() {
			queue = [];
		},
	};
	return scheduler;
}
