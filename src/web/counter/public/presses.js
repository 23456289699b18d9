import { post } from './api.js';

const STORAGE = 'palabre.counter.press';
const FIRST_PAUSE_MS = 700;
const MOST_PAUSE_MS = 10_000;
/** What was wanted so long ago may no longer be wanted: it is given up, and the agent told. */
const MOST_LIFE_MS = 5 * 60_000;

/** Works over plain http too, where browsers have no `randomUUID`. */
function newId() {
	return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * The agent's presses, one at a time. Each carries an id made here and is sent until it is answered: the server does the same press once, so
 * an answer lost on the way back doubles nothing. It outlives a reload. `on.change(press | null)`, `on.answer(press, body)`,
 * `on.refused(press, problem)`, `on.late(press)`.
 */
export function createPresses(on) {
	let pending = null;
	let pause = FIRST_PAUSE_MS;
	let timer;
	let sending = false;
	let stopped = false;

	/** `act` names the button that waits; false when another press is still on its way. */
	function press(act, path, body = {}) {
		if (pending) return false;
		set({ act, path, body: { ...body, press_id: newId() }, at: Date.now() });
		send();
		return true;
	}

	function set(press) {
		pending = press;
		pause = FIRST_PAUSE_MS;
		if (press) sessionStorage.setItem(STORAGE, JSON.stringify(press));
		else sessionStorage.removeItem(STORAGE);
		on.change(press);
	}

	async function send() {
		if (sending || stopped || !pending) return;
		clearTimeout(timer);
		const press = pending;
		if (Date.now() - press.at > MOST_LIFE_MS) {
			set(null);
			on.late(press);
			return;
		}
		sending = true;
		const { answer, problem } = await post(press.path, press.body).then(
			(body) => ({ answer: body }),
			(error) => ({ problem: error }),
		);
		sending = false;
		if (stopped) return;
		if (problem === undefined) {
			set(null);
			on.answer(press, answer);
		} else if (problem.passing) {
			timer = setTimeout(send, pause * (0.7 + Math.random() * 0.6));
			pause = Math.min(pause * 2, MOST_PAUSE_MS);
		} else {
			// Who is no longer known may come back: the press waits for the new token.
			if (problem.code !== 'unauthenticated') set(null);
			on.refused(press, problem);
		}
	}

	return {
		press,
		pending: () => pending,
		/** The network is back, or the page: now rather than after the pause. */
		again() {
			pause = FIRST_PAUSE_MS;
			send();
		},
		/** Takes up what a reload cut short. */
		resume() {
			const kept = sessionStorage.getItem(STORAGE);
			if (kept && !pending) set(JSON.parse(kept));
			send();
		},
		forget: () => set(null),
		/** Sends no more from here; what is on its way is kept for the next page. */
		stop() {
			clearTimeout(timer);
			stopped = true;
		},
	};
}
