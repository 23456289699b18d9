import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Carrier, Delivery } from '../../src/channels/message.ts';
import { twilioCarrier } from '../../src/channels/twilio/carrier.ts';
import { twilioClient } from '../../src/channels/twilio/client.ts';
import { contentOf, contentRequest } from '../../src/channels/twilio/content-shape.ts';
import { findTemplate } from '../../src/channels/twilio/templates.ts';
import { typingIndicator } from '../../src/channels/twilio/typing.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { PATIENCE_MS } from '../support/patience.ts';
import { type Prism, startPrism } from './prism.ts';

const ACCOUNT = `AC${'a'.repeat(32)}`;
const CONTENT = `HX${'c'.repeat(32)}`;
const INBOUND = `SM${'d'.repeat(32)}`;
let prism: Prism;
let logged: string[] = [];

beforeAll(async () => {
	prism = await startPrism([
		'twilio_api_v2010_messages.json',
		'twilio_content_v1.json',
		'twilio_messaging_v2_typing.json',
		'twilio_messaging_v3_typing.json',
	]);
});
afterAll(() => prism.stop());
beforeEach(() => {
	logged = [];
});

const client = (accountSid = ACCOUNT) => twilioClient({ accountSid, authToken: 'token', apiBaseUrl: prism.origin, timeoutMs: PATIENCE_MS });
const log = { warn: (line: string) => logged.push(line), error: (line: string) => logged.push(line) };

function carrier(contentSid: string | null = CONTENT, accountSid = ACCOUNT): Carrier {
	return twilioCarrier({
		client: client(accountSid),
		accountSid,
		authToken: 'token',
		publicBaseUrl: 'https://palabre.test',
		apiBaseUrl: prism.origin,
		clock: systemClock(),
		log,
		contents: { sidFor: async () => contentSid, forget: async () => undefined },
	});
}

function delivery(more: Partial<Delivery> = {}): Delivery {
	return {
		outboxId: '01jd0000000000000000000000',
		route: { channel: 'whatsapp', carrier: 'twilio', sender: '+14155238886', address: '+237650000001' },
		plainText: 'Bonjour, déjà là ?',
		text: 'Bonjour, déjà là ?',
		form: 'none',
		choices: [],
		listButton: 'Choisir',
		language: 'fr',
		correlationId: 'c1',
		...more,
	};
}
const CHOICES = ['Oui', 'Non'].map((label) => ({ payload: `f.1.s.${label}`, label, description: `dire ${label}` }));

describe('every call the program makes is one Twilio’s documents allow', () => {
	test.each([
		['WhatsApp text', delivery()],
		['SMS', delivery({ route: { ...delivery().route, channel: 'sms' } })],
		['a person without a number', delivery({ route: { ...delivery().route, address: 'CM.1A2B3C' } })],
		['buttons', delivery({ form: 'buttons', choices: CHOICES })],
		['a list', delivery({ form: 'list', choices: CHOICES })],
		['a template', delivery({ form: 'template', template: { name: CONTENT, variables: { 1: 'Awa' } } })],
	])('send: %s, with its status callback', async (_name, given) => {
		expect(await carrier().send(given)).toMatchObject({ ok: true });
	});

	test('look-up, with a limit', async () => {
		expect(await carrier().lookUp(delivery(), new Date(), new Set())).toBeNull();
	});

	test.each(['buttons', 'list'] as const)('creating a content: %s', async (form) => {
		const content = contentOf(delivery({ form, choices: CHOICES }));
		if (content === null) throw new Error('no content');
		const response = await client().request({
			method: 'post',
			uri: 'https://content.twilio.com/v1/Content',
			headers: { 'Content-Type': 'application/json' },
			data: contentRequest(content.shape, 'k'.repeat(64)),
		});
		expect(response).toMatchObject({ statusCode: 201, body: { sid: expect.stringMatching(/^HX/) } });
	});

	test('finding a template', async () => {
		expect(await findTemplate(client(), systemClock())('nowhere', 'fr')).toBeNull();
	});

	test.each(['v3', 'v2'] as const)('typing %s', async (version) => {
		const paths: string[] = [];
		const typing = client();
		const request = typing.request.bind(typing);
		typing.request = (options) => {
			paths.push(new URL(options.uri ?? '').pathname);
			return version === 'v2' && options.uri?.includes('/v3/')
				? Promise.resolve({ statusCode: 404 })
				: request({ ...options, timeout: PATIENCE_MS });
		};
		await typingIndicator(typing, log)(INBOUND);
		expect(paths.at(-1)).toBe(`/${version}/Indicators/Typing.json`);
		expect(logged).toEqual([]);
	});

	test('a file’s record, at the address its media URL is made of', async () => {
		const media = await client()
			.messages(`MM${'d'.repeat(32)}`)
			.media(`ME${'e'.repeat(32)}`)
			.fetch();
		expect(media.sid).toMatch(/^ME/);
	});
});

describe('and wrong ones are refused, so that this test can fail', () => {
	test('no recipient', async () => {
		const response = await client().request({
			method: 'post',
			uri: `https://api.twilio.com/2010-04-01/Accounts/${ACCOUNT}/Messages.json`,
			data: { From: '+1', Body: 'x' },
		});
		expect(response).toMatchObject({ statusCode: 422 });
	});

	test('a content SID of another shape', async () => {
		await expect(client().messages.create({ to: '+237650000001', from: '+1', contentSid: 'HX-nope' })).rejects.toMatchObject({
			status: 422,
		});
	});

	test('a callback that is no URL', async () => {
		await expect(client().messages.create({ to: '+237650000001', from: '+1', body: 'x', statusCallback: 'nowhere' })).rejects.toMatchObject(
			{ status: 422 },
		);
	});

	test('another account', async () => {
		expect(await carrier(CONTENT, 'ACshort').send(delivery())).toMatchObject({ ok: false });
	});

	test('a content without its language', async () => {
		const response = await client().request({
			method: 'post',
			uri: 'https://content.twilio.com/v1/Content',
			headers: { 'Content-Type': 'application/json' },
			data: { types: { 'twilio/text': { body: 'x' } } },
		});
		expect(response).toMatchObject({ statusCode: 422 });
	});

	test('typing v3 in lower case', async () => {
		const response = await client().request({
			method: 'post',
			uri: 'https://messaging.twilio.com/v3/Indicators/Typing.json',
			headers: { 'Content-Type': 'application/json' },
			data: { channel: 'whatsapp', messageId: INBOUND },
		});
		expect(response).toMatchObject({ statusCode: 400 });
	});
});
