import { afterAll, describe, expect } from '@jest/globals';
import { openAiEmulator } from '../openai-emulator/emulator.ts';
import type { Deployment } from '../support/deployment.ts';
import { useDeployment } from '../support/use-deployment.ts';
import type { Phone } from '../twilio-emulator/phone.ts';
import { FILES, type FileType } from './files-on-a-phone.ts';
import { PLUMBING } from './request-by-phone.ts';

/** Each row of the table of treatments (understanding/README), on a phone, by signed webhooks. */
const openai = await openAiEmulator();
afterAll(() => openai.close());
const { story } = useDeployment({ environment: { OPENAI_API_KEY: 'key', OPENAI_BASE_URL: openai.url } });

const PROBLEM = /Que se passe-t-il/;
const SUMMARY = /Je lance la recherche/;
const NEXT = /Donnez un repère/;
/** As much as a WhatsApp message holds. */
const LONG = `${'le robinet de la cuisine fuit et je ne sais pas quoi faire avec tout ça '.repeat(30)}`.slice(0, 1_590);

let people = 0;
function stranger(twilio: Deployment['twilio'], channel: 'whatsapp' | 'sms' = 'whatsapp'): Phone {
	people++;
	const phone = twilio.phone(`+2376520${String(10_000 + people)}`);
	phone.channel = channel;
	if (channel === 'sms') phone.whatsapp = false;
	return phone;
}

async function atProblem(phone: Phone): Promise<Phone> {
	await phone.send(PLUMBING.hello);
	await phone.expects(PROBLEM);
	return phone;
}

async function atSummary(phone: Phone): Promise<Phone> {
	await atProblem(phone);
	await phone.send(PLUMBING.problem);
	await phone.expects(NEXT);
	await phone.send(PLUMBING.landmark);
	await phone.expects(/Quand faut-il passer/);
	await phone.choose(/Dès que possible/);
	await phone.expects(SUMMARY);
	return phone;
}

const sendFile = (phone: Phone, type: FileType, caption = '') => phone.sendMedia(FILES[type], type, caption);

describe('a voice note', () => {
	story('is read like a typed message', async ({ twilio }) => {
		openai.transcribe = () => ({ content: 'Le tuyau fuit sous le lavabo.' });
		const phone = await atProblem(stranger(twilio));
		await sendFile(phone, 'audio/ogg');
		await phone.expects(NEXT);
		expect(openai.voices.at(-1)).toContain('voice.ogg');
	});

	story.each(['500', 'empty', 'broken'])('that comes back %s leaves the question open', async ({ twilio }, how) => {
		openai.transcribe = () => (how === '500' ? { status: 500 } : how === 'empty' ? { content: '' } : { raw: '<html>' });
		const phone = await atProblem(stranger(twilio));
		await sendFile(phone, 'audio/ogg');
		expect((await phone.expects(/vocaux/)).text).toMatch(PROBLEM);
		await phone.send(PLUMBING.problem);
		await phone.expects(NEXT);
	});

	story('that says yes confirms, and one that says no does not', async ({ twilio }) => {
		openai.transcribe = () => ({ content: 'Non, surtout pas.' });
		const phone = await atSummary(stranger(twilio));
		await sendFile(phone, 'audio/ogg');
		await phone.expects(/Que voulez-vous changer/);
		const other = await atSummary(stranger(twilio));
		openai.transcribe = () => ({ content: 'Oui.' });
		await sendFile(other, 'audio/ogg');
		await other.expects(/Demande n° \d+ enregistrée/);
	});
});

describe('what answers nothing leaves the question open, and counts as no wrong answer', () => {
	const REPLIES: Partial<Record<FileType, RegExp>> = {
		'image/webp': /autocollants/,
		'text/vcard': /fiche de contact/,
		'application/x-msdownload': /ne peux pas ouvrir ce fichier/,
	};
	for (const [type, says] of Object.entries(REPLIES)) {
		const file = type === 'image/webp' || type === 'text/vcard' ? type : 'application/x-msdownload';
		story(`${type}`, async ({ twilio }) => {
			const phone = await atProblem(stranger(twilio));
			for (let time = 0; time < 4; time++) {
				await sendFile(phone, file);
				expect((await phone.expects(says)).text).toMatch(PROBLEM);
			}
			await phone.send(PLUMBING.problem);
			await phone.expects(NEXT);
		});

		story(`${type}, when nothing was asked, begins nothing`, async ({ twilio, idle }) => {
			const phone = stranger(twilio);
			await sendFile(phone, file);
			await phone.expects(says);
			await idle();
			expect(phone.messages).toHaveLength(1);
		});
	}

	story('a reaction is answered with nothing', async ({ twilio, idle }) => {
		const phone = await atSummary(stranger(twilio));
		const before = phone.messages.length;
		expect(await phone.send('👍', { fields: { MessageType: 'reaction' } })).toMatchObject({ status: 200 });
		await idle();
		expect(phone.messages).toHaveLength(before);
		await phone.choose(/Oui, lancer/);
		await phone.expects(/enregistrée/);
	});

	story.each(['unsupported', 'order', 'poll'])('a message of type %s, without words, is asked again in words', async ({ twilio }, kind) => {
		const phone = await atProblem(stranger(twilio));
		await phone.send('', { fields: { MessageType: kind } });
		expect((await phone.expects(/bien compris/)).text).toMatch(PROBLEM);
	});

	story.each(['', '   ', '\n\n', '...', '\u200b', '👍', '😡😡'])('%j is no problem to repair', async ({ twilio }, text) => {
		const phone = await atProblem(stranger(twilio));
		await phone.send(text);
		expect((await phone.expects(/compris/)).text).toMatch(PROBLEM);
		await phone.send(PLUMBING.problem);
		await phone.expects(NEXT);
	});
});

describe('an emoji alone', () => {
	story.each(['👍', '👍🏿', '✅', '👌🏾'])('%s is a yes where one is asked for', async ({ twilio }, emoji) => {
		const phone = await atSummary(stranger(twilio));
		await phone.send(emoji);
		await phone.expects(/Demande n° \d+ enregistrée/);
	});

	story.each(['👎', '❌', '🚫'])('%s is a no', async ({ twilio }, emoji) => {
		const phone = await atSummary(stranger(twilio));
		await phone.send(emoji);
		await phone.expects(/Que voulez-vous changer|Rien n'a été envoyé/);
	});

	story.each(['😡', '😂', '❤️', '🔥', '👍👎', '🇨🇲'])('%s is no yes', async ({ twilio }, emoji) => {
		const phone = await atSummary(stranger(twilio));
		await phone.send(emoji);
		expect((await phone.expects(/./)).text).not.toMatch(/enregistrée/);
	});

	story('says a word where one is asked for', async ({ twilio }) => {
		const phone = stranger(twilio);
		await phone.send('👍');
		await phone.expects(/pas de question en attente/);
	});
});

describe('a picture, a video, a document', () => {
	story.each(['image/jpeg', 'video/mp4', 'application/pdf'])('%s tells the problem, and is kept', async ({ twilio }, type) => {
		const phone = await atProblem(stranger(twilio));
		const file = type === 'image/jpeg' || type === 'video/mp4' ? type : 'application/pdf';
		await sendFile(phone, file);
		await phone.expects(NEXT);
	});

	story.each(['image/jpeg', 'video/mp4', 'application/pdf'])(
		'%s at the summary is kept and the summary read again',
		async ({ twilio }, type) => {
			const phone = await atSummary(stranger(twilio));
			const file = type === 'image/jpeg' || type === 'video/mp4' ? type : 'application/pdf';
			await sendFile(phone, file);
			expect((await phone.expects(/Bien reçu/)).text).toMatch(/1 photo[\s\S]*Je lance la recherche/);
		},
	);

	story('with a caption: the caption is read like a message', async ({ twilio }) => {
		const phone = stranger(twilio);
		await sendFile(phone, 'image/jpeg', 'je cherche un plombier à Bonamoussadi, le robinet fuit');
		expect((await phone.expects(NEXT)).text).not.toMatch(/De quel service/);
		const asking = stranger(twilio);
		await sendFile(asking, 'image/jpeg', 'je veux parler à un conseiller');
		expect((await asking.expects(/./)).text).not.toMatch(/De quel service/);
		const other = await atSummary(stranger(twilio));
		await sendFile(other, 'image/jpeg', 'oui');
		await other.expects(/Demande n° \d+ enregistrée/);
		const refusing = await atSummary(stranger(twilio));
		await sendFile(refusing, 'image/jpeg', 'non');
		await refusing.expects(/Que voulez-vous changer/);
	});

	story('with words of danger in the caption brings safety advice at once', async ({ twilio }) => {
		const phone = stranger(twilio);
		await sendFile(phone, 'image/jpeg', 'ça sent le gaz dans ma cuisine');
		await phone.expects(/éloignez-vous|sortez|pompiers|gaz/i);
	});

	story('out of the blue, a picture begins a request', async ({ twilio }) => {
		const phone = stranger(twilio);
		await sendFile(phone, 'image/jpeg');
		await phone.expects(/De quel service/);
	});
});

describe('a pin and a long text', () => {
	story('a pin is kept while another thing is asked', async ({ twilio }) => {
		const phone = await atProblem(stranger(twilio));
		await phone.sendLocation(4.0876, 9.7366, { label: 'Chez moi' });
		expect((await phone.expects(/noté/)).text).toMatch(PROBLEM);
	});

	story.each(['whatsapp', 'sms'])('a text of 1,590 characters by %s tells the problem', async ({ twilio }, channel) => {
		const phone = await atProblem(stranger(twilio, channel === 'sms' ? 'sms' : 'whatsapp'));
		await phone.send(LONG);
		await phone.expects(NEXT);
	});

	story('danger at the end of a long text is heard', async ({ twilio }) => {
		const phone = await atProblem(stranger(twilio));
		await phone.send(`${LONG.slice(0, 1_500)} et ça sent le gaz`);
		await phone.expects(/gaz|pompiers/i);
	});
});

describe('by SMS', () => {
	story.each(['', '👍', '...'])('%j is no problem to repair', async ({ twilio }, text) => {
		const phone = await atProblem(stranger(twilio, 'sms'));
		await phone.send(text);
		expect((await phone.expects(/compris/)).text).toMatch(PROBLEM);
	});

	story('a picture tells the problem there too, and a contact card does not', async ({ twilio }) => {
		const phone = await atProblem(stranger(twilio, 'sms'));
		await sendFile(phone, 'text/vcard');
		expect((await phone.expects(/fiche de contact/)).text).toMatch(PROBLEM);
		await sendFile(phone, 'image/jpeg');
		await phone.expects(NEXT);
	});
});
