import { withoutCourtesy } from './courtesy.ts';
import type { Facts } from './facts.ts';
import { lookUp, TRADES } from './gazetteer.ts';

/** Words that lead to a place, a time or a trade, and tell nothing themselves. */
const LEADING: ReadonlySet<string> = new Set(
	(
		'je j suis habite vis reste reside loge trouve me on nous sommes est etes c ce moi elle il ils elles chez a au aux en dans sur vers de du des d le la ' +
		'les l un une mon ma mes notre sa son ses quartier ville maison domicile ici la bas cote fait plutot que qu veux voudrais faut fallait cherche besoin ai ' +
		'pour et mais donc oui non ok svp venez viens venir passez passer sera serai serons finalement enfin alors bon euh ' +
		'i am m is it s in at the my our house place home stay stays live lives dey for na de no yes and but need want looking come she he we are will be ' +
		'actually rather instead around ' +
		'laa nekk fii ci maa maangi mangi ngi dama damay begg soxla sama waaw deedeet foofu'
	).split(' '),
);

/** Words that only show a file are no more than these. */
const SHOWING = 6;
const SHOWN =
	/^(?:(?:voila|voici|c est|tenez|regarde[rz]?|here|this|is|see|na|di) )*(?:(?:la|ma|les|une|the|a|my) )?(?:photos?|images?|videos?|pictures?|pics?)(?: bi| la)?$/;

/** Whether a text says a place, a time or a trade and nothing of what happened ("je suis à Makepe", "demain matin", "un électricien plutôt"). */
export function isBare({ on, flat, normal, words, quarters, landmark, moments }: Facts): boolean {
	const trades = lookUp(words, TRADES, { exact: false }).map(({ from, to }) => spanOf(normal.tokens.slice(from, to)));
	const told = [...quarters, ...placeOf(normal.clean, landmark), ...moments, ...trades];
	// "Voilà la photo" tells nothing but the photo.
	if (words.length <= SHOWING && (on('media_ref') || SHOWN.test(flat))) return true;
	if (told.length === 0) return false;
	const { start, end } = withoutCourtesy(normal, 0, normal.clean.length);
	return normal.tokens.every(
		(token) =>
			token.start < start ||
			token.end > end ||
			LEADING.has(token.text) ||
			told.some((span) => token.start < span.end && token.end > span.start),
	);
}

/** What goes with a yes and adds nothing to it. */
const AGREEING: ReadonlySet<string> = new Set(
	'ca marche va vas y allez aller lance lancez go ahead fine good bien sur super parfait merci d accord compris note bon recu entendu ok okay ouais yep yeah thanks jerejef baax confirme confirmer'.split(
		' ',
	),
);

/** Whether a yes is all that a text says ("oui ça marche", "ok merci"). */
export function isYesAlone({ polarity, words }: Facts): boolean {
	if (polarity?.value !== 'yes') return false;
	const agreed = new Set(polarity.words.split(' '));
	return words.every((word) => agreed.has(word) || AGREEING.has(word) || LEADING.has(word));
}

/** Whether the yes only takes note of what was told, in words, and says yes to nothing. A sign alone may answer what has expired. */
export function isAcknowledged(facts: Facts): boolean {
	return (
		facts.flat !== '' && isYesAlone(facts) && !/\b(?:oui|ouais|yes|yep|yeah|waaw|confirme\w*|lance[rz]?|vas|allez|go)\b/.test(facts.flat)
	);
}

function spanOf(tokens: readonly { start: number; end: number }[]): { start: number; end: number } {
	return { start: tokens[0]?.start ?? 0, end: tokens.at(-1)?.end ?? 0 };
}

function placeOf(clean: string, said: string | null): { start: number; end: number }[] {
	if (said === null || said === '') return [];
	const start = clean.indexOf(said);
	return start < 0 ? [] : [{ start, end: start + said.length }];
}

const REQUEST_ALONE =
	/^(?:(?:bonjour|bonsoir|salut|hello|hi|svp|please|abeg|my|ma|la|the|sama) )*(?:demande|dem|request|req|laaj) (?:numero |number |n |no )?\d{3,7}(?: (?:svp|please|abeg|merci|thanks))*$/;

/** Nothing but a request's number and courtesies, out of any question, from who made it: what becomes of it is meant. */
export function namesRequestAlone({ topic, role, flat }: Facts): boolean {
	return topic === 'none' && role === 'client' && REQUEST_ALONE.test(flat);
}
