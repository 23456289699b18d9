import type { Outgoing } from './sink.ts';

/** What a client does at one step: words, or a tap on a choice whose label looks so. */
export type Act = { text: string } | { tap: RegExp };

export interface Step {
	act: Act;
	/** What the answer must say; anything else is counted as wrong. */
	answer: RegExp;
}

/** The service request in five messages, as a client of the import file lives it. */
export const REQUEST: readonly Step[] = [
	{ act: { text: 'Bonjour, je cherche un plombier à Bonamoussadi' }, answer: /Que se passe-t-il/ },
	{ act: { text: 'Le robinet de ma cuisine fuit depuis ce matin' }, answer: /Donnez un repère/ },
	{ act: { text: 'en face de la pharmacie du marché' }, answer: /Quand faut-il passer/ },
	{ act: { tap: /Dès que possible/ }, answer: /Voici votre demande/ },
	{ act: { tap: /Oui, lancer/ }, answer: /Demande n° \d+ enregistrée/ },
];

/** What the webhook's form says of an act. A tap carries the payload of the choice on the last screen. */
export function fieldsOf(act: Act, screen: Outgoing | null): Record<string, string> {
	if ('text' in act) return { Body: act.text, MessageType: 'text' };
	const [label, payload] = choiceOf(screen, act.tap);
	return { Body: label, ButtonText: label, ButtonPayload: payload, MessageType: 'button' };
}

/** Rich contents hold each choice as two variables in a row: its label and its payload. */
function choiceOf(screen: Outgoing | null, label: RegExp): [string, string] {
	const values = Object.values(screen?.variables ?? {});
	const at = values.findIndex((value, i) => label.test(value) && i + 1 < values.length);
	const [title, payload] = [values[at], values[at + 1]];
	if (title === undefined || payload === undefined) throw new Error(`no choice ${label} on the screen: ${screen?.text ?? 'nothing'}`);
	return [title, payload];
}
