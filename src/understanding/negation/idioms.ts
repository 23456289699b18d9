import { said } from './pattern.ts';

/** Agreement worded with a negation: "pas de souci", "why not", "no wahala". */
export const YES_IDIOM = said([
	'(?:il )?(?:n )?(?:y a )?(?:pas|aucun|sans)(?: de| d| le moindre| un)? (?:soucis?|problemes?|inquietude|inconvenient|objection|match|pression|stress|wahala|palabre|grave|doute)',
	'ca (?:ne )?me (?:derange|gene) (?:pas|en rien|nullement)',
	'je (?:n ai|ai|ne dis|n y vois) (?:rien contre|pas d objection|rien a redire|pas non|pas dit non|aucune objection|pas d inconvenient)',
	'pourquoi pas',
	'c est pas (?:grave|mal)',
	'pas mal',
	'why not',
	'(?:e )?no (?:go |be |dey )?bad',
	'(?:i )?(?:no|nor|don t) (?:get|have)(?: any| other)? choice',
	'not (?:ideal|great)',
	'pas (?:press\\w*|ideal\\w*|donne)',
	'(?:il )?(?:n )?(?:y a )?pas (?:mieux|moyen autrement|autrement)',
	'(?:ya|y a) pas (?:mieux|moyen autrement)',
	'rien (?:a (?:changer|ajouter|dire|redire|signaler|modifier)|n a change)',
	'nothing (?:to (?:add|change|say)|changed|else to add)',
	'jafewul',
	'no (?:problems?|rush|hurry|complaints?|wahala|wahalas|worries|worry|issues?|objections?|qualms|stress|doubt|shaking|palaver)',
	'not (?:a |bad|an )(?:problem|issue|at all)?',
	'i don t mind',
	'don t (?:worry|hesitate)',
	'n hesitez pas',
	'nothing against',
	'can t wait',
	'amul (?:jafe jafe|solo|benn jafe jafe)',
	'bien sur que (?:oui|si)',
	'si si',
	'(?:je |j )?(?:ne |n )?(?:dis|disais|dit|dirai|dirais) (?:pas|jamais) non',
	'(?:je |j )?(?:ne |n )?(?:le |la |l |les )?(?:refuse|refuserai|refuserais|rejette|decline) pas(?: du tout)?',
	'(?:je |j )?(?:ne |n )?(?:suis|serais|ai) (?:pas|rien) (?:contre|oppose\\w*)',
	'(?:i )?(?:don t|do not|won t|am not|m not|will not|wouldn t|not) (?:refus\\w*|reject\\w*|declin\\w*|say(?:ing)? no|against)',
	'i (?:no|nor|neva|never) (?:refuse|say no|mind|go (?:say no|refuse|mind)|fit (?:say no|refuse))',
	'(?:pourquoi|why)(?: est ce que)?(?: (?:je|on|i|we|would|should))* (?:dirais?|dirai|refuserais?|say|refuse) (?:non|no)',
	'(?:pourquoi|why)(?: est ce que)?(?: (?:would|should|will))? (?:je|on|i|we)(?: (?:would|should|vais|go))? (?:refus\\w*|decline)',
	'who (?:(?:no|nor) (?:go|fit|dey)|wouldn t|would not) (?:gree|agree|want|like|take)',
	'qui (?:refuserait|dirait non|cracherait dessus)',
	'(?:can t|couldn t|won t|would not|wouldn t) (?:say|refuse) no',
	'(?:non|nan|no) mais (?:bien sur|evidemment|je prends|j accepte|carrement|oui)',
	'ca (?:ne )?(?:depasse|coute|augmente|monte) pas(?: plus)?',
	'bannuma',
	'(?:(?:je )?n ?)?(?:ai )?pas (?:trop |vraiment )?(?:le|d autre|d autres) (?:choix|options?|solutions?)',
	'no (?:other )?(?:choice|option)',
	'(?:n )?(?:ai |y a )?(?:pas|aucune?|rien) (?:de |d )?(?:autre )?(?:remarque|raison|objection|panique|commentaire)s?(?: (?:de|d) \\w+)?',
	'pas (?:plus tard que|seulement)',
	'ya pas (?:match|drap|wahala|souci|soucis|probleme|foy|stress)',
	'n attendez (?:pas|plus)(?: lancez| allez y)?',
	'no long (?:thing|talk)',
	// Kept for oneself: to be given to nobody else is to be taken.
	'(?:no|nor) (?:give|pass|dash)(?: am)?(?: to)? (?:other|another|any|anybody|nobody)(?: (?:man|person|body|technician))?',
	'(?:don t|do not) (?:give|offer|pass)(?: (?:it|this|that))?(?: to)? (?:anyone|anybody|another|someone|somebody)(?: (?:else|man|person))?',
	'(?:ne )?(?:la |le )?(?:donnez|donne|passez|confiez|proposez)(?: la| le| ca)? (?:pas )?a (?:personne|aucun|un)(?: d)? autre(?: \\w+)?',
]);

/** Steps, not a negation: "à deux pas de chez moi". */
const STEPS = said(['(?:a |de )?(?:un|deux|trois|quatre|quelques|2|3|4) pas']);

const EVERY_IDIOM = new RegExp(`${YES_IDIOM.source}|${STEPS.source}`, 'g');

/** The text with a gap for each agreeing negation, so that only those that deny are left. */
export function withoutIdioms(flat: string): string {
	return flat.replace(EVERY_IDIOM, ' ');
}
