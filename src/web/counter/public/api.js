import { knows, t } from './design/texts.js';

const BASE = '/api/v1';
const TOKEN = 'palabre.counter.token';
/** On 2G an answer may take long; one that takes longer is lost. */
const TIMEOUT_MS = 20_000;

/** Why something was not done. `code` as the server's problem says, `offline` when there was no answer, `unavailable` when it may be asked again. */
class Problem extends Error {
	constructor(code) {
		super(t(knows(`problem_${code}`) ? `problem_${code}` : 'problem_other'));
		this.code = code;
		this.passing = code === 'offline' || code === 'unavailable' || code === 'rate_limited';
	}
}

let token = arrivingToken() ?? localStorage.getItem(TOKEN) ?? '';

/** A token in the address is put away at once: addresses are seen, shared and kept. */
function arrivingToken() {
	const found = /(?:^#|&)token=([\w.~+/-]+=*)/.exec(location.hash);
	if (!found) return undefined;
	history.replaceState(null, '', location.pathname + location.search);
	localStorage.setItem(TOKEN, found[1]);
	return found[1];
}

export const hasToken = () => token !== '';

export function keepToken(text) {
	token = text.trim().replace(/^.*#token=/, '');
	if (token === '') localStorage.removeItem(TOKEN);
	else localStorage.setItem(TOKEN, token);
}

export const bearer = () => ({ authorization: `Bearer ${token}` });

async function call(path, options = {}) {
	const leaving = new AbortController();
	const timer = setTimeout(() => leaving.abort(), TIMEOUT_MS);
	let response;
	let body;
	try {
		response = await fetch(BASE + path, {
			...options,
			headers: { ...options.headers, ...bearer() },
			cache: 'no-store',
			signal: leaving.signal,
		});
		body = await response.json();
	} catch {
		if (response === undefined || response.ok) throw new Problem('offline');
		body = {};
	} finally {
		clearTimeout(timer);
	}
	if (!response.ok) throw new Problem(response.status >= 500 ? 'unavailable' : (body.code ?? 'other'));
	return body;
}

export const get = (path) => call(path);
export const post = (path, body) =>
	call(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
export const streamUrl = (counter) => `${BASE}/counters/${encodeURIComponent(counter)}/stream`;
