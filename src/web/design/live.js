/** Without a sign of life for so long (three of the server's heartbeats) a connection is dead, whatever the network says. */
const SILENCE_MS = 45_000;
const FIRST_PAUSE_MS = 1_000;
/** Nobody at a counter or before a board waits longer once the server is back. */
const MOST_PAUSE_MS = 10_000;

/**
 * Follows a stream of `state` events for as long as the page lives: whenever the connection ends it is opened again, and the whole state comes
 * first, so nothing has to be caught up with. `on.state(state)`, `on.open()`, `on.lost()`; `on.refused(status)` ends it. Gives `{ stop, again }`.
 */
export function follow(url, { headers = {}, on }) {
	let stopped = false;
	let attempt;
	let pause = FIRST_PAUSE_MS;
	let last;
	let timer;

	async function open() {
		clearTimeout(timer);
		const mine = new AbortController();
		attempt = mine;
		let silence;
		const alive = () => {
			clearTimeout(silence);
			silence = setTimeout(() => mine.abort(), SILENCE_MS);
		};
		alive();
		try {
			const response = await fetch(url, {
				headers: last === undefined ? headers : { ...headers, 'last-event-id': last },
				cache: 'no-store',
				signal: mine.signal,
			});
			if (response.status >= 400 && response.status < 500 && response.status !== 429) {
				stopped = true;
				on.refused(response.status);
			} else if (response.ok) await read(response.body.getReader(), mine, alive);
		} catch {
			// A broken connection, a stopped one: either way the next one brings the whole.
		}
		clearTimeout(silence);
		if (stopped || attempt !== mine) return;
		on.lost();
		timer = setTimeout(open, (pause * (1 + Math.random())) / 2);
		pause = Math.min(pause * 2, MOST_PAUSE_MS);
	}

	async function read(reader, mine, alive) {
		const decoder = new TextDecoder();
		let text = '';
		for (let part = await reader.read(); !part.done; part = await reader.read()) {
			if (mine.signal.aborted) return;
			alive();
			text += decoder.decode(part.value, { stream: true });
			const blocks = text.split('\n\n');
			text = blocks.pop();
			for (const block of blocks) take(block);
		}
	}

	function take(block) {
		const fields = {};
		for (const line of block.split('\n')) {
			const colon = line.indexOf(': ');
			if (colon > 0) fields[line.slice(0, colon)] = line.slice(colon + 2);
		}
		if (fields.event !== 'state' && fields.event !== 'same') return;
		last = fields.id;
		pause = FIRST_PAUSE_MS;
		on.open();
		if (fields.event === 'state') on.state(JSON.parse(fields.data));
	}

	function again() {
		if (stopped) return;
		attempt?.abort();
		pause = FIRST_PAUSE_MS;
		open();
	}

	function stop() {
		stopped = true;
		clearTimeout(timer);
		attempt?.abort();
		removeEventListener('online', again);
	}

	addEventListener('online', again);
	open();
	return { stop, again };
}
