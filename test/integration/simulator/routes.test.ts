import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SimulatorMessageModel } from '../../../src/channels/simulator/model.ts';
import { newContact } from '../../../src/conversation/contacts/new-contact.ts';
import { TurnTraceModel } from '../../../src/conversation/turn/trace.ts';
import { clearDatabase, useDatabase } from '../../support/database.ts';
import { type SimulatorApp, startSimulatorApp } from '../../support/simulator-app.ts';

useDatabase();

const CLIENT = '+237671234567';
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const NOW = new Date('2026-11-21T08:00:00Z');

let app: SimulatorApp;
const start = async (options: Parameters<typeof startSimulatorApp>[0] = {}): Promise<void> => {
	app = await startSimulatorApp({ clock: { now: () => NOW }, ...options });
};
beforeEach(clearDatabase);
afterEach(() => app.stop());

async function call(path: string, options: RequestInit = {}): Promise<{ status: number; body: Record<string, unknown> }> {
	const response = await fetch(`${app.url}/simulator${path}`, options);
	const body: unknown = await response.json().catch(() => ({}));
	return { status: response.status, body: { ...(typeof body === 'object' ? body : {}) } };
}

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
	call(path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
const message = (content: unknown, rest: Record<string, unknown> = {}) =>
	post('/messages', { org: 'djobea', phone: CLIENT, channel: 'whatsapp', content, ...rest });

describe('what a phone sends', () => {
	test('comes in as any carrier’s message', async () => {
		await start();
		const { status, body } = await message({ kind: 'text', text: ' Bonjour ' }, { profileName: 'Aïcha' });
		expect(status).toBe(201);
		expect(body).toMatchObject({ direction: 'in', text: 'Bonjour', status: 'delivered', at: NOW.toISOString() });
		expect(app.received).toEqual([
			{
				route: { channel: 'whatsapp', carrier: 'simulator', sender: '+14155238886', address: CLIENT },
				externalId: body.id,
				phone: CLIENT,
				profileName: 'Aïcha',
				content: { kind: 'message', text: 'Bonjour' },
			},
		]);
	});

	test('a WhatsApp user may hide the number', async () => {
		await start();
		await message({ kind: 'text', text: 'Bonjour' }, { phone: 'CM.1A2B3C' });
		expect(app.received[0]).toMatchObject({ route: { address: 'CM.1A2B3C' }, waUserId: 'CM.1A2B3C' });
		expect(app.received[0]?.phone).toBeUndefined();
	});

	test('"STOP" is the opt-out it is on every carrier', async () => {
		await start();
		await message({ kind: 'text', text: 'Stop !' });
		expect(app.received[0]?.content).toEqual({ kind: 'opt_out', word: 'stop' });
	});

	test('a tap carries the payload and the label that the message shows', async () => {
		await start();
		await app.say({ channel: 'whatsapp', address: CLIENT, text: 'Quand ?', choices: [{ payload: 'now', label: 'Maintenant' }] });
		const asked = await SimulatorMessageModel.findOne({ org: 'djobea', direction: 'out' }).lean();
		expect((await message({ kind: 'choice', payload: 'now' }, { replyTo: asked?._id })).status).toBe(201);
		expect(app.received[0]).toMatchObject({ repliedTo: asked?._id, content: { kind: 'choice', payload: 'now', label: 'Maintenant' } });
		expect((await message({ kind: 'choice', payload: 'other' }, { replyTo: asked?._id })).status).toBe(404);
		expect((await message({ kind: 'choice', payload: 'now' })).status).toBe(404);
		expect((await message({ kind: 'choice', payload: 'now' }, { replyTo: asked?._id, phone: '+237671234568' })).status).toBe(404);
		expect(app.received).toHaveLength(1);
	});

	test('a photo is kept, shown and handed in', async () => {
		await start();
		const upload = await call('/files?org=djobea', {
			method: 'POST',
			headers: { 'content-type': 'image/png' },
			body: new Uint8Array(PIXEL),
		});
		expect(upload).toMatchObject({ status: 201, body: { contentType: 'image/png' } });
		const { id } = upload.body;
		await message({ kind: 'media', files: [id], caption: 'La fuite' });
		expect(app.received[0]?.content).toEqual({
			kind: 'media',
			media: [{ url: `simulator:${String(id)}`, contentType: 'image/png' }],
			caption: 'La fuite',
		});
		const shown = await fetch(`${app.url}/simulator/files/${String(id)}?org=djobea`);
		expect(shown.headers.get('content-type')).toBe('image/png');
		expect(Buffer.from(await shown.arrayBuffer())).toEqual(PIXEL);
		expect((await call(`/files/${String(id)}?org=banque`)).status).toBe(404);
	});

	test.each([
		['not a photo, whatever it says', 'image/png', Buffer.from('<script>alert(1)</script>'), 415],
		['another type', 'text/html', Buffer.from('<p>'), 415],
		['too large', 'image/png', Buffer.concat([PIXEL, Buffer.alloc(5 * 1024 * 1024)]), 413],
	])('a file is refused: %s', async (_why, type, bytes, status) => {
		await start();
		const upload = await call('/files?org=djobea', { method: 'POST', headers: { 'content-type': type }, body: new Uint8Array(bytes) });
		expect(upload.status).toBe(status);
	});

	test.each([
		['an empty text', { kind: 'text', text: '  ' }, {}, 400],
		['a text over 4096 characters', { kind: 'text', text: 'a'.repeat(4097) }, {}, 400],
		['an unknown kind', { kind: 'sticker' }, {}, 400],
		['no place on earth', { kind: 'location', latitude: 91, longitude: 0 }, {}, 400],
		['no number', { kind: 'text', text: 'a' }, { phone: 'bonjour' }, 400],
		['an unknown key', { kind: 'text', text: 'a' }, { admin: true }, 400],
		['an unknown organisation', { kind: 'text', text: 'a' }, { org: 'nope' }, 404],
		['a sender of another organisation', { kind: 'text', text: 'a' }, { sender: '+14155238890' }, 422],
		['an unknown file', { kind: 'media', files: ['nope'] }, {}, 404],
		['a pin by SMS', { kind: 'location', latitude: 4, longitude: 9 }, { channel: 'sms' }, 422],
		['a channel the organisation has not', { kind: 'text', text: 'a' }, { org: 'banque' }, 422],
		['a body over 64 kB', { kind: 'text', text: 'a'.repeat(70_000) }, {}, 413],
	])('is refused: %s', async (_why, content, rest, status) => {
		await start();
		expect((await message(content, rest)).status).toBe(status);
		expect(app.received).toEqual([]);
		expect(await SimulatorMessageModel.countDocuments({ org: 'djobea' })).toBe(0);
	});

	test('is refused from another site’s page', async () => {
		await start();
		const body = { org: 'djobea', phone: CLIENT, channel: 'whatsapp', content: { kind: 'text', text: 'a' } };
		expect((await post('/messages', body, { origin: 'https://evil.example' })).status).toBe(403);
		expect((await post('/messages', body, { origin: 'null' })).status).toBe(403);
		expect((await post('/messages', body, { origin: app.url })).status).toBe(201);
	});

	test('shows as not sent when the program could not take it', async () => {
		await start({ receive: () => Promise.reject(new Error('database is away')) });
		expect((await message({ kind: 'text', text: 'Bonjour' })).status).toBe(500);
		expect(await SimulatorMessageModel.findOne({ org: 'djobea' }).lean()).toMatchObject({ status: 'failed' });
	});
});

describe('what the page reads', () => {
	test('a chat, oldest first, by any spelling of the number', async () => {
		await start();
		await message({ kind: 'text', text: 'un' });
		await message({ kind: 'text', text: 'deux' });
		const { body } = await call('/phones/671234567?org=djobea&channel=whatsapp');
		expect(body).toMatchObject({ address: CLIENT, messages: [{ text: 'un' }, { text: 'deux' }] });
		expect(JSON.stringify(body)).not.toContain('outboxId');
		expect((await call(`/phones/${CLIENT}?org=banque&channel=sms`)).body).toMatchObject({ messages: [] });
	});

	test('the directory counts what a phone has not seen', async () => {
		await start();
		await app.say({ channel: 'whatsapp', address: '+237690000001', text: 'Nouvelle demande' });
		const { body } = await call('/directory?org=djobea');
		expect(body).toMatchObject({
			providers: [{ id: 'paul' }, { id: 'ines' }, { id: 'moussa' }],
			phones: [{ address: '+237690000001', channel: 'whatsapp', unread: 1, lastText: 'Nouvelle demande' }],
		});
		const last = await SimulatorMessageModel.findOne({ org: 'djobea' }).lean();
		const read = await post('/phones/%2B237690000001/read', { org: 'djobea', channel: 'whatsapp', upTo: last?._id });
		expect(read).toMatchObject({ status: 200, body: { read: 1 } });
		expect((await call('/directory?org=djobea')).body).toMatchObject({ phones: [{ unread: 0 }] });
	});

	test('the inspector shows the contact and its turns, the latest first', async () => {
		await start({
			contacts: [
				newContact({ _id: 'c1', org: 'djobea', phone: CLIENT, language: 'fr', reach: [], lease: { owner: 'secret', until: NOW } }, NOW),
			],
		});
		const turn = {
			org: 'djobea',
			contact: 'c1',
			at: NOW,
			inputKind: 'message',
			decision: 'understanding',
			reading: null,
			before: null,
			after: null,
		};
		await TurnTraceModel.create([
			{ ...turn, _id: '1', effects: [{ kind: 'ask', key: 'request.when' }] },
			{ ...turn, _id: '2', effects: [] },
			{ ...turn, _id: '3', org: 'banque', effects: [] },
		]);
		const { body } = await call(`/phones/${CLIENT}/inspector?org=djobea&channel=whatsapp`);
		expect(body).toMatchObject({
			contact: { _id: 'c1', owner: 'bot' },
			turns: [{ _id: '2' }, { _id: '1', effects: [{ kind: 'ask', key: 'request.when' }] }],
		});
		expect(JSON.stringify(body)).not.toContain('secret');
		expect((await call('/phones/+237671234568/inspector?org=djobea&channel=whatsapp')).body).toEqual({ contact: null, turns: [] });
	});

	test('the chat as a fixture', async () => {
		await start();
		await message({ kind: 'text', text: 'Bonjour' });
		expect((await call(`/phones/+237600000000/fixture?org=djobea&channel=whatsapp`)).status).toBe(404);
	});

	test('the page under a strict policy, in the browser’s language', async () => {
		await start();
		const page = await fetch(`${app.url}/simulator`, { headers: { 'accept-language': 'en-GB' } });
		expect(page.headers.get('content-security-policy')).toMatch(/script-src 'self'; style-src 'self'/);
		const html = await page.text();
		expect(html).toContain('Add a phone');
		const named = [...html.matchAll(/(?:src|href)="([^"]+\.(?:js|css|svg))"/g)].map((match) => match[1] ?? '');
		expect(named).toContainEqual(expect.stringMatching(/\/main\.js$/));
		for (const name of named) expect((await fetch(app.url + name)).status).toBe(200);
	});
});

describe('the live stream', () => {
	test('sends what happens, and resumes after the last event seen', async () => {
		await start();
		const first = await openStream();
		await first.until('event: ready');
		await message({ kind: 'text', text: 'un' });
		const seen = await first.until('"text":"un"');
		const lastId = [...seen.matchAll(/^id: (\S+)$/gm)].at(-1)?.[1] ?? '';
		first.close();
		await message({ kind: 'text', text: 'deux' });
		await app.say({ channel: 'sms', address: CLIENT, text: 'trois' });
		const second = await openStream({ 'last-event-id': lastId });
		const resumed = await second.until('"text":"trois"');
		expect(resumed).toContain('"text":"deux"');
		second.close();
	});

	test('asks for a new start when it cannot resume, and shows no other organisation', async () => {
		await start();
		const lost = await openStream({ 'last-event-id': 'ABCDEF0123456789ABCDEF' });
		expect(await lost.until('event: reset')).toMatch(/^id: ?$/m);
		lost.close();
		const other = await openStream({}, 'banque');
		await other.until('event: ready');
		await message({ kind: 'text', text: 'secret' });
		await post('/messages', { org: 'banque', phone: CLIENT, channel: 'sms', content: { kind: 'text', text: 'visible' } });
		expect(await other.until('visible')).not.toContain('secret');
		other.close();
	});
});

test('in production there is nothing', async () => {
	await start({ production: true });
	for (const path of ['', '/assets/0123/main.js', '/organisations', '/stream?org=djobea']) {
		expect((await fetch(`${app.url}/simulator${path}`)).status).toBe(404);
	}
	expect((await message({ kind: 'text', text: 'a' })).status).toBe(404);
});

async function openStream(
	headers: Record<string, string> = {},
	org = 'djobea',
): Promise<{ until(text: string): Promise<string>; close(): void }> {
	const abort = new AbortController();
	const response = await fetch(`${app.url}/simulator/stream?org=${org}`, { headers, signal: abort.signal });
	const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
	let seen = '';
	return {
		until: async (text) => {
			while (!seen.includes(text)) {
				const next = await reader?.read();
				if (next === undefined || next.done) throw new Error(`the stream ended before ${text}`);
				seen += next.value;
			}
			return seen;
		},
		close: () => abort.abort(),
	};
}
