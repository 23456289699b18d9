import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from '@jest/globals';
import { z } from 'zod';
import type { Deployment } from '../support/deployment.ts';
import { useDeployment } from '../support/use-deployment.ts';

/** The demo's Dakar, speaking from the emulator's numbers. */
function dakar(): string {
	const file = join(mkdtempSync(join(tmpdir(), 'palabre-dakar-')), 'dakar.yaml');
	const text = readFileSync('demo/dakar.yaml', 'utf8').replace('+221338690010', '+14155238886').replace('+221338690011', '+14155238887');
	writeFileSync(file, text);
	return file;
}

/** A Thursday morning: at midnight the numbers begin again. */
const { story } = useDeployment({ importFile: dakar(), startsAt: new Date('2026-11-26T10:00:00Z') });

const Pressed = z.object({ outcome: z.string(), ticket: z.object({ number: z.string() }).nullable() });

/** Presses of one agent at one counter of the hospital. */
async function agentAt(deployment: Deployment, counter: string, subject: string) {
	const token = (await deployment.command('token', '--role', 'counter', '--org', 'hopital-corniche', '--subject', subject)).trim();
	return async (press: string) => {
		const response = await fetch(`${deployment.url}/api/v1/counters/${counter}/${press}`, {
			method: 'POST',
			headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
			body: '{}',
		});
		expect(response.status).toBe(200);
		return Pressed.parse(await response.json());
	};
}

describe('a visit by signed WhatsApp webhooks', () => {
	story('from the code at the door to the mark, and no message says what it is for', async (deployment) => {
		const awa = Object.assign(deployment.twilio.phone('+221771234501'), { profileName: 'Awa' });
		await awa.send('Bonjour, je voudrais un ticket #CORNICHE');
		await awa.expects(/pour quel service/);
		await awa.send('analyses');
		await awa.expects(/personne devant vous/);
		await awa.tap(/Prendre un ticket/);
		const card = await awa.expects(/votre ticket est le L001/);
		expect(card.buttons.map(({ title }) => title)).toEqual(['Je suis arrivé', 'Besoin de temps', 'Quitter la file']);
		await awa.send('je suis le combien ?');
		await awa.expects(/Votre ticket L001/);

		const press = await agentAt(deployment, 'labo', 'pape');
		expect(await press('open')).toMatchObject({ outcome: 'opened' });
		expect(await press('call-next')).toMatchObject({ outcome: 'called', ticket: { number: 'L001' } });
		await awa.expects(/Ticket L001 : c'est à votre tour ! Allez à : Salle 5/);
		await awa.tap(/Je suis là/);
		await awa.expects(/Allez vite à : Salle 5/);
		await press('start');
		await press('served');
		await awa.expects(/merci de votre visite/);
		await awa.send('5');
		await awa.expects(/Merci ! Votre note/);
		const news = awa.messages.slice(3).map(({ text }) => text);
		expect(news.join('\n')).not.toMatch(/analyse|laboratoire|sang/i);
	});

	story('by a pin and a list, and given back in words', async ({ twilio }) => {
		const ben = Object.assign(twilio.phone('+221771234502'), { profileName: 'Ben' });
		await ben.send('Bonjour');
		await ben.expects(/Bienvenue chez Sama Tour/);
		await ben.tap(/Prendre un ticket/);
		const regions = await ben.expects(/Dans quelle région/);
		expect(regions.buttons.map(({ title }) => title)).toEqual(['Dakar', 'Thiès']);
		await ben.sendLocation(14.69, -17.46);
		await ben.expects(/Pour quelle organisation/);
		await ben.tap(/Corniche/);
		await ben.expects(/pour quel service/);
		await ben.tap(/Pédiatrie/);
		await ben.expects(/Je vous prends un ticket/);
		await ben.send('oui');
		await ben.expects(/votre ticket est le P001/);
		await ben.send('je ne peux plus venir');
		await ben.expects(/Quitter la file et rendre le ticket P001/);
		await ben.send('oui');
		await ben.expects(/Le ticket P001 est rendu/);
	});

	story('who tells of a danger is given the emergency numbers of the country', async ({ twilio }) => {
		const phone = twilio.phone('+221771234503');
		await phone.send('au secours il y a le feu dans la salle d’attente');
		await phone.expects(/18 pompiers, 17 police/);
	});
});
