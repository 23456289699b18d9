import { describe, expect } from '@jest/globals';
import { z } from 'zod';
import { until } from '../support/until.ts';
import { useDeployment } from '../support/use-deployment.ts';
import { requestByPhone, shownOn } from './request-by-phone.ts';

const { story } = useDeployment();

const CLIENT = '+237650000001';
const PAUL = '+237690000001';
const SERGE = '+237690000002';
const CLARISSE = '+237690000003';
const PROBLEM = 'Le robinet de ma cuisine fuit, mon numéro : 650000001';
const LANDMARK = 'à côté de la pharmacie du marché';
/** What leads to the client's door or phone. */
const SECRETS = /650000001|50 00 00 01|Aïcha|pharmacie/;

const Tracking = z.object({
	status: z.string(),
	completion_percentage: z.number(),
	client: z.object({ name: z.string(), phone: z.string() }),
	provider: z.object({ id: z.string(), ratings: z.number() }),
	price: z.object({ amount: z.number(), state: z.string() }),
	rating: z.object({ score: z.number(), comment: z.string() }),
	history: z.array(z.object({ from: z.string().nullable(), to: z.string(), actor: z.object({ kind: z.string() }), at: z.string() })),
});

describe('a job by signed WhatsApp webhooks', () => {
	story('goes from the first word to the rating, each told what is theirs to know', async ({ twilio, get }) => {
		const client = Object.assign(twilio.phone(CLIENT), { profileName: 'Aïcha' });
		const [paul, serge, clarisse] = [twilio.phone(PAUL), twilio.phone(SERGE), twilio.phone(CLARISSE)];
		// Two wrote today; Clarisse never did: only a template reaches her on WhatsApp, and what has no template comes by SMS.
		for (const phone of [paul, serge]) {
			await phone.send('Bonjour');
			await phone.expects(/espace prestataire/);
		}
		twilio.addTemplate({
			name: 'offer_made',
			language: 'fr',
			types: { 'twilio/text': { body: 'Djobea : demande n° {{1}}, {{2}} à {{3}}. Problème : {{4}}. Répondez OUI ou NON.' } },
			variables: { 1: '1042', 2: 'Plomberie', 3: 'Akwa', 4: 'Une fuite' },
		});

		expect(
			await requestByPhone(client, { hello: 'Bonjour, je cherche un plombier à Bonamoussadi', problem: PROBLEM, landmark: LANDMARK }),
		).toBe(1001);
		expect(shownOn(client)).toContain('pharmacie du marché');

		const offer = await paul.expects(/Nouvelle demande n° 1001/);
		expect(offer).toMatchObject({ channel: 'whatsapp', template: false, buttons: [{ title: '✅ Accepter' }, { title: '❌ Décliner' }] });
		await serge.expects(/Nouvelle demande n° 1001/);
		expect(await clarisse.expects(/demande n° 1001/)).toMatchObject({
			channel: 'whatsapp',
			template: true,
			text: expect.stringContaining('Plomberie à Bonamoussadi'),
		});
		for (const phone of [paul, serge, clarisse]) expect(shownOn(phone)).not.toMatch(SECRETS);

		await paul.tap(/Accepter/);
		const won = await paul.expects(/est à vous/);
		expect(won.text).toContain('Aïcha');
		expect(won.text.replace(/\s/g, '')).toContain('+237650000001');
		expect(won.text).toContain('pharmacie du marché');
		const accepted = await client.expects(/Paul Essomba accepte votre demande n° 1001/);
		expect(accepted.text.replace(/\s/g, '')).toContain(PAUL);
		await serge.expects(/prise par un autre prestataire/);
		expect(await clarisse.expects(/prise par un autre prestataire/)).toMatchObject({ channel: 'sms' });

		await serge.tap(/Accepter/);
		await serge.expects(/vient d'être prise par un autre prestataire. Merci/);

		await paul.tap(/En route/);
		await paul.expects(/Bonne route/);
		await client.expects(/en route/);
		await paul.send('je suis là');
		await paul.expects(/Arrivée notée/);
		await client.expects(/sur place/);
		await paul.send('je commence');
		await paul.expects(/Bon travail/);
		await client.expects(/a commencé le travail/);
		await paul.send('fini 15000');
		await paul.expects(/1001 terminée : 15[ \u202f\u00a0]000/);
		await client.expects(/C'est bien le prix convenu/);
		await client.tap(/Oui, c'est juste/);
		await client.expects(/est confirmé[\s\S]*Donnez une note/);
		await paul.expects(/Le client confirme/);
		await client.tap(/5 ⭐/);
		await client.expects(/Un mot de plus/);
		await client.send('Rapide et très propre');
		await client.expects(/votre avis aide/);
		await paul.expects(/Vous avez reçu 5\/5/);

		for (const phone of [serge, clarisse]) expect(shownOn(phone)).not.toMatch(SECRETS);
		const tracking = Tracking.parse(await get('/api/v1/tracking/request/1001'));
		expect(tracking).toMatchObject({
			status: 'service_completed',
			completion_percentage: 100,
			client: { name: 'Aïcha', phone: CLIENT },
			provider: { id: 'paul', ratings: 39 },
			price: { amount: 15_000, state: 'confirmed' },
			rating: { score: 5, comment: 'Rapide et très propre' },
		});
		expect(tracking.history.map(({ to, actor }) => [to, actor.kind])).toEqual([
			['request_received', 'client'],
			['provider_search', 'system'],
			['provider_notified', 'system'],
			['provider_accepted', 'provider'],
			['provider_enroute', 'provider'],
			['provider_arrived', 'provider'],
			['service_started', 'provider'],
			['service_completed', 'provider'],
		]);
		expect(tracking.history.map(({ from }) => from)).toEqual([null, ...tracking.history.slice(0, -1).map(({ to }) => to)]);
		const times = tracking.history.map(({ at }) => at);
		expect(times).toEqual(times.toSorted());
	});

	story('makes each rich content once, and shows that the bot is typing', async ({ twilio }) => {
		const created = () => twilio.calls.filter(({ method, path }) => method === 'POST' && path === '/v1/Content').length;
		await requestByPhone(twilio.phone('+237650000002'));
		const before = created();
		expect(before).toBeGreaterThan(0);
		const other = twilio.phone('+237650000004');
		await requestByPhone(other);
		expect(created()).toBe(before);
		expect(new Set(twilio.contents.map(({ types }) => JSON.stringify(types))).size).toBe(twilio.contents.length);
		const first = await other.send('menu');
		await other.expects(/Que puis-je faire/);
		// Nobody waits for it: the answer may be there first.
		await until(async () => twilio.typing.some(({ messageId, version }) => messageId === first.sid && version === 'v3'));
	});

	story('is silent after STOP and speaks again after START', async ({ twilio, idle }) => {
		const phone = twilio.phone('+237650000003');
		await phone.send('STOP');
		await phone.expects(/vous ne recevrez plus de messages/);
		await phone.send('bonjour');
		await idle();
		await phone.send('START');
		await phone.expects(/Bon retour/);
		await phone.send('bonjour');
		await phone.expects(/Que puis-je faire/);
		expect(phone.messages).toHaveLength(3);
	});
});
