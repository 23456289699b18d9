import { describe, expect } from '@jest/globals';
import { z } from 'zod';
import type { Deployment } from '../support/deployment.ts';
import { until } from '../support/until.ts';
import { useDeployment } from '../support/use-deployment.ts';
import type { Phone } from '../twilio-emulator/phone.ts';
import { PLUMBING, requestByPhone } from './request-by-phone.ts';

const { story } = useDeployment({ roles: ['web', 'worker'] });

const PAUL = '+237690000001';
const SERGE = '+237690000002';
const CLARISSE = '+237690000003';
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:1';
/** Of a message that is delivered and read. */
const CALLBACKS = 3;

const Assigned = z.object({ status: z.string(), provider: z.object({ phone: z.string() }).nullable() });

/** A provider who wrote today: the window is open. */
async function awake(twilio: Deployment['twilio'], address: string): Promise<Phone> {
	const phone = twilio.phone(address);
	await phone.send('menu');
	await phone.expects(/espace prestataire/);
	return phone;
}

/** No message of ours was accepted twice by Twilio: each carries its outbox id. */
function expectNothingTwice(twilio: Deployment['twilio']): void {
	const ids = twilio.sent.map(({ statusCallback }) => new URL(statusCallback ?? '').searchParams.get('outbox'));
	expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
}

function count(phone: Phone, pattern: RegExp): number {
	return phone.messages.filter(({ text }) => pattern.test(text)).length;
}

describe('what Twilio does to us', () => {
	story('every webhook twice, callbacks shuffled: everything takes effect once', async ({ twilio, get, idle }) => {
		Object.assign(twilio.settings, { duplicateInbound: 1, duplicateCallbacks: 1, shuffleCallbacks: true });
		try {
			const client = twilio.phone('+237650000021');
			const paul = await awake(twilio, PAUL);
			const number = await requestByPhone(client);
			await paul.expects(new RegExp(`Nouvelle demande n° ${number}`));
			await paul.tap(/Accepter/);
			await client.expects(/Paul Essomba accepte/);
			await idle();
			await twilio.idle();
			expect(count(client, /enregistrée/)).toBe(1);
			expect(count(paul, new RegExp(`demande n° ${number} est à vous`))).toBe(1);
			expectNothingTwice(twilio);
			expect(await get('/api/v1/tracking/user/+237650000021/requests')).toMatchObject({ items: [{ number }], next_cursor: null });
		} finally {
			Object.assign(twilio.settings, { duplicateInbound: 0, duplicateCallbacks: 0, shuffleCallbacks: false });
		}
	});

	story('five messages in one breath are answered in their order', async ({ twilio }) => {
		const client = twilio.phone('+237650000022');
		for (const text of [PLUMBING.hello, PLUMBING.problem, PLUMBING.landmark, 'demain 10h', 'modifier'])
			expect((await client.send(text)).status).toBe(200);
		await client.expects(/Que voulez-vous changer/);
		expect(client.messages.map(({ text }) => text)).toEqual([
			expect.stringContaining('Que se passe-t-il'),
			expect.stringContaining('Donnez un repère'),
			expect.stringContaining('Quand faut-il passer'),
			expect.stringMatching(/Voici votre demande[\s\S]*fuit depuis ce matin[\s\S]*pharmacie[\s\S]*10:00/),
			expect.stringContaining('Que voulez-vous changer'),
		]);
	});

	story('an answer lost after Twilio took the message does not double it', async ({ twilio, idle }) => {
		const client = twilio.phone('+237650000023');
		twilio.faults.next('messages.create', { kind: 'drop_after' });
		// The callback comes to the web process when the worker already makes the next message wait.
		twilio.settings.callbackDelayMs = 800;
		try {
			await client.send('bonjour');
			await client.expects(/Que puis-je faire/);
			await client.send('aide');
			await client.expects(/Écrivez simplement/);
			await idle();
		} finally {
			twilio.settings.callbackDelayMs = 5;
		}
		expect(client.messages).toHaveLength(2);
		expectNothingTwice(twilio);
	});

	story('too many requests and a server error are tried again, in order', async ({ twilio }) => {
		const client = twilio.phone('+237650000024');
		twilio.faults.next('messages.create', { kind: 'server_error' });
		twilio.faults.next('messages.create', { kind: 'too_many' });
		await client.send('bonjour');
		await client.send('aide');
		await client.expects(/Que puis-je faire/);
		await client.expects(/Écrivez simplement/);
		expect(client.messages).toHaveLength(2);
	});
});

describe('what people do', () => {
	story('of two who accept at the same instant one wins, the other is told', async ({ twilio, get, idle }) => {
		const client = twilio.phone('+237650000025');
		const rivals = [await awake(twilio, PAUL), await awake(twilio, SERGE), await awake(twilio, CLARISSE)];
		const number = await requestByPhone(client);
		const offered = await Promise.all(rivals.map((phone) => phone.expects(new RegExp(`Nouvelle demande n° ${number}`))));
		await Promise.all(rivals.map((phone, index) => phone.tap(/Accepter/, offered[index])));
		await client.expects(/accepte votre demande/);
		await idle();
		await twilio.idle();
		const winners = rivals.filter((phone) => count(phone, new RegExp(`demande n° ${number} est à vous`)) > 0);
		expect(winners).toHaveLength(1);
		for (const phone of rivals)
			if (phone !== winners[0]) expect(count(phone, new RegExp(`${number} .*prise par un autre prestataire`))).toBeGreaterThan(0);
		expect(count(client, /accepte votre demande/)).toBe(1);
		expect(Assigned.parse(await get(`/api/v1/tracking/request/${number}`))).toEqual({
			status: 'provider_accepted',
			provider: { phone: winners[0]?.address },
		});
	});
});

describe('what is not from Twilio, or makes no sense', () => {
	const post = (url: string, body: string | Buffer, headers: Record<string, string>) =>
		fetch(url, { method: 'POST', body: typeof body === 'string' ? body : new Uint8Array(body), headers }).then(({ status }) => status);
	const form = { 'content-type': 'application/x-www-form-urlencoded' };

	story.each(['messages', 'status'])('a webhook of %s without a good signature is refused', async ({ url }, path) => {
		const body = 'MessageSid=SM1&From=whatsapp%3A%2B237650000026&To=whatsapp%3A%2B14155238886&Body=bonjour';
		const target = `${url}/webhooks/twilio/${path}`;
		expect(await post(target, body, form)).toBe(403);
		expect(await post(target, body, { ...form, 'x-twilio-signature': '' })).toBe(403);
		expect(await post(target, body, { ...form, 'x-twilio-signature': 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' })).toBe(403);
	});

	story('nonsense is refused with a 4xx, and signed nonsense is taken and dropped', async ({ url, twilio }) => {
		const signature = { 'x-twilio-signature': 'x' };
		const bodies: (string | Buffer)[] = ['', '{', '%%%', 'a=1&a=2', Buffer.from([0, 255, 254]), 'x'.repeat(200_000), '='];
		for (const body of bodies) {
			for (const path of ['messages', 'status', 'nothing']) {
				for (const type of ['application/json', form['content-type'], 'text/plain', 'application/x-www-form-urlencoded; charset=klingon']) {
					const status = await post(`${url}/webhooks/twilio/${path}`, body, { ...signature, 'content-type': type });
					expect([status, path, type]).toEqual([expect.any(Number), path, type]);
					expect(Math.floor(status / 100)).toBe(4);
				}
			}
		}
		const phone = twilio.phone('+237650000027');
		const strange: Record<string, string>[] = [
			{ From: '' },
			{ To: 'whatsapp:+19999999999' },
			{ MessageSid: '' },
			{ NumMedia: '-1' },
			{ NumMedia: '999999' },
			{ Latitude: 'north', Longitude: '9' },
			{ Body: '\u0000\ud800' },
			{ ButtonPayload: '{"$gt":""}', ButtonText: 'x' },
		];
		for (const fields of strange) expect((await phone.send('aide', { fields })).status).toBe(200);
	});

	story('bad input to the API names the problem and is never a 5xx', async ({ url, command }) => {
		const token = (await command('token', '--role', 'manager', '--org', 'djobea')).trim();
		const json = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
		const update = `${url}/api/v1/tracking/status/update`;
		for (const body of ['', '{', '[]', 'null', '{"request_id":{"$gt":""},"status":"cancelled"}', '{"request_id":"1","status":"x"}'])
			expect(await post(update, body, json)).toBe(400);
		expect(await post(update, '{"request_id":"999999","status":"cancelled"}', json)).toBe(404);
		expect(await post(update, '{}', { 'content-type': 'application/json' })).toBe(401);
		for (const id of ['%00', '%ff', '..%2f..', '{$ne:1}', 'x'.repeat(3000)]) {
			const { status } = await fetch(`${url}/api/v1/tracking/request/${id}`, { headers: json });
			expect([400, 404, 414, 431]).toContain(status);
		}
	});
});

describe('kill -9', () => {
	story(
		'of web in mid-request and of the worker in mid-turn: the dialogue goes on, nothing twice',
		async ({ twilio, start, later, end, idle }) => {
			const client = twilio.phone('+237650000028');
			const paul = await awake(twilio, PAUL);
			const posting = client.send(PLUMBING.hello);
			await end('web', 'SIGKILL');
			await start('web');
			// What got no answer is posted again, as Twilio does; what got one may be too.
			expect((await twilio.redeliver(await posting)).status).toBe(200);
			await client.expects(/Que se passe-t-il/);

			// The worker is killed while it waits for the photo.
			twilio.faults.next('media', { kind: 'slow', ms: 60_000 });
			await client.sendMedia(PIXEL, 'image/png');
			await until(async () => twilio.calls.some(({ path }) => path.includes('/Media/')));
			expect(await end('worker', 'SIGKILL')).toEqual([null]);
			// The lease of a dead worker ends after 30 s: the new one's clock is past that.
			await start('worker', later(40));
			await client.expects(/Donnez un repère/);
			await client.send(PLUMBING.landmark);
			await client.expects(/Quand faut-il passer/);
			await client.tap(/Dès que possible/);
			await client.expects(/Voici votre demande[\s\S]*📷/);
			await client.tap(/Oui, lancer/);
			await client.expects(/enregistrée/);
			await paul.expects(/Nouvelle demande[\s\S]*📷/);
			await idle();
			expect(client.messages).toHaveLength(5);
			expectNothingTwice(twilio);
		},
	);

	story('of the worker while Twilio has the message and we do not know: it is looked up, not sent again', async (deployment) => {
		const { twilio, url, start, end, idle } = deployment;
		const client = twilio.phone('+237650000029');
		await client.send('bonjour');
		await client.expects(/Que puis-je faire/);
		await idle();
		const later = deployment.later(200);
		twilio.settings.callbackDelayMs = 500;
		try {
			twilio.faults.next('messages.create', { kind: 'slow', ms: 60_000 });
			await client.send('aide');
			// No callback reaches us either.
			twilio.connect({ publicBaseUrl: url, serverUrl: NOWHERE });
			const { sid } = await client.expects(/Écrivez simplement/);
			await end('worker', 'SIGKILL');
			await until(async () => twilio.failedCallbacks.filter((lost) => lost.sid === sid).length === CALLBACKS);
		} finally {
			twilio.settings.callbackDelayMs = 5;
			twilio.connect({ publicBaseUrl: url, serverUrl: url });
		}
		expect(await end('web', 'SIGTERM')).toEqual([0]);
		await start('worker', later);
		await start('web', later);
		await client.send('langue');
		await client.expects(/Dans quelle langue/);
		await idle();
		expect(count(client, /Écrivez simplement/)).toBe(1);
		// Only hers: the offers of earlier stories run out meanwhile, by the clock of the new worker.
		expect(client.messages).toHaveLength(3);
		expectNothingTwice(twilio);
		expect(await end('worker', 'SIGTERM')).toEqual([0]);
		await start('worker', later);
	});
});
