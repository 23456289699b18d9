import { setTimeout as later } from 'node:timers/promises';
import { PATIENCE_MS } from './patience.ts';

const ASK_MS = 10;

/** Waits until something is true that happens in the background. Fails loudly when it does not. */
export async function until(condition: () => Promise<boolean>, mostMs = PATIENCE_MS): Promise<void> {
	const deadline = performance.now() + mostMs;
	while (!(await condition())) {
		if (performance.now() > deadline) throw new Error('it did not come true in time');
		await later(ASK_MS);
	}
}
