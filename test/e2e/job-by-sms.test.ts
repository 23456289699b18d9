import { expect } from '@jest/globals';
import { z } from 'zod';
import { useDeployment } from '../support/use-deployment.ts';
import { numberIn, requestByPhone } from './request-by-phone.ts';

const { story } = useDeployment();

const Tracking = z.object({
	status: z.string(),
	client: z.object({ phone: z.string() }),
	rating: z.object({ score: z.number() }).nullable(),
});

story('a client and a provider without WhatsApp live a job by numbers and words', async ({ twilio, get }) => {
	const client = Object.assign(twilio.phone('+237650000011'), { channel: 'sms' as const, whatsapp: false });
	const ibrahim = Object.assign(twilio.phone('+237690000005'), { channel: 'sms' as const, whatsapp: false });
	const nadege = Object.assign(twilio.phone('+237690000009'), { channel: 'sms' as const, whatsapp: false });
	const number = await requestByPhone(client, {
		hello: 'Bonjour, je cherche un électricien à Bonamoussadi',
		problem: 'Le compteur saute dès que je branche le frigo',
		landmark: 'carrefour Maetur',
	});

	const offer = await ibrahim.expects(/Nouvelle demande/);
	expect(numberIn(offer)).toBe(number);
	expect(offer.buttons).toEqual([]);
	await nadege.expects(/Nouvelle demande/);
	await ibrahim.choose(/Accepter/);
	await ibrahim.expects(/est à vous[\s\S]*650 ?00 ?00 ?11/);
	await client.expects(/Ibrahim Moussa accepte/);
	await nadege.expects(/prise par un autre prestataire/);

	await ibrahim.send('en route');
	await ibrahim.expects(/Bonne route/);
	await ibrahim.send('je suis la');
	await ibrahim.expects(/Arrivée notée/);
	await ibrahim.send('je commence');
	await ibrahim.expects(/Bon travail/);
	await ibrahim.send('fini 15000');
	await ibrahim.expects(/terminée/);
	await client.expects(/1\. Oui, c'est juste/);
	await client.choose(/Oui, c'est juste/);
	await client.expects(/Donnez une note/);
	await client.send('4');
	await client.expects(/Un mot de plus/);
	await client.choose(/Non, c'est tout/);
	await client.expects(/votre avis aide/);

	expect(Tracking.parse(await get(`/api/v1/tracking/request/${number}`))).toEqual({
		status: 'service_completed',
		client: { phone: '+237650000011' },
		rating: expect.objectContaining({ score: 4 }),
	});
	for (const phone of [client, ibrahim, nadege]) {
		expect(phone.messages.every(({ channel, buttons, list }) => channel === 'sms' && buttons.length === 0 && list === undefined)).toBe(
			true,
		);
	}
});

story('STOP by SMS is obeyed even where the carrier has no list of its own, until START', async ({ twilio, idle }) => {
	const phone = Object.assign(twilio.phone('+237650000012'), { channel: 'sms' as const });
	twilio.settings.smsStopWords = [];
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
