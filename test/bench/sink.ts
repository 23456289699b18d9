import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { portOf } from '../support/port-of.ts';
import { newSid } from '../twilio-emulator/sids.ts';
import type { WebhookSender } from './webhook-sender.ts';

/** A message the program under test asked Twilio to send. */
export interface Outgoing {
	sid: string;
	to: string;
	from: string;
	/** The body, or the values of the content's variables, one per line. */
	text: string;
	variables: Record<string, string>;
	/** `performance.now()` when the request had come in. */
	at: number;
}

/** As much of Twilio as the load needs, as fast as it goes: everything is accepted, nothing is checked. */
export interface Sink {
	origin: string;
	onSend: (message: Outgoing) => void;
	/** Which news of a message are posted to its status callback, in this order. */
	callbacks: readonly string[];
	/** So long every send takes, milliseconds. */
	sendMs: number;
	readonly counts: { sends: number; typing: number; contents: number; callbacks: number; failedCallbacks: number };
	/** Resolves when no callback is due or under way. */
	idle(): Promise<void>;
	close(): Promise<void>;
}

/** Between acceptance and the first news, and from one to the next. */
const CALLBACK_MS = 5;
const Variables = z.record(z.string(), z.string());

export async function startSink(sender: WebhookSender, options: { accountSid: string }): Promise<Sink> {
	const counts = { sends: 0, typing: 0, contents: 0, callbacks: 0, failedCallbacks: 0 };
	let open = 0;
	const server = createServer((req, res) => {
		read(req).then(
			(body) => answer(req.url ?? '', body, res),
			() => res.destroy(),
		);
	});
	server.keepAliveTimeout = 60_000;
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));

	const sink: Sink = {
		origin: `http://127.0.0.1:${portOf(server)}`,
		onSend: () => undefined,
		callbacks: ['sent', 'delivered', 'read'],
		sendMs: 0,
		counts,
		async idle() {
			while (open > 0) await later(CALLBACK_MS);
		},
		async close() {
			server.closeAllConnections();
			await new Promise((done) => server.close(done));
		},
	};

	function answer(url: string, body: string, res: ServerResponse): void {
		if (url.endsWith('/Messages.json')) {
			const message = outgoing(new URLSearchParams(body));
			counts.sends += 1;
			sink.onSend(message);
			const reply = () => json(res, 201, messageJson(message, options.accountSid));
			if (sink.sendMs > 0) setTimeout(reply, sink.sendMs);
			else reply();
			const callback = new URLSearchParams(body).get('StatusCallback');
			if (callback !== null) void tell(message, callback);
		} else if (url === '/v1/Content') {
			counts.contents += 1;
			json(res, 201, { sid: newSid('HX'), account_sid: options.accountSid });
		} else if (url.endsWith('/Typing.json')) {
			counts.typing += 1;
			json(res, 200, { success: true });
		} else if (url.startsWith('/v1/ContentAndApprovals') || url.startsWith('/v1/Content')) {
			json(res, 200, { contents: [], meta: { key: 'contents', page: 0, page_size: 50, next_page_url: null, previous_page_url: null } });
		} else json(res, 404, { code: 20404, message: 'not found', status: 404 });
	}

	async function tell(message: Outgoing, callback: string): Promise<void> {
		open += 1;
		for (const status of sink.callbacks) {
			await later(CALLBACK_MS);
			counts.callbacks += 1;
			const fields = { AccountSid: options.accountSid, MessageSid: message.sid, MessageStatus: status, From: message.from, To: message.to };
			const answered = await sender.post(new URL(callback), fields).catch(() => 0);
			if (answered < 200 || answered >= 300) counts.failedCallbacks += 1;
		}
		open -= 1;
	}

	return sink;
}

function outgoing(form: URLSearchParams): Outgoing {
	const at = performance.now();
	const variables = Variables.parse(JSON.parse(form.get('ContentVariables') ?? '{}'));
	const text = form.get('Body') ?? Object.values(variables).join('\n');
	return { sid: newSid('SM'), to: form.get('To') ?? '', from: form.get('From') ?? '', text, variables, at };
}

function messageJson({ sid, to, from, text }: Outgoing, accountSid: string): object {
	const date_created = new Date().toUTCString().replace('GMT', '+0000');
	const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${sid}.json`;
	return { sid, account_sid: accountSid, to, from, body: text, status: 'queued', error_code: null, date_created, date_sent: null, uri };
}

function read(req: IncomingMessage): Promise<string> {
	return new Promise((done, failed) => {
		const chunks: Buffer[] = [];
		req.on('data', (chunk: Buffer) => chunks.push(chunk));
		req.once('end', () => done(Buffer.concat(chunks).toString()));
		req.once('error', failed);
	});
}

function json(res: ServerResponse, status: number, body: object): void {
	res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function later(ms: number): Promise<void> {
	return new Promise((done) => setTimeout(done, ms));
}
