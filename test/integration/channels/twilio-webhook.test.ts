import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import twilio from 'twilio';
import { PUBLIC_BASE_URL, startWebhookServer, type WebhookServer } from '../../support/twilio-server.ts';
import { startTwilioEmulator, type TwilioEmulator } from '../../twilio-emulator/emulator.ts';

let emulator: TwilioEmulator;
let server: WebhookServer;

beforeEach(async () => {
	emulator = await startTwilioEmulator();
	server = await startWebhookServer(emulator);
});
afterEach(async () => {
	await server.close();
	await emulator.close();
});

const FORM = {
	MessageSid: `SM${'1'.repeat(32)}`,
	AccountSid: `AC${'a'.repeat(32)}`,
	From: 'whatsapp:+237650000001',
	To: 'whatsapp:+14155238886',
	Body: 'Bonjour',
};

function post(
	path: string,
	fields: Record<string, string>,
	options: { token?: string; signature?: string | null; body?: string } = {},
): Promise<Response> {
	const signature =
		options.signature === undefined
			? twilio.getExpectedTwilioSignature(options.token ?? emulator.authToken, PUBLIC_BASE_URL + path, fields)
			: options.signature;
	return fetch(server.url + path, {
		method: 'POST',
		headers: { 'content-type': 'application/x-www-form-urlencoded', ...(signature === null ? {} : { 'x-twilio-signature': signature }) },
		body: options.body ?? new URLSearchParams(fields).toString(),
	});
}

describe('POST /webhooks/twilio/messages', () => {
	test('answers an empty TwiML once the message is stored, then shows typing', async () => {
		const sent = await emulator.phone('+237650000001').send('  Bonjour, ça fuit 🚰 ');
		expect(sent).toMatchObject({ status: 200, body: '<?xml version="1.0" encoding="UTF-8"?><Response/>' });
		expect(sent.contentType).toMatch(/^text\/xml/);
		expect(server.received[0]).toMatchObject({ externalId: sent.sid, content: { kind: 'message', text: '  Bonjour, ça fuit 🚰 ' } });
		expect(server.typing).toEqual([sent.sid]);
	});

	test('a duplicate is 200 and changes nothing', async () => {
		const sent = await emulator.phone('+237650000001').send('Bonjour');
		expect((await emulator.redeliver(sent)).status).toBe(200);
		expect(server.received).toHaveLength(1);
		expect(server.typing).toHaveLength(1);
	});

	test.each([
		[
			'a tap',
			() => emulator.userSends({ from: '+237650000001', button: { title: 'Oui', payload: 'p' } }),
			{ kind: 'choice', payload: 'p', label: 'Oui' },
		],
		[
			'a row',
			() => emulator.userSends({ from: '+237650000001', row: { title: 'Oui', payload: 'p' } }),
			{ kind: 'choice', payload: 'p', label: 'Oui' },
		],
		['a pin', () => emulator.phone('+237650000001').sendLocation(4.1, 9.7), { kind: 'location', latitude: 4.1, longitude: 9.7 }],
		['a stop', () => emulator.phone('+237650000001').send('STOP'), { kind: 'opt_out', word: 'stop' }],
	])('%s arrives as it is meant', async (_name, send, content) => {
		expect((await send()).status).toBe(200);
		expect(server.received[0]?.content).toMatchObject(content);
	});

	test('a person without a number, and one on SMS', async () => {
		await emulator.phone('CM.1A2B3C').send('Bonjour');
		await emulator.userSends({ from: '+237650000002', channel: 'sms', text: 'Bonjour' });
		expect(server.received.map(({ waUserId, phone, route }) => [waUserId, phone, route.channel])).toEqual([
			['CM.1A2B3C', undefined, 'whatsapp'],
			[undefined, '+237650000002', 'sms'],
		]);
		expect(server.typing).toHaveLength(1);
	});

	test.each([
		['without a signature', { signature: null }],
		['with a wrong one', { signature: 'AAAA' }],
		['signed by another token', { token: 'other' }],
		['with a changed body', { body: 'Body=x' }],
		['with JSON for a body', { body: '{"Body":1}' }],
		['with bytes for a body', { body: '\u0000%zz%' }],
		['with an empty body', { body: '' }],
	])('403 problem+json %s', async (_name, options) => {
		const response = await post('/webhooks/twilio/messages', FORM, options);
		expect(response.status).toBe(403);
		expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
		expect(await response.json()).toMatchObject({ status: 403, code: 'bad_signature' });
		expect(server.received).toEqual([]);
		expect(server.counted).toEqual(['bad_signature']);
	});

	test('403 for another account, though signed', async () => {
		expect((await post('/webhooks/twilio/messages', { ...FORM, AccountSid: `AC${'b'.repeat(32)}` })).status).toBe(403);
		expect(server.received).toEqual([]);
	});

	test('413 for a body over the limit', async () => {
		expect((await post('/webhooks/twilio/messages', { ...FORM, Body: 'x'.repeat(70_000) })).status).toBe(413);
	});

	test('415 for a compressed body', async () => {
		const response = await fetch(`${server.url}/webhooks/twilio/messages`, {
			method: 'POST',
			headers: { 'x-twilio-signature': 'AAAA', 'content-encoding': 'gzip', 'content-type': 'application/x-www-form-urlencoded' },
			body: 'x',
		});
		expect(response.status).toBe(415);
	});

	test('503 when the database is down, without its words; the same message is taken later', async () => {
		server.receive.mockRejectedValueOnce(new Error('connection to 10.0.0.1 refused for whatsapp:+237650000001'));
		const refused = await post('/webhooks/twilio/messages', FORM);
		expect(refused.status).toBe(503);
		expect(await refused.text()).not.toContain('10.0.0.1');
		expect(server.logged.join()).not.toMatch(/2376|Bonjour|10\.0\.0\.1/);
		expect(server.typing).toEqual([]);
		expect((await post('/webhooks/twilio/messages', FORM)).status).toBe(200);
		expect(server.received).toHaveLength(1);
	});

	test('503 when the database is too slow', async () => {
		await server.close();
		server = await startWebhookServer(emulator, { storeTimeoutMs: 30 });
		server.receive.mockReturnValueOnce(new Promise(() => undefined));
		expect((await post('/webhooks/twilio/messages', FORM)).status).toBe(503);
	});

	test('200 and a count for a sender of nobody, and for what is not readable', async () => {
		server.receive.mockResolvedValueOnce({ contact: null, duplicate: false, unknownSender: true });
		expect((await post('/webhooks/twilio/messages', FORM)).status).toBe(200);
		expect((await post('/webhooks/twilio/messages', { ...FORM, From: 'ORANGE' })).status).toBe(200);
		expect(server.counted).toEqual(['unknown_sender', 'unreadable']);
		expect(server.typing).toEqual([]);
	});

	test('no typing while a person answers', async () => {
		server.receive.mockResolvedValueOnce({ contact: { owner: 'human' }, duplicate: false, unknownSender: false });
		await emulator.phone('+237650000001').send('Bonjour');
		expect(server.typing).toEqual([]);
	});

	test('takes both tokens during a rotation', async () => {
		await server.close();
		server = await startWebhookServer(emulator, { authTokens: ['new-token', emulator.authToken] });
		expect((await post('/webhooks/twilio/messages', FORM)).status).toBe(200);
		expect((await post('/webhooks/twilio/messages', FORM, { token: 'new-token' })).status).toBe(200);
		expect((await post('/webhooks/twilio/messages', FORM, { token: 'older' })).status).toBe(403);
	});
});

describe('POST /webhooks/twilio/status', () => {
	const status = { MessageSid: FORM.MessageSid, AccountSid: FORM.AccountSid, MessageStatus: 'delivered' };

	test('204, with our id from the signed query', async () => {
		const response = await post('/webhooks/twilio/status?outbox=o1', status);
		expect(response.status).toBe(204);
		expect(server.statuses).toEqual([
			{ carrier: 'twilio', outboxId: 'o1', providerId: FORM.MessageSid, status: 'delivered', errorCode: undefined },
		]);
	});

	test('the query cannot be changed', async () => {
		const signature = twilio.getExpectedTwilioSignature(emulator.authToken, `${PUBLIC_BASE_URL}/webhooks/twilio/status?outbox=o1`, status);
		expect((await post('/webhooks/twilio/status?outbox=o2', status, { signature })).status).toBe(403);
		expect(server.statuses).toEqual([]);
	});

	test('204 for a status we do not know', async () => {
		expect((await post('/webhooks/twilio/status', { ...status, MessageStatus: 'teleported' })).status).toBe(204);
		expect(server.statuses).toEqual([]);
	});
});
