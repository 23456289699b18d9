/** A tenth of the calls may be second attempts, and never more than this many at once: a failing endpoint is not flooded. */
const PER_CALL = 0.1;
const MOST = 10;

/** The second attempts a process may still make: earned by calls, spent by retries. */
export class RetryBudget {
	#left = MOST;

	earn(): void {
		this.#left = Math.min(MOST, this.#left + PER_CALL);
	}

	spend(): boolean {
		if (this.#left < 1) return false;
		this.#left -= 1;
		return true;
	}
}
