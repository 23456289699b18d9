import type { Phone, PhoneMessage } from '../twilio-emulator/phone.ts';

/** What a client asks for, in the words of the two-trades import file. */
export interface Wish {
	hello: string;
	problem: string;
	landmark: string;
}

export const PLUMBING: Wish = {
	hello: 'Bonjour, je cherche un plombier à Bonamoussadi',
	problem: 'Le robinet de ma cuisine fuit depuis ce matin',
	landmark: 'en face de la pharmacie du marché',
};

/** A client on WhatsApp or SMS asks for somebody to come now, up to what is read back to them. */
export async function comeToSummary(phone: Phone, wish: Wish = PLUMBING): Promise<void> {
	await phone.send(wish.hello);
	await phone.expects(/Que se passe-t-il/);
	await phone.send(wish.problem);
	await phone.expects(/Donnez un repère/);
	await phone.send(wish.landmark);
	await phone.expects(/Quand faut-il passer/);
	await phone.choose(/Dès que possible/);
	await phone.expects(/Voici votre demande/);
}

/** The same, and confirms it. Gives the number people say. */
export async function requestByPhone(phone: Phone, wish: Wish = PLUMBING): Promise<number> {
	await comeToSummary(phone, wish);
	await phone.choose(/Oui, lancer/);
	return numberIn(await phone.expects(/Demande n° \d+ enregistrée/));
}

/** The request number that a message names. */
export function numberIn({ text }: PhoneMessage): number {
	const number = /n° (\d+)/.exec(text)?.[1];
	if (number === undefined) throw new Error(`no request number in: ${text}`);
	return Number(number);
}

/** What a phone shows from one of its messages on, as one text. */
export function shownOn(phone: Phone): string {
	return phone.messages.map(({ text }) => text).join('\n');
}
