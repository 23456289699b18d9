import type { Facts } from './facts.ts';
import type { Category, Intent, Sentiment, Urgency } from './reading.ts';
import { ANGRY, ANGRY_EMOJI, HAPPY, HAPPY_EMOJI, WRY_EMOJI } from './tables/tone.ts';

const edge = (sources: readonly string[]): RegExp => new RegExp(`(?<![a-z0-9])(?:${sources.join('|')})(?![a-z0-9])`);
const ANGRY_WORDS = edge(ANGRY);
const HAPPY_WORDS = edge(HAPPY);
const NEGATED_HAPPY = new RegExp(
	`(?<![a-z0-9])(?:pas|not|no|jamais|never|plus|aucun|ne|n|isn t|wasn t|don t)(?: \\w+){0,2} ${HAPPY_WORDS.source.replace('(?<![a-z0-9])', '')}`,
);
/** Understatements that hold a word of anger or a denied praise. */
const MILD = /\b(?:not (?:too )?bad|pas mal|(?:e )?no (?:be |go |dey )?bad|pas de souci)\b/g;
/** Praise beside a mishap ("Génial, encore une erreur", "bravo, 3 heures d'attente") means its contrary. */
const MISHAP =
	/\b(?:encore|toujours|another|again|still|erreur|error|panne|attente|retard|late|rien|nothing|personne|nobody|jamais|never|no show|pas|waiting|wait|heures|hours|deux fois|twice|casse|broken|failed|echoue|probleme)\b/;
const PRAISE_EVENT =
	/\b(?:probleme (?:est )?(?:regle|resolu)|no problem|pas de (?:probleme|souci)|sans (?:probleme|souci|retard)|rien a (?:dire|redire)|nothing to)\b/;

/** Words or emojis of anger, or praise denied. */
export function angry({ flat, normal }: Facts): boolean {
	return (
		ANGRY_WORDS.test(flat.replace(MILD, ' ')) ||
		NEGATED_HAPPY.test(flat.replace(MILD, ' ')) ||
		normal.emojis.some((emoji) => ANGRY_EMOJI.test(emoji))
	);
}

/** Is praise meant as its contrary? */
export function sarcastic(facts: Facts): boolean {
	if (!HAPPY_WORDS.test(facts.flat)) return false;
	const mishap = MISHAP.test(facts.flat.replace(new RegExp(PRAISE_EVENT.source, 'g'), ' '));
	const wry = facts.normal.emojis.some((emoji) => WRY_EMOJI.test(emoji));
	const thanksForNothing = /\b(?:merci pour rien|thanks for nothing|thank you for nothing)\b/.test(facts.flat);
	const openedByPraise =
		/^(?:ah )?(?:merci|bravo|genial|super|parfait|felicitations|great|wow|perfect|nice|fantastic|quel(?:le)? (?:professionnalisme|service|efficacite)|well done|congratulations)\b/.test(
			facts.flat,
		);
	return (
		thanksForNothing ||
		(mishap &&
			(wry ||
				(openedByPraise &&
					/\b(?:encore|another|again|attente|toujours|still|heures|hours|no show|erreur|error|personne|nobody|retard|panne)\b/.test(
						facts.flat,
					) &&
					!facts.on('thanks')))) ||
		(wry && facts.on('fault', 'pay_trouble', 'no_show', 'complaint') && mishap)
	);
}

/** The tone, not the event (README of the labels); faults reported to support are negative. */
export function sentimentOf(facts: Facts, intent: Intent): Sentiment {
	const { flat, normal } = facts;
	if (sarcastic(facts)) return 'negatif';
	const angry =
		ANGRY_WORDS.test((intent === 'join_queue' ? flat.replace('ca suffit', ' ') : flat).replace(MILD, ' ')) ||
		NEGATED_HAPPY.test(flat.replace(/\b(?:not bad|pas mal)\b/g, ' '));
	const happy = HAPPY_WORDS.test(flat) && !NEGATED_HAPPY.test(flat.replace(/\bnot bad\b/g, 'good'));
	const angryEmoji = normal.emojis.some((emoji) => ANGRY_EMOJI.test(emoji));
	const happyEmoji = normal.emojis.some((emoji) => HAPPY_EMOJI.test(emoji));
	switch (intent) {
		case 'rate_service':
			if (facts.rating !== null)
				return facts.rating >= 4 ? 'positif' : facts.rating <= 2 ? 'negatif' : angry && !happy ? 'negatif' : 'neutre';
			return angry || facts.on('complaint') || angryEmoji || (/\b(?:bof|moyen|pas|not|no|mal)\b/.test(flat) && !happy)
				? 'negatif'
				: happy || happyEmoji || facts.on('praise')
					? 'positif'
					: 'neutre';
		case 'complaint':
		case 'payment_problem':
			return 'negatif';
		case 'thanks':
			return angry && !happy ? 'negatif' : 'positif';
		case 'greet':
			return happyEmoji && /😍|❤|🥰/u.test(normal.emojis.join('')) ? 'positif' : 'neutre';
		case 'provider_complete':
		case 'confirm':
			return facts.on('praise') &&
				happy &&
				(intent === 'provider_complete'
					? /\b(?:adorable|super|gentil\w*|content\w*|satisf\w*|top|happy|nice|great|ravi\w*|merci|sympa|well)\b/.test(flat) || happyEmoji
					: /\b(?:merci beaucoup|super|genial|great|perfect|parfait|excellent)\b/.test(flat) && flat.split(' ').length > 2 && happyEmoji)
				? 'positif'
				: angry || angryEmoji
					? 'negatif'
					: 'neutre';
		case 'help':
		case 'price_question':
		case 'out_of_scope':
			return angry || angryEmoji ? 'negatif' : 'neutre';
		default:
			if (angry || angryEmoji) return 'negatif';
			if (normal.exclaims >= 3 && (facts.on('fault', 'human', 'status', 'where_is') || normal.shouts)) return 'negatif';
			return 'neutre';
	}
}

/** Danger beats everything; then flooding, total loss, money gone and an explicit now; then what goes on or is late; the rest is low. */
export function urgencyOf(facts: Facts, intent: Intent, sentiment: Sentiment): Urgency {
	const service = intent === 'request_service' || intent === 'describe_problem';
	if (facts.danger !== null) return 'haute';
	const waived = facts.on('no_rush');
	if (facts.on('flood') && intent !== 'thanks' && intent !== 'price_question' && intent !== 'out_of_scope') return 'haute';
	if (service) {
		if (waived)
			return /\b(?:urgent|urgence|vite)\b/.test(
				facts.flat.replace(/\b(?:pas|rien|not|no|aucune|sans)(?: \w+)? (?:d |de )?(?:urgent\w*|urgence|vite)\b/g, ' '),
			)
				? 'moyenne'
				: facts.on('fault') && !facts.on('repair') && /\b(?:depuis|fuite|leak)\b/.test(facts.flat)
					? 'moyenne'
					: 'basse';
		if (facts.on('now') || (facts.on('total_loss') && facts.topic !== 'support') || facts.moment?.precision === 'now') return 'haute';
		if (facts.on('fault', 'today')) return facts.on('media_ref') && !facts.on('today') ? 'basse' : 'moyenne';
		return facts.topic === 'problem' && !facts.on('media_ref', 'repair') && facts.words.length > 1 ? 'moyenne' : 'basse';
	}
	switch (intent) {
		case 'payment_problem':
			return facts.on('money_gone') || /\b(?:urgent\w*|immediatement|immediately|now now)\b/.test(facts.flat) ? 'haute' : 'moyenne';
		case 'complaint':
			if (
				/\b(?:urgent\w*|immediatement|immediately|tout de suite|right now)\b/.test(facts.flat) ||
				facts.on('money_gone') ||
				(facts.topic === 'support' && facts.on('total_loss'))
			)
				return 'haute';
			return /\b(?:casse|broke|broken|damaged|destroyed) (?:mon|ma|mes|my)\b|\b(?:broke|damaged|destroyed) my\b/.test(facts.flat)
				? 'haute'
				: 'moyenne';
		case 'track_status':
			return facts.on('now') ||
				sentiment === 'negatif' ||
				facts.on('no_show', 'today') ||
				/\b(?:toujours|tjrs|encore|still|attends|attend|wait|waiting|depuis|since|never|neva|wait|xaar|yagg|retard|late|oublie\w*|forgot\w*|forget|personne|nobody|came|nowagul|nowul|heure|hour|hours)\b/.test(
					facts.flat,
				) ||
				(facts.topic === 'enroute' && facts.on('where_is'))
				? 'moyenne'
				: 'basse';
		case 'talk_to_human':
			return /\b(?:urgen\w*|immediatement|immediately|vite|now now|tout de suite|right now|asap)\b/.test(facts.flat)
				? 'haute'
				: sentiment === 'negatif'
					? 'moyenne'
					: 'basse';
		case 'cancel_request':
			return sentiment === 'negatif' ? 'moyenne' : 'basse';
		case 'provider_arrived':
			return facts.on('client_absent') ? 'moyenne' : 'basse';
		case 'deny':
			return facts.topic === 'called' ? 'moyenne' : 'basse';
		default:
			return facts.topic === 'support' && intent === 'help' && facts.on('total_loss', 'now') ? 'moyenne' : 'basse';
	}
}

/** Our own program, which fails people out of any talk with the support too. */
const OUR_PROGRAM = /\b(?:app|appli|application|espace (?:pro|prestataire|client)|site|log(?:in|s me out)|session|mot de passe|password)\b/;
const FAILS_US = new RegExp(
	`${OUR_PROGRAM.source}.*\\b(?:jamais|ne marche|bug\\w*|plante\\w*|refuse\\w*|bloque\\w*|no gree|can t|won t|crash\\w*|keeps)\\b`,
);
/** What was bought is used up by nobody knows what: "2 Go finished in one night". */
const DRAINED =
	/\b(?:gigas?|\d+ ?(?:go|gb)|forfait|data|megas?)\b.*\b(?:fini\w*|finish\w*|fondu\w*|mang\w*|buvez|chop\w*|disparu\w*|vide\w*)\b/;
/** The same sum or the same day twice. */
const CHARGED_TWICE =
	/\b(?:deux|2|double|trois|3|two|three) ?(?:fois|times)? (?:\d{3,}|sms de (?:retrait|debit)|charges?|debits?|prelevements?|retraits?)\b|\btwice\b.*\b(?:charge|cut|debit|bill)/;

/** Support matters have a category; others have none. */
export function categoryOf(facts: Facts, intent: Intent): Category | null {
	const support = facts.topic === 'support';
	if (intent === 'payment_problem') return 'facturation';
	if (facts.on('close_account') && (support || intent === 'cancel_request')) return 'resiliation';
	if (!support && intent !== 'complaint')
		return FAILS_US.test(facts.flat) && ['help', 'describe_problem'].includes(intent) ? 'technique' : null;
	if (!support)
		return facts.on('pay_trouble') || facts.topic === 'pay' ? 'facturation' : OUR_PROGRAM.test(facts.flat) ? 'technique' : 'autre';
	if (DRAINED.test(facts.flat)) return 'technique';
	if (intent === 'thanks' || intent === 'greet') return 'autre';
	if (intent === 'cancel_request') return 'resiliation';
	const courteous =
		/\b(?:agent|conseiller|conseillere|accueil|boutique|raccroche|impoli\w*|rude|insult\w*)\b/.test(facts.flat) && facts.on('complaint');
	if (intent === 'price_question' && !/\b(?:factur\w*|bill|invoice|preleve\w*)\b/.test(facts.flat)) return 'commercial';
	if (
		facts.on('pay_trouble') ||
		CHARGED_TWICE.test(facts.flat) ||
		(facts.on('bill') && !(facts.on('sales') && intent !== 'complaint' && !/\b(?:factur\w*|bill|invoice)\b/.test(facts.flat)))
	)
		return 'facturation';
	if (courteous && !facts.on('total_loss')) return 'autre';
	if (
		facts.on('sales') &&
		intent !== 'complaint' &&
		!(facts.on('tech') && !/\b(?:forfait|offre|promo|plan|fibre|fiber|box|souscri\w*|demenag\w*)\b/.test(facts.flat))
	)
		return 'commercial';
	if (facts.on('tech', 'total_loss', 'fault')) return 'technique';
	return facts.on('sales') ? 'commercial' : 'autre';
}
