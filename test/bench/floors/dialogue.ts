/** What the program says in the five messages of a request, written out by hand. */
export interface Screen {
	text: string;
	/** Label and payload of each choice. */
	choices: [string, string][];
}

/** A contact as the floors store it. */
export interface FloorContact {
	_id: string;
	phone: string;
	sender: string;
	name: string;
	step: number;
	facts: string[];
	lastInboundAt: Date;
	/** When the question's timer fires. */
	remindAt?: Date;
	lease?: { owner: string | null; until: Date };
}

const SCREENS: readonly Screen[] = [
	{ text: 'Bonjour ! Que se passe-t-il ?\nDécrivez le problème en une phrase.', choices: [] },
	{ text: 'Donnez un repère pour vous trouver à Bonamoussadi.', choices: [] },
	{
		text: 'Quand faut-il passer ?',
		choices: [
			['Dès que possible', 'request:when:now'],
			["Aujourd'hui", 'request:when:today'],
			['Un autre jour', 'request:when:date'],
		],
	},
	{
		text: 'Voici votre demande : plomberie à Bonamoussadi.\nFaut-il lancer la recherche ?',
		choices: [
			['Oui, lancer', 'request:confirm:yes'],
			['Modifier', 'request:confirm:edit'],
			['Annuler', 'request:confirm:cancel'],
		],
	},
];

export const LAST_STEP = SCREENS.length;

/** The answer to the message of this step; at the last one the request's number is said. */
export function screenOf(step: number, number: number): Screen {
	return SCREENS[step] ?? { text: `Demande n° ${number} enregistrée. Nous cherchons un plombier.`, choices: [] };
}

export const NOBODY: Screen = {
	text: "Personne n'est libre maintenant. Que voulez-vous faire ?",
	choices: [['Plus tard', 'request:nobody:later']],
};
