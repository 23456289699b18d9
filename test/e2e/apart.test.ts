import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect } from '@jest/globals';
import { z } from 'zod';
import type { Deployment } from '../support/deployment.ts';
import { until } from '../support/until.ts';
import { useDeployment } from '../support/use-deployment.ts';

const { story } = useDeployment({ roles: ['web', 'worker'] });

const folder = mkdtempSync(join(tmpdir(), 'palabre-apart-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const TWO_TRADES = 'test/fixtures/import/two-trades.yaml';
const Contact = z.object({ _id: z.string() });

/** What an agent does at the desk, which the web process serves. */
async function atDesk(
	{ url, command }: Deployment,
	contact: string,
	verb: 'claim' | 'hand-back' | 'messages',
	text?: string,
): Promise<void> {
	const token = (await command('token', '--role', 'agent', '--org', 'djobea', '--subject', 'awa')).trim();
	const response = await fetch(`${url}/api/v1/conversations/${contact}/${verb}`, {
		method: 'POST',
		headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
		...(text === undefined ? {} : { body: JSON.stringify({ text }) }),
	});
	expect(response.ok).toBe(true);
}

describe('what one process changes is true for the others', () => {
	story('an agent takes over at the web: the worker is silent, and speaks again after the hand-back', async (deployment) => {
		const { twilio, db, idle } = deployment;
		const client = twilio.phone('+237650000041');
		await client.send('bonjour');
		await client.expects(/Que puis-je faire/);
		const { _id: contact } = Contact.parse(await db.collection('contacts').findOne({ phone: client.address }));

		await atDesk(deployment, contact, 'claim');
		await client.expects(/Awa Diallo vous répond/);
		await client.send('menu');
		await idle();
		expect(client.unread).toEqual([]);
		await atDesk(deployment, contact, 'messages', 'Je regarde votre dossier.');
		await client.expects(/Je regarde votre dossier/);
		await atDesk(deployment, contact, 'hand-back');
		await client.expects(/je reprends le relais/);
		await client.send('aide');
		await client.expects(/Écrivez simplement/);
	});

	story('a refusal that comes to the web is sent another way by the worker', async ({ twilio }) => {
		const client = twilio.phone('+237650000042');
		client.failNext(63003);
		await client.send('bonjour');
		expect(await client.expects(/Que puis-je faire/)).toMatchObject({ channel: 'sms' });
	});

	story('an import is in force for web and worker while they run: a new name, and a number nobody had', async ({ twilio, command }) => {
		const number = '+14155238890';
		const client = twilio.phone('+237650000043');
		twilio.addSender(`whatsapp:${number}`);
		await client.send('aide', { to: number });
		const file = join(folder, 'djobea.yaml');
		const changed = readFileSync(TWO_TRADES, 'utf8')
			.replace('name: Djobea', 'name: Djobea Plus')
			.replace('senders: [', `senders: [{ channel: whatsapp, address: "${number}" }, `);
		writeFileSync(file, changed);
		await command('import', file);
		await client.send('START', { to: number });
		const greeting = await client.expects(/Vous recevez à nouveau les messages/);
		expect(greeting.sender).toBe(number);
		await until(async () => {
			client.markRead();
			await client.send('START', { to: number });
			return (await client.expects(/Vous recevez à nouveau les messages/)).text.includes('Djobea Plus');
		});
	});
});
