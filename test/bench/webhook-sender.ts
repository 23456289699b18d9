import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';

/** Posts signed forms the way Twilio does, to the web processes in turn. */
export interface WebhookSender {
	/** The status of the answer. `url` is what is signed; its path and query are asked of one of `targets`. */
	post(url: URL, fields: Record<string, string>): Promise<number>;
	/** Where the web processes listen. */
	targets: URL[];
	close(): void;
}

const TIMEOUT_MS = 30_000;

export function webhookSender(authToken: string): WebhookSender {
	const agent = new Agent({ keepAlive: true, maxSockets: 512, maxFreeSockets: 512 });
	let turn = 0;
	const sender: WebhookSender = {
		targets: [],
		close: () => agent.destroy(),
		post(url, fields) {
			const target = sender.targets[turn++ % sender.targets.length];
			if (target === undefined) throw new Error('nobody listens');
			const body = new URLSearchParams(fields).toString();
			const headers = {
				'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
				'content-length': Buffer.byteLength(body),
				'x-twilio-signature': signature(authToken, url.href, fields),
			};
			return new Promise((done, failed) => {
				const to = { host: target.hostname, port: target.port, path: url.pathname + url.search };
				const sending = request({ ...to, method: 'POST', agent, headers, timeout: TIMEOUT_MS }, (res) => {
					res.resume();
					res.once('end', () => done(res.statusCode ?? 0));
				});
				sending.once('timeout', () => sending.destroy(new Error('no answer')));
				// A kept connection may be closed by the other side just when it is used again: Twilio opens a new one then, too.
				sending.once('error', (error) => (sending.reusedSocket ? sender.post(url, fields).then(done, failed) : failed(error)));
				sending.end(body);
			});
		},
	};
	return sender;
}

/** Twilio's rule: HMAC-SHA1 over the URL and every field, sorted by name. */
function signature(authToken: string, url: string, fields: Record<string, string>): string {
	const signed = Object.keys(fields)
		.sort()
		.reduce((text, name) => text + name + fields[name], url);
	return createHmac('sha1', authToken).update(signed).digest('base64');
}
