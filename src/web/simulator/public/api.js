import { knows, t } from './texts.js';

const BASE = '/simulator';

/** A refusal: `code` as the server's problem document gives it, `message` in the page's language. */
class Problem extends Error {
	constructor(code, detail) {
		super(knows(`problem_${code}`) ? t(`problem_${code}`) : t('problem_generic', { detail }));
		this.code = code;
	}
}

async function call(path, options) {
	let response;
	try {
		response = await fetch(BASE + path, options);
	} catch {
		throw new Problem('offline', t('problem_network'));
	}
	const body = await response.json().catch(() => ({}));
	if (!response.ok) throw new Problem(body.code ?? 'unknown', body.detail ?? body.title ?? String(response.status));
	return body;
}

const post = (path, body) => call(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
const query = (values) => `?${new URLSearchParams(values)}`;
const phonePath = (phone, rest = '') => `/phones/${encodeURIComponent(phone.address)}${rest}`;
const phoneQuery = (phone) => query({ org: phone.org, channel: phone.channel });

export const organisations = () => call('/organisations');
export const directory = (org) => call(`/directory${query({ org })}`);
export const chat = (phone) => call(phonePath(phone) + phoneQuery(phone));
export const inspector = (phone) => call(phonePath(phone, '/inspector') + phoneQuery(phone));
export const fixture = (phone) => call(phonePath(phone, '/fixture') + phoneQuery(phone));
export const read = (phone, upTo) => post(phonePath(phone, '/read'), { org: phone.org, channel: phone.channel, upTo });
export const upload = (org, file) =>
	call(`/files${query({ org })}`, { method: 'POST', headers: { 'content-type': file.type }, body: file });
export const fileUrl = (org, id) => `${BASE}/files/${id}${query({ org })}`;

export function send(phone, content, replyTo) {
	const { org, channel, address, name } = phone;
	return post('/messages', {
		org,
		channel,
		phone: address,
		...(name ? { profileName: name } : {}),
		...(replyTo ? { replyTo } : {}),
		content,
	});
}

/** Follows an organisation's bubbles and turns; the browser reconnects by itself and resumes. Gives a function that stops it. */
export function follow(org, on) {
	let source;
	const open = () => {
		source = new EventSource(`${BASE}/stream${query({ org })}`);
		source.addEventListener('ready', () => on.ready());
		source.addEventListener('reset', () => on.lost());
		source.addEventListener('message', (event) => on.message(JSON.parse(event.data)));
		source.addEventListener('turn', (event) => on.turn(JSON.parse(event.data)));
		source.addEventListener('error', () => {
			on.lost();
			// A refused stream stays closed: the browser only retries broken ones.
			if (source.readyState === EventSource.CLOSED) retry = setTimeout(open, 3000);
		});
	};
	let retry;
	open();
	return () => {
		clearTimeout(retry);
		source.close();
	};
}
