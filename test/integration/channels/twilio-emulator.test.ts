import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type TwilioClient, twilioClient } from '../../../src/channels/twilio/client.ts';
import { PATIENCE_MS } from '../../support/patience.ts';
import { PUBLIC_BASE_URL, startWebhookServer, type WebhookServer } from '../../support/twilio-server.ts';
import { type EmulatorOptions, startTwilioEmulator, type TwilioEmulator } from '../../twilio-emulator/emulator.ts';
import { manualScheduler } from '../../twilio-emulator/scheduler.ts';

const PERSON = '+237650000001';
const HOUR = 3600_000;
let emulator: TwilioEmulator;
let server: WebhookServer;
let client: TwilioClient;

async function start(options: EmulatorOptions = {}): Promise<void> {
	emulator = await startTwilioEmulator(options);
	server = await startWebhookServer(emulator);
	const { accountSid, authToken, origin: apiBaseUrl } = emulator;
	client = twilioClient({ accountSid, authToken, apiBaseUrl, timeoutMs: PATIENCE_MS });
}
beforeEach(() => start());
afterEach(async () => {
	await server.close();
	await emulator.close();
});

const send = (body = 'Bonjour', to = `whatsapp:${PERSON}`, from = `whatsapp:${emulator.senders.whatsapp}`) =>
	client.messages.create({ to, from, body, statusCallback: `${PUBLIC_BASE_URL}/webhooks/twilio/status?outbox=o1` });
const statuses = () => server.statuses.map(({ status, errorCode }) => (errorCode === undefined ? status : `${status} ${errorCode}`));

describe('what happens to a message', () => {
	test('201, then signed callbacks, each SID fresh', async () => {
		await emulator.phone(PERSON).send('Salut');
		const [one, two] = [await send('un'), await send('deux')];
		expect(one.sid).not.toBe(two.sid);
		await emulator.idle();
		const told = server.statuses.filter(({ providerId }) => providerId === one.sid).map(({ status }) => status);
		expect(told.toSorted()).toEqual(['delivered', 'read', 'sent']);
		expect(emulator.failedCallbacks).toEqual([]);
	});

	test('outside the window: 201, then failed 63016; inside it after an inbound, for 24 hours', async () => {
		expect((await send()).status).toBe('queued');
		// The window is looked at when a message is delivered, not when it is taken.
		await emulator.idle();
		await emulator.phone(PERSON).send('Salut');
		await send();
		await emulator.idle();
		emulator.advance(24 * HOUR);
		await send();
		await emulator.idle();
		expect(statuses().filter((status) => status.startsWith('failed'))).toEqual(['failed 63016', 'failed 63016']);
		expect(emulator.phone(PERSON).messages).toHaveLength(1);
	});

	test.each([
		['not on WhatsApp', () => Object.assign(emulator.phone(PERSON), { whatsapp: false }), ['failed 63003']],
		['blocked', () => Object.assign(emulator.phone(PERSON), { blocked: true }), ['failed 63014']],
		['switched off', () => Object.assign(emulator.phone(PERSON), { offline: true }), ['sent']],
		['any code', () => emulator.phone(PERSON).failNext(63018), ['failed 63018']],
		['no receipts', () => Object.assign(emulator.settings, { readReceipts: false }), ['delivered', 'sent']],
	])('%s', async (_name, arrange, expected) => {
		await emulator.phone(PERSON).send('Salut');
		arrange();
		await send();
		await emulator.idle();
		// Each comes on a connection of its own: one may overtake another.
		expect(statuses().toSorted()).toEqual(expected);
	});

	test('an SMS has no window; STOP is the carrier’s', async () => {
		const sms = () => send('Bonjour', PERSON, emulator.senders.sms);
		await sms();
		await emulator.phone(PERSON).expects('Bonjour');
		await emulator.userSends({ from: PERSON, channel: 'sms', text: 'Stop' });
		await expect(sms()).rejects.toMatchObject({ status: 400, code: 21610 });
		await emulator.userSends({ from: PERSON, channel: 'sms', text: 'START' });
		await sms();
	});

	test.each([
		['over 1600', 21617, () => send('x'.repeat(1601))],
		['empty', 21619, () => send('')],
		['no such number', 21211, () => send('x', 'whatsapp:237')],
		['not our sender', 63007, () => send('x', `whatsapp:${PERSON}`, 'whatsapp:+15550000000')],
		['mixed channels', 21606, () => send('x', PERSON, `whatsapp:${emulator.senders.whatsapp}`)],
	])('%s is refused with %d', async (_name, code, act) => {
		await expect(act()).rejects.toMatchObject({ status: 400, code });
	});

	test('content limits and variables', async () => {
		await emulator.phone(PERSON).send('Salut');
		const actions = (count: number, title = 'A') =>
			Array.from({ length: count }, (_, index) => ({ title: `${title}${index}`, id: `${index}` }));
		const variables = { 1: 'x' };
		const sids = [
			emulator.addTemplate({
				name: 'a',
				language: 'fr',
				variables,
				types: { 'twilio/quick-reply': { body: 'a {{1}}.', actions: actions(2) } },
			}),
			emulator.addTemplate({
				name: 'b',
				language: 'fr',
				variables,
				types: { 'twilio/quick-reply': { body: '{{1}}.', actions: actions(2, 'y'.repeat(20)) } },
			}),
		];
		const create = (contentSid: string, contentVariables?: string) =>
			client.messages.create({
				to: `whatsapp:${PERSON}`,
				from: `whatsapp:${emulator.senders.whatsapp}`,
				contentSid,
				contentVariables,
				statusCallback: `${PUBLIC_BASE_URL}/webhooks/twilio/status?outbox=o1`,
			});
		for (const bad of ['{', '{"1":""}', '{"1":"a\\nb"}', '{"1":"a     b"}', '[]'])
			await expect(create(sids[0] ?? '', bad)).rejects.toMatchObject({ code: 21656 });
		await expect(create(`HX${'0'.repeat(32)}`)).rejects.toMatchObject({ code: 21655 });
		await create(sids[0] ?? '', '{"1":"b"}');
		await create(sids[1] ?? '');
		await emulator.idle();
		expect((await emulator.phone(PERSON).expects('a b.')).buttons).toHaveLength(2);
		expect(statuses()).toContain('failed 63005');
	});
});

describe('mischief', () => {
	test('shuffled and duplicated callbacks, the same for the same seed', async () => {
		const run = async (): Promise<string[]> => {
			await server.close();
			await emulator.close();
			const scheduler = manualScheduler();
			await start({ seed: 7, scheduler, settings: { shuffleCallbacks: true, duplicateCallbacks: 0.5 } });
			await emulator.phone(PERSON).send('Salut');
			for (let index = 0; index < 4; index++) await send();
			await scheduler.runAll();
			return statuses();
		};
		const first = await run();
		expect(first.length).toBeGreaterThan(12);
		expect(first.join()).not.toBe(Array(4).fill('sent,delivered,read').join());
		expect(await run()).toEqual(first);
	});

	test('callbacks before the answer', async () => {
		await emulator.phone(PERSON).send('Salut');
		emulator.faults.next('messages.create', { kind: 'early_callbacks' });
		const message = await send();
		expect(server.statuses.map(({ providerId }) => providerId)).toEqual([message.sid, message.sid, message.sid]);
	});

	test('a 429 burst, a 500, then peace', async () => {
		emulator.faults.next('messages.create', { kind: 'too_many' }, 2);
		emulator.faults.next('messages.create', { kind: 'server_error' });
		for (const status of [429, 429, 500]) await expect(send()).rejects.toMatchObject({ status });
		await expect(send()).resolves.toBeDefined();
		expect(emulator.sent).toHaveLength(1);
	});

	test('a dropped answer was accepted, a dropped call was not', async () => {
		emulator.faults.next('messages.create', { kind: 'drop_after' });
		await expect(send()).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect(emulator.sent).toHaveLength(1);
		emulator.faults.next('messages.create', { kind: 'drop_before' });
		await expect(send()).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect(emulator.sent).toHaveLength(1);
	});

	test('a plan fails its share of the calls', async () => {
		emulator.faults.plan({ rates: { too_many: 0.5 } });
		const results = await Promise.allSettled(Array.from({ length: 40 }, () => send()));
		const failed = results.filter(({ status }) => status === 'rejected').length;
		expect(failed).toBeGreaterThan(8);
		expect(failed).toBeLessThan(32);
	});

	test('wrong credentials are 401', async () => {
		const wrong = twilioClient({ accountSid: emulator.accountSid, authToken: 'x', apiBaseUrl: emulator.origin });
		await expect(wrong.messages.list({ limit: 1 })).rejects.toMatchObject({ status: 401, code: 20003 });
	});
});

describe('a phone', () => {
	test('expects waits, consumes in order, and fails with what is shown', async () => {
		const phone = emulator.phone(PERSON);
		await phone.send('Salut');
		const coming = phone.expects(/deux/);
		await send('un');
		await send('deux');
		await coming;
		await expect(phone.expects('un', { timeoutMs: 20 })).rejects.toThrow(/deux/);
	});

	test('chooses by number where there is nothing to tap', async () => {
		const phone = emulator.phone(PERSON);
		phone.channel = 'sms';
		await send('Alors ?\n\n1. Oui\n2. Non', PERSON, emulator.senders.sms);
		await phone.expects('Alors');
		await phone.choose('Non');
		expect(server.received.at(-1)?.content).toEqual({ kind: 'message', text: '2' });
		expect(() => phone.tap('Oui')).toThrow(/Alors/);
	});

	test('duplicates of inbound messages carry the same sid', async () => {
		emulator.settings.duplicateInbound = 1;
		await emulator.phone(PERSON).send('Salut');
		expect(server.receive).toHaveBeenCalledTimes(2);
		expect(server.received).toHaveLength(1);
	});
});

test('lists page by page, by address and date', async () => {
	for (let index = 0; index < 5; index++) await send(`m${index}`);
	await send('autre', 'whatsapp:+237650000002');
	const all = await client.messages.list({ to: `whatsapp:${PERSON}`, pageSize: 2 });
	expect(all.map(({ body }) => body)).toEqual(['m4', 'm3', 'm2', 'm1', 'm0']);
	expect(await client.messages.list({ to: `whatsapp:${PERSON}`, dateSentAfter: new Date(), limit: 5 })).toEqual([]);
});
