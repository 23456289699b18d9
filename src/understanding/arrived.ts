import type { Facts } from './facts.ts';

/** "Je suis arrivé à la banque", "we are here", "agsi naa": of the writer, and already. */
const THERE =
	/\b(?:(?:je|nous|on) (?:suis|sommes|est|viens d)|i am|i m|am|i have|i ve|i just|we are|we re) ?(?:bien |deja |enfin |just |already |now )?(?:arrivee?s?|arriver|arrived|la|here|there|sur place|presente?|present|devant (?:l |la |le |vous )?(?:banque|agence|hopital|clinique|mairie|guichet|entree|porte|accueil)?|at the (?:bank|branch|hospital|counter|entrance|desk))\b(?! (?:dans|d ici|bientot|in \d|pour|for))|\bj y suis\b|\b(?:agsi naa?|agsinaa|yegsi naa?|yeksi naa?|maa ngi fi|ma ngi fi|maangi fi|mangi fi)\b/;
const NOT_YET = /\b(?:pas|plus|not|never|jamais|presque|almost|bientot|soon|nearly)\b/;
/** Asked for something else, the same words answer that: where a job is, whether one was there when called. */
const OPEN_TOPICS: readonly string[] = ['none', 'other', 'queue', 'appointment'];
const MOST_WORDS = 12;

/** Whether a client says that they are at the place they came to, and nothing more. */
export function isThere({ role, topic, flat, words, trades, objects, orgServices, normal, on }: Facts): boolean {
	if (role !== 'client' || !OPEN_TOPICS.includes(topic) || words.length > MOST_WORDS || normal.asks) return false;
	if (!THERE.test(flat) || NOT_YET.test(flat) || trades.length + objects.length + orgServices.length > 0) return false;
	return !on('take_ticket', 'book', 'cancel', 'leave', 'fault', 'complaint', 'want', 'human', 'no_show');
}
