import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Carrier, Delivery } from '../../../src/channels/message.ts';
import { twilioCarrier } from '../../../src/channels/twilio/carrier.ts';
import { twilioClient } from '../../../src/channels/twilio/client.ts';
import { TwilioContentModel } from '../../../src/channels/twilio/content-model.ts';
import { contentOf, shapeKey } from '../../../src/channels/twilio/content-shape.ts';
import { typingIndicator } from '../../../src/channels/twilio/typing.ts';
import { systemClock } from '../../../src/platform/clock.ts';
import { clearDatabase, useDatabase } from '../../support/database.ts';
import { PATIENCE_MS } from '../../support/patience.ts';
import { PUBLIC_BASE_URL, startWebhookServer, type WebhookServer } from '../../support/twilio-server.ts';
import { startTwilioEmulator, type TwilioEmulator } from '../../twilio-emulator/emulator.ts';

const PERSON = '+237650000001';
const NONE = new Set<string>();
let emulator: TwilioEmulator;
let server: WebhookServer;
let logged: string[];
let carrier: Carrier;

useDatabase();
beforeEach(async () => {
	emulator = await startTwilioEmulator();
	server = await startWebhookServer(emulator);
	logged = [];
	carrier = newCarrier();
});
afterEach(async () => {
	await emulator.idle();
	await server.close();
	await emulator.close();
	await clearDatabase();
});

function newCarrier(timeoutMs = PATIENCE_MS): Carrier {
	const line = (...words: unknown[]): unknown => logged.push(JSON.stringify(words));
	const { accountSid, authToken, origin } = emulator;
	return twilioCarrier({
		client: twilioClient({ accountSid, authToken, apiBaseUrl: origin, timeoutMs }),
		accountSid,
		authToken,
		publicBaseUrl: PUBLIC_BASE_URL,
		apiBaseUrl: origin,
		clock: systemClock(),
		log: { warn: line, error: line },
	});
}

function delivery(more: Partial<Delivery> = {}): Delivery {
	return {
		outboxId: 'o1',
		route: { channel: 'whatsapp', carrier: 'twilio', sender: emulator.senders.whatsapp, address: PERSON },
		plainText: 'Bonjour',
		text: 'Bonjour',
		form: 'none',
		choices: [],
		listButton: 'Choisir',
		language: 'fr',
		correlationId: 'c1',
		...more,
	};
}

const CHOICES = [
	{ payload: 'f.1.s.yes', label: 'Oui' },
	{ payload: 'f.1.s.no', label: 'Non' },
];
const question = (more: Partial<Delivery> = {}): Delivery =>
	delivery({
		form: 'buttons',
		text: 'Bonjour !\n\nOn y va ?',
		plainText: 'Bonjour !\n\nOn y va ?\n\n1. Oui\n2. Non',
		choices: CHOICES,
		...more,
	});

describe('sending', () => {
	test('plain text, with callbacks that carry our id', async () => {
		await emulator.phone(PERSON).send('Salut');
		const result = await carrier.send(delivery());
		expect(result).toMatchObject({ ok: true, accepted: { status: 'queued' } });
		await emulator.phone(PERSON).expects('Bonjour');
		await emulator.idle();
		// Each comes on a connection of its own: one may overtake another.
		expect(server.statuses.map(({ outboxId, status }) => `${outboxId} ${status}`).toSorted()).toEqual([
			'o1 delivered',
			'o1 read',
			'o1 sent',
		]);
	});

	test('buttons that come back when tapped', async () => {
		const phone = emulator.phone(PERSON);
		await phone.send('Salut');
		expect(await carrier.send(question())).toMatchObject({ ok: true });
		const shown = await phone.expects(/On y va/);
		expect(shown).toMatchObject({ text: 'Bonjour !\n\nOn y va ?', buttons: [{ title: 'Oui', payload: 'f.1.s.yes' }, { title: 'Non' }] });
		await phone.tap('Oui');
		expect(server.received.at(-1)).toMatchObject({ repliedTo: shown.sid, content: { kind: 'choice', payload: 'f.1.s.yes', label: 'Oui' } });
	});

	test('a list with descriptions', async () => {
		const phone = emulator.phone(PERSON);
		await phone.send('Salut');
		const choices = ['A', 'B', 'C', 'D'].map((label) => ({ payload: label, label, description: `service ${label}` }));
		await carrier.send(question({ form: 'list', choices }));
		const shown = await phone.expects(/On y va/);
		expect(shown.list).toEqual({
			button: 'Choisir',
			rows: choices.map(({ payload, label, description }) => ({ title: label, payload, description })),
		});
	});

	test('one content per shape, whatever the screens, carriers and restarts', async () => {
		await emulator.phone(PERSON).send('Salut');
		const carriers = [carrier, newCarrier(), newCarrier()];
		const sends = Array.from({ length: 12 }, (_, index) =>
			carriers[index % 3]?.send(
				question({
					outboxId: `o${index}`,
					text: `Écran ${index}\n\nAlors ?`,
					choices: [
						{ payload: `${index}`, label: 'A' },
						{ payload: 'b', label: 'B' },
					],
				}),
			),
		);
		expect((await Promise.all(sends)).every((result) => result?.ok)).toBe(true);
		expect(emulator.contents).toHaveLength(1);
		expect(await TwilioContentModel.countDocuments()).toBe(1);
		await emulator.idle();
		expect(emulator.phone(PERSON).messages.every((message) => message.buttons.length === 2)).toBe(true);
	});

	test('numbers when the content cannot be made, without asking again at every message', async () => {
		await emulator.phone(PERSON).send('Salut');
		emulator.faults.next('content', { kind: 'server_error' });
		expect(await carrier.send(question())).toMatchObject({ ok: true });
		expect(await carrier.send(question({ outboxId: 'o2' }))).toMatchObject({ ok: true });
		await emulator.phone(PERSON).expects(/1\. Oui\n2\. Non/);
		expect(emulator.calls.filter(({ path }) => path === '/v1/Content')).toHaveLength(1);
		expect(emulator.calls.find(({ path }) => path === '/v1/Content')?.host).toBe('content.twilio.com');
	});

	test('numbers when the content was deleted at Twilio, and a new one for the next', async () => {
		const phone = emulator.phone(PERSON);
		await phone.send('Salut');
		await carrier.send(question());
		emulator.faults.next('messages.create', { kind: 'refuse', status: 400, code: 21655 });
		expect(await carrier.send(question({ outboxId: 'o2' }))).toMatchObject({ ok: true });
		await phone.expects(/1\. Oui/);
		await carrier.send(question({ outboxId: 'o3' }));
		expect(emulator.contents).toHaveLength(2);
	});

	test('an approved template out of the window, in the person’s language or French', async () => {
		for (const language of ['fr', 'en']) {
			emulator.addTemplate({
				name: 'pending_message',
				language,
				types: { 'twilio/text': { body: `${language}: {{1}} (fin)` } },
				variables: { 1: 'x' },
			});
		}
		const template = { name: 'pending_message', variables: { 1: 'Ligne 1\nLigne 2' } };
		expect(await carrier.send(delivery({ form: 'template', template, language: 'en' }))).toMatchObject({ ok: true });
		expect(await carrier.send(delivery({ form: 'template', template, language: 'wo' }))).toMatchObject({ ok: true });
		const phone = emulator.phone(PERSON);
		expect((await phone.expects(/^en/)).text).toBe('en: Ligne 1 Ligne 2 (fin)');
		expect((await phone.expects(/^fr/)).template).toBe(true);
	});

	test('another channel when the template is missing or not approved', async () => {
		const template = { name: 'nowhere', variables: {} };
		const result = await carrier.send(delivery({ form: 'template', template }));
		expect(result).toEqual({ ok: false, failure: { action: 'other_channel', code: 'template_missing' } });
	});

	test('SMS goes out as written', async () => {
		const route = { channel: 'sms' as const, carrier: 'twilio' as const, sender: emulator.senders.sms, address: PERSON };
		await carrier.send(question({ route, form: 'numbers' }));
		expect(await emulator.phone(PERSON).expects(/1\. Oui/)).toMatchObject({ channel: 'sms' });
	});

	test('a person without a number', async () => {
		const phone = emulator.phone('CM.1A2B3C');
		await phone.send('Salut');
		await carrier.send(delivery({ route: { ...delivery().route, address: 'CM.1A2B3C' } }));
		await phone.expects('Bonjour');
	});
});

describe('a content that another process was creating', () => {
	const row = (claimedUntil: Date) => {
		const content = contentOf(question());
		if (content === null) throw new Error('no content');
		const _id = shapeKey(emulator.accountSid, content.shape);
		return { _id, accountSid: emulator.accountSid, kind: 'buttons' as const, claimedUntil, createdAt: new Date(0) };
	};

	test('is waited for', async () => {
		const claimed = row(new Date(Date.now() + 20_000));
		await TwilioContentModel.create(claimed);
		const sid = emulator.addTemplate({ name: 'x', language: 'fr', variables: { 1: 'x' }, types: { 'twilio/text': { body: '{{1}}' } } });
		const sending = carrier.send(question());
		await TwilioContentModel.updateOne({ _id: claimed._id }, { $set: { sid } });
		expect(await sending).toMatchObject({ ok: true });
		expect(emulator.sent.at(-1)?.contentSid).toBe(sid);
	});

	test('is taken over when that process died', async () => {
		await TwilioContentModel.create(row(new Date(Date.now() - 1)));
		expect(await carrier.send(question())).toMatchObject({ ok: true });
		expect(emulator.sent.at(-1)?.contentSid).toBe(emulator.contents[0]?.sid);
	});
});

describe('failures', () => {
	test.each([
		['429', { kind: 'too_many' }, { action: 'retry', code: '20429', retryAfterMs: 2000 }],
		['500', { kind: 'server_error' }, { action: 'unknown', code: '20500' }],
		['a cut before acceptance', { kind: 'drop_before' }, { action: 'unknown', code: 'ECONNRESET' }],
		['a cut after acceptance', { kind: 'drop_after' }, { action: 'unknown', code: 'ECONNRESET' }],
		['21610', { kind: 'refuse', status: 400, code: 21610 }, { action: 'suppress', code: '21610' }],
	] as const)('%s', async (_name, fault, failure) => {
		emulator.faults.next('messages.create', fault);
		expect(await carrier.send(delivery())).toEqual({ ok: false, failure });
	});

	test('a slow answer is unknown', async () => {
		emulator.faults.next('messages.create', { kind: 'slow', ms: 400 });
		expect(await newCarrier(100).send(delivery())).toEqual({ ok: false, failure: { action: 'unknown', code: 'ECONNABORTED' } });
	});

	test('nobody listening is a retry', async () => {
		const gone = await startTwilioEmulator();
		await gone.close();
		const { accountSid, authToken } = emulator;
		const client = twilioClient({ accountSid, authToken, apiBaseUrl: gone.origin });
		const line = (...words: unknown[]): unknown => logged.push(JSON.stringify(words));
		const lost = twilioCarrier({
			client,
			accountSid,
			authToken,
			publicBaseUrl: PUBLIC_BASE_URL,
			clock: systemClock(),
			log: { warn: line, error: line },
		});
		expect(await lost.send(delivery())).toEqual({ ok: false, failure: { action: 'retry', code: 'ECONNREFUSED' } });
	});

	test('wrong credentials stop the sender', async () => {
		const { accountSid, origin } = emulator;
		const client = twilioClient({ accountSid, authToken: 'wrong', apiBaseUrl: origin });
		await expect(client.messages.list({ limit: 1 })).rejects.toMatchObject({ code: 20003 });
	});

	test('too long or empty never leaves', async () => {
		expect(await carrier.send(delivery({ text: 'x'.repeat(1601) }))).toEqual({ ok: false, failure: { action: 'fail', code: '21617' } });
		expect(await carrier.send(delivery({ text: ' ' }))).toEqual({ ok: false, failure: { action: 'fail', code: '21602' } });
		expect(emulator.calls).toEqual([]);
	});

	test('the window is told by callback', async () => {
		expect(await carrier.send(delivery())).toMatchObject({ ok: true });
		await emulator.idle();
		expect(server.statuses).toMatchObject([{ outboxId: 'o1', status: 'failed', errorCode: '63016' }]);
		expect(carrier.failureOf('63016')).toEqual({ action: 'template', code: '63016' });
	});

	test('no log line holds a number, a text or a secret', async () => {
		for (const kind of ['too_many', 'server_error', 'drop_before'] as const) {
			emulator.faults.next('messages.create', { kind });
			await carrier.send(delivery({ text: 'code 4711 secret' }));
		}
		expect(logged).toHaveLength(3);
		expect(logged.join()).not.toMatch(/237650|4711|emulator-token|Basic/);
	});
});

describe('look-up of an unknown send', () => {
	const lost = async (given: Delivery): Promise<void> => {
		emulator.faults.next('messages.create', { kind: 'drop_after' });
		expect(await carrier.send(given)).toMatchObject({ ok: false, failure: { action: 'unknown' } });
	};
	const start = new Date(Date.now() - 1000);

	test('finds what was accepted', async () => {
		await emulator.phone(PERSON).send('Salut');
		await lost(delivery());
		await emulator.idle();
		expect(await carrier.lookUp(delivery(), start, NONE)).toEqual({ providerId: emulator.sent[0]?.sid, status: 'delivered' });
	});

	test('finds it while it is still queued, without a date of sending', async () => {
		emulator.settings.callbackDelayMs = 60_000;
		await lost(delivery());
		expect(await carrier.lookUp(delivery(), start, NONE)).toEqual({ providerId: emulator.sent[0]?.sid, status: 'queued' });
		emulator.settings.callbackDelayMs = 0;
		await emulator.close();
		emulator = await startTwilioEmulator();
	});

	test('finds buttons', async () => {
		await emulator.phone(PERSON).send('Salut');
		await lost(question());
		await emulator.idle();
		expect(await carrier.lookUp(question(), start, NONE)).not.toBeNull();
	});

	test('null when it was not accepted; not another’s, not an older one', async () => {
		await emulator.phone(PERSON).send('Salut');
		const other = await carrier.send(delivery());
		expect(await carrier.lookUp(delivery({ text: 'autre', plainText: 'autre' }), start, NONE)).toBeNull();
		const known = new Set(other.ok ? [other.accepted.providerId] : []);
		expect(await carrier.lookUp(delivery(), start, known)).toBeNull();
		expect(await carrier.lookUp(delivery(), new Date(Date.now() + 600_000), NONE)).toBeNull();
	});

	test('throws when Twilio cannot be asked', async () => {
		emulator.faults.next('messages.list', { kind: 'server_error' });
		await expect(carrier.lookUp(delivery(), start, NONE)).rejects.toThrow();
	});
});

describe('what became of a message', () => {
	const send = async (): Promise<string> => {
		const result = await carrier.send(delivery());
		if (!result.ok) throw new Error(result.failure.code);
		await emulator.idle();
		return result.accepted.providerId;
	};

	test('is told when asked: delivered, or refused with its code', async () => {
		const refused = await send();
		expect(await carrier.fetchStatus(refused)).toEqual({ carrier: 'twilio', providerId: refused, status: 'failed', errorCode: '63016' });
		await emulator.phone(PERSON).send('Salut');
		emulator.settings.readReceipts = false;
		const delivered = await send();
		expect(await carrier.fetchStatus(delivered)).toEqual({ carrier: 'twilio', providerId: delivered, status: 'delivered' });
	});

	test('null when Twilio no longer has it; throws when it cannot be asked', async () => {
		expect(await carrier.fetchStatus(`SM${'0'.repeat(32)}`)).toBeNull();
		const sid = await send();
		emulator.faults.next('messages.fetch', { kind: 'server_error' });
		await expect(carrier.fetchStatus(sid)).rejects.toThrow();
	});
});

describe('typing', () => {
	const indicator = () => {
		const { accountSid, authToken, origin } = emulator;
		return typingIndicator(twilioClient({ accountSid, authToken, apiBaseUrl: origin }), { warn: (line) => logged.push(line) });
	};

	test('v3 when it works', async () => {
		const { sid } = await emulator.phone(PERSON).send('Salut');
		await indicator()(sid);
		expect(emulator.typing).toEqual([{ messageId: sid, version: 'v3' }]);
		expect(emulator.calls.at(-1)?.host).toBe('messaging.twilio.com');
	});

	test('v2 else, and v3 is not asked again', async () => {
		emulator.settings.typing.v3 = false;
		const show = indicator();
		const { sid } = await emulator.phone(PERSON).send('Salut');
		await show(sid);
		await show(sid);
		expect(emulator.typing.map(({ version }) => version)).toEqual(['v2', 'v2']);
		expect(emulator.calls.filter(({ path }) => path.startsWith('/v3'))).toHaveLength(1);
	});

	test('one line in the log when it fails, no more', async () => {
		await indicator()(`SM${'0'.repeat(32)}`);
		emulator.faults.next('typing', { kind: 'drop_before' });
		await indicator()(`SM${'0'.repeat(32)}`);
		await indicator()('nonsense');
		expect(logged).toEqual(['typing indicator refused', 'typing indicator failed']);
	});

	test('the carrier does not wait for it', () => {
		expect(carrier.showTyping('nonsense')).toBeUndefined();
	});
});
