import type { Clock } from '../../platform/clock.ts';

/** So many failures in a row, and nobody waits for the model until it has had time to come back. */
const FAILURES = 5;
const OPEN_MS = 30_000;

/** Stops asking an endpoint that does not answer: closed, open for a while, then one trial call decides. */
export class Breaker {
	readonly #clock: Clock;
	#failures = 0;
	#openUntil = 0;
	#trying = false;

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	/** May a call be made now? Whoever was told yes must say how it went. */
	allows(): boolean {
		if (this.#failures < FAILURES) return true;
		if (this.#trying || this.#clock.now().getTime() < this.#openUntil) return false;
		this.#trying = true;
		return true;
	}

	succeeded(): void {
		this.#failures = 0;
		this.#trying = false;
	}

	failed(): void {
		this.#failures += 1;
		this.#trying = false;
		if (this.#failures >= FAILURES) this.#openUntil = this.#clock.now().getTime() + OPEN_MS;
	}

	/** The call was not made after all. */
	released(): void {
		this.#trying = false;
	}
}
