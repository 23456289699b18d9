import { minutesIn } from './eta.ts';
import {
	BUILT_IN_QUARTERS,
	CITY_NAMES,
	type Found,
	gazetteerOf,
	landmarkIn,
	lookUp,
	OBJECTS,
	ORG_SERVICE_NAMES,
	ORGANISATION_NAMES,
	placeWithin,
	TRADES,
} from './gazetteer.ts';
import { listedLanguages, listedServices } from './listed.ts';
import { type Moment, momentsIn } from './moments.ts';
import { type Amount, amountIn } from './money.ts';
import { withoutIdioms } from './negation/idioms.ts';
import { emojiPolarity, type PolarityFound, polarityOf } from './negation.ts';
import { ordinalChoice } from './numbers.ts';
import { emailIn, phonesIn } from './phones.ts';
import { type Topic, topicOf } from './questions.ts';
import { ratingIn } from './ratings.ts';
import type { ReadingContext, Role, Slots } from './reading.ts';
import { type Signal, signalsOf } from './signals.ts';
import { KNOWN } from './tables/common.ts';
import { fold, type Normal, normalise } from './text/normalise.ts';
import { speller } from './text/speller.ts';

/** Everything read from a text before anything is decided: what the rules, the tone and the slots are made from. */
export interface Facts {
	role: Role;
	topic: Topic;
	normal: Normal;
	flat: string;
	words: string[];
	signals: Map<Signal, string>;
	polarity: PolarityFound | null;
	/** Trades named ("plombier"); objects and faults that point to one ("robinet"). Ids of the organisation's services. */
	trades: string[];
	objects: string[];
	/** Names of quarters, best first: the place of the job, never one that is ruled out ("pas à Akwa"). */
	quarters: { name: string; zone: string | null; start: number; end: number }[];
	cities: string[];
	landmark: string | null;
	coordinates: { lat: number; lon: number } | null;
	amount: Amount | null;
	rating: number | null;
	/** The time asked for: the first that is not ruled out; and all of them, in order. */
	moment: Moment | null;
	moments: Moment[];
	minutes: number | null;
	phone: string | null;
	email: string | null;
	requestId: string | null;
	ticketNumber: string | null;
	ticketType: string | null;
	method: string | null;
	organisations: { name: string; from: number; to: number }[];
	orgServices: { name: string; from: number; to: number }[];
	/** A lone number ("1", "le 2", "number two"). */
	digit: number | null;
	/** The place in the question's list that the text names and nothing more ("la 2", "le premier", "the second one"). */
	chosen: number | null;
	/** The language that such a number chose from the question's own list. */
	chosenLanguage: Slots['language'];
	danger: string | null;
	/** Is one of these signals there? */
	on(...signals: Signal[]): boolean;
}

const COORDINATES = /(?<![\d.])(-?\d{1,2}\.\d{3,})\s*[,;/ ]\s*(?:(?:lon|lng|long|longitude)\s*[:=]?\s*)?(-?\d{1,3}\.\d{3,})(?![\d.])/;
const MAP_LINK = /(?:maps|goo\.gl|osm)[^\s]*?[@=/](-?\d{1,2}\.\d{3,})(?:,|%2c)(-?\d{1,3}\.\d{3,})/i;

function coordinatesIn(normal: Normal): Facts['coordinates'] {
	const match = MAP_LINK.exec(normal.clean) ?? COORDINATES.exec(normal.plain);
	if (match === null) return null;
	const lat = Number(match[1]);
	const lon = Number(match[2]);
	return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : null;
}

const REQUEST_ID =
	/(?:#\s?|(?:demande|dem(?= \d)|request|req|mission|job|commande|order|requete|intervention|dossier)(?: numero| number| no| n°| n)?\s?#?\s?|\b(?:la|le|celle|statut de la|annule[rz]?|cancel|withdraw(?= \d{4}\b)(?! \d000)|status of|track|of)\s(?:n°\s?|no\s)?)(\d{3,7})(?!\d|[\s.]?\d{3}|\s?(?:f|fcfa|k|francs|min|h)\b)/;
const TICKET = /(?<![a-z0-9'])([a-hj-z])[\s-]?(\d{2,4})(?![\d:h]|\s?(?:f|fcfa|h|min|k)\b)/;

function ticketIn(normal: Normal, queueing: boolean): string | null {
	const match = TICKET.exec(normal.plain) ?? /(?<![a-z0-9'])(a)-?(\d{2,4})(?![\d:h]|\s?(?:f|fcfa|h|min|k)\b)/.exec(normal.plain);
	if (match === null) return null;
	const written = normal.clean.slice(match.index, match.index + match[0].length);
	const near = /\b(?:ticket|numero|number|place|position|tour|guichet)\b/.test(normal.plain);
	if (!near && !queueing && !/^[A-Z]\d{3}$/.test(written)) return null;
	if (/^(?:pk|bp)/.test(normal.plain.slice(Math.max(0, match.index - 1)))) return null;
	return `${match[1]}${match[2]}`.toUpperCase();
}

function ticketTypeIn(flat: string, topic: Topic): string | null {
	if (/(?<!\bpas |\bpas un |\bpas une |\bnot a |\bpas de |\bpas en |\bnot |\bno |\bnon |\bsans )\bv ?i ?p\b/.test(flat)) return 'vip';
	if (/\bexpress\b(?! union)/.test(flat) && !/\bexpress union\b/.test(flat)) return 'express';
	if (
		topic === 'ticket_type' &&
		/\b(?:gratuit|free|simple|ordinaire|ordinary|regular|sans payer|standard|basique|basic|premier|1|normale?|(?:le |la )?moins chere?|cheap(?:er|est)?(?: one)?|normal one|amul fay|comme (?:tout le monde|les autres)|like everyone(?: else)?|comme une? simple)\b/.test(
			flat,
		)
	)
		return 'normal';
	if (/\b(?:ticket|numero|file|un|le|du) normal\b|\bnormal (?:bi|la|laa|rek)\b|\bnormal (?:ticket|one)\b/.test(flat)) return 'normal';
	if (topic === 'ticket_type' && /\b(?:payant|prioritaire|2|deuxieme|1 000|1000|priority)\b/.test(flat)) return 'vip';
	return /\bticket (?:sur |avec |de )?(?:rdv|appointment)\b/.test(flat) ? 'appointment' : null;
}

/** "Pas Orange, MTN": a way to pay that is ruled out, or whose account is empty, is not the one chosen. */
const METHOD = '(?:orange(?: money)?|o ?m|mtn(?: momo)?|mo ?mo|mobile money|wave|free money|yas|cash|especes?|liquide)';
const METHOD_RULED_OUT = new RegExp(
	`\\b(?:pas|plus|not|no be|no|nor|ni|sans|sauf|except|instead of|au lieu d|plutot que|du) (?:par |en |with |via |for |de |d |(?:my|mon|le|la|the|sama|use|have|get|got) )*${METHOD}\\b|\\b(?:mon|ma|my|sama) (?:compte |account |konte |conte )?${METHOD}(?: \\w+){0,2} (?:vide?|empty|bloque\\w*|blocked|dry)\\b`,
	'g',
);

/** The way to pay that is chosen; when each that is named is ruled out, the first named. */
function methodIn(flat: string, topic: Topic): string | null {
	return methodNamed(flat.replace(METHOD_RULED_OUT, ' '), topic) ?? methodNamed(flat, topic);
}

function methodNamed(flat: string, topic: Topic): string | null {
	if (
		/\borange ?money\b|\borange\b(?! (?:money )?(?:rouge|clair))|\bo ?m\b/.test(flat) &&
		!/\b(?:agence|boutique|chez|reseau|ligne|puce|sim|internet|box) orange\b/.test(flat)
	)
		return /\borange\b/.test(flat) && !/\borange ?money\b|\bo ?m\b/.test(flat) && topic !== 'pay' && !/\bpa[iy]/.test(flat)
			? null
			: 'orange_money';
	if (/\bmtn\b|\bmo ?mo\b|\bmobile money\b/.test(flat)) return 'mtn_momo';
	if (topic === 'pay' && /\b(?:des|les|en) billets\b/.test(flat)) return 'cash';
	// By the colour of the shop: yellow and blue.
	if (topic === 'pay' && /\b(?:the yellow|yellow (?:one|network|line)|le jaune)\b/.test(flat)) return 'mtn_momo';
	if (/\bwave\b/.test(flat)) return 'wave';
	if (/\bfree ?money\b|\byas\b/.test(flat)) return 'free_money';
	if (
		/\bcash\b|\b(?:en |d )?especes?\b|\b(?:en )?liquide\b|\ben main propre\b|\bmain a main\b|\b(?:for|in) hand\b|\bci (?:sama |samay |seen )?loxo\w*|\b(?:dans|en) (?:sa|ca|ses|la|leur) mains?\b|\bhand to hand\b|\b(?:in|for|inside) (?:his|her|e|yi) (?:hand|palm)\b|\bpaper money\b/.test(
			flat,
		) &&
		!/\bliquide (?:de|vaisselle)\b/.test(flat)
	)
		return 'cash';
	return null;
}

/** "pas à Akwa mais à Bali": the first is ruled out. "I live at A but the house to repair is at B": the job's place comes first. */
function quartersIn(words: string[], normal: Normal, context: ReadingContext): Facts['quarters'] {
	const known = (word: string): boolean => KNOWN.has(word) || speller.has(word);
	const listed = lookUp(words, BUILT_IN_QUARTERS, { known, exact: false });
	// Bonabéri, written right, is no slip of the thumb for Bonatéki.
	const isAnother = (mine: Found): boolean =>
		mine.edits > 0 &&
		listed.some((found) => found.edits === 0 && found.from < mine.to && found.to > mine.from && fold(found.name) !== fold(mine.name));
	const own =
		context.zones.length > 0
			? lookUp(words, gazetteerOf(context.zones), { known })
					.filter((mine) => !isAnother(mine))
					.map((found) => ({ ...found, zone: found.id }))
			: [];
	const wellKnown = listed
		.filter((found) => !own.some((mine) => found.from < mine.to && found.to > mine.from && mine.to - mine.from >= found.to - found.from))
		.map((found) => ({ ...found, zone: null }));
	const rank = (found: Found): number => {
		const before = words.slice(Math.max(0, found.from - 4), found.from).join(' ');
		if (/\b(?:pas|not|no be|plus|non)(?: \w+){0,2}$/.test(before) && !/\b(?:loin|far)\b/.test(before)) return 3;
		if (/(?:^|\b(?:deedeet|non|no) )du$/.test(before) && /\b(?:la|laa)\b/.test(words.slice(found.to).join(' '))) return 3;
		const earlier = words.slice(0, found.from).join(' ');
		if (
			/\b(?:mais|but|wante|waaye|plutot|repair|reparer|chantier|intervention|probleme|travail|travaux|job|maison|bureau|magasin|boutique|instead|pardon|sorry|i mean|i said|je veux dire)\b/.test(
				earlier,
			)
		)
			return 0;
		return /\b(?:habite|vis|viens|dors|live|living|stay|from|reste|travaille|teach|work|enseigne|bosse)(?: \w+){0,3}$/.test(before) ? 2 : 1;
	};
	// "santa", "rail", "village", "douche"… are everyday words too: alone they need a place word before them.
	const common =
		/^(?:village|rail|congo|douche|santa|nylon|madagascar|brazzaville|plateau|centre ville|liberte|amitie|castors|foire|carriere|jouvence|golf sud|damas|bali|denver|fass|fann|golf|bassa|lendi|awae|malika|bota|messa|rail)$/;
	return (
		[...own, ...wellKnown]
			.filter(
				(found) =>
					found.zone !== null ||
					!common.test(found.id) ||
					words.length <= 3 ||
					/^(?:a|au|aux|de|du|at|in|for|vers|ci|quartier|around|near|dans|sur)$/.test(words[found.from - 1] ?? ''),
			)
			// Beside the name of a quarter, an everyday word is no quarter ("fuite ci douche bi, ci Parcelles").
			.map((found) => ({ found, rank: rank(found) + (found.zone === null && common.test(found.id) ? 1 : 0) }))
			.sort((a, b) => a.rank - b.rank || a.found.from - b.found.from)
			.map(({ found }) => span(found, words, normal))
	);
}

/** A quarter's number belongs to its name: "ndogpassi 3". */
function span(found: Found & { zone: string | null }, words: string[], normal: Normal): Facts['quarters'][number] {
	const next = words[found.to] ?? '';
	const numbered =
		/^(?:[1-9]|ii|iii|iv|bm)$/.test(next) && !/^(?:h|min|heures?)$/.test(words[found.to + 1] ?? '') && !/\d$/.test(found.name);
	const start = normal.tokens[found.from]?.start ?? 0;
	const end = normal.tokens[found.to - (numbered ? 0 : 1)]?.end ?? start;
	return { name: numbered ? `${found.name} ${next.toUpperCase()}` : found.name, zone: found.zone, start, end };
}

/** "No be plumber I want, na electrician": of several trades named, those that are not ruled out; all when each is. */
function wantedTrades(found: readonly Found[], words: readonly string[]): readonly Found[] {
	const wanted = found.filter(({ from }) => !RULED_OUT.test(words.slice(Math.max(0, from - 4), from).join(' ')));
	return wanted.some(({ id }) => found.some((other) => other.id !== id)) ? wanted : found;
}
const RULED_OUT = /\b(?:pas|plus besoin|no be|not|nor be|ni|du)(?: (?:besoin|d|de|un|une|le|la|l|du|a|the|an|need|want))*$/;

/** The organisation's own id for a built-in service, by id or by one of its names. */
function ownService(id: string, context: ReadingContext): string {
	if (context.services.length === 0 || context.services.some((service) => service.id === id)) return id;
	const same = context.services.find((service) =>
		service.names.some((name) =>
			lookUp(
				normalise(name).tokens.map((token) => token.text),
				TRADES,
			).some((found) => found.id === id),
		),
	);
	return same?.id ?? id;
}

function unique<T>(values: T[]): T[] {
	return [...new Set(values)];
}

/** "How far now, wuna wake fine?" greets; in Pidgin the same words ask after a request. */
const ASKS_AFTER_PEOPLE =
	/^(?:\w+ )?how (?:far|body)\b.*\b(?:wake|sleep|family|body)\b|^how far(?: \w+)? (?:wuna|you|una) (?:dey|de) (?:fine|well|ok)\b/;

/** One run of words read two ways: the reading that explains it all stands alone. */
function settleOverlaps(flat: string, signals: Map<Signal, string>, polarity: PolarityFound | null): void {
	// "My ex blocked me", "burnt out": what the small talk itself says is no fault.
	const talk = signals.get('oos');
	const fault = signals.get('fault');
	if (talk !== undefined && fault !== undefined && talk !== fault && talk.includes(fault)) signals.delete('fault');
	// "Le gars est fort" praises him, and asks for nobody; a door that nobody opens is told, not complained of.
	for (const [whole, part] of [
		['praise', 'where_is'],
		['client_absent', 'complaint'],
	] as const)
		if (signals.get(whole)?.includes(signals.get(part) ?? '?') === true) signals.delete(part);
	if (ASKS_AFTER_PEOPLE.test(flat)) {
		signals.delete('status');
		signals.delete('where_is');
	}
	// "I no go say no": the words of an agreement refuse nothing.
	if (signals.has('decline_job') && polarity?.value === 'yes' && !signalsOf(withoutIdioms(flat)).has('decline_job'))
		signals.delete('decline_job');
}

/** How a question opens. */
const ASKING =
	/^(?:(?:bonjour|bonsoir|salut|hello|hi|svp|please|abeg|mola|mbom|gars|ok|et|and) )*(?:is|are|does|did|what|when|where|why|how|who|which|est ce que|quel|quelles?|quels|pourquoi|comment|combien|a quelle|c est (?:quoi|quand|ou|combien)|naka|naata|kan|fan|ana|lan|ndax|wetin|na how much)\b/;

function digitIn(normal: Normal): number | null {
	const match = /^\W*(?:le |la |option |number |no |n |numero |choix )?(\d{1,2})\W*$/.exec(normal.plain.trim());
	return match === null ? null : Number(match[1]);
}

/** The amount that the question itself names. */
function askedAmount(question: string | null): number | null {
	return question !== null && /\d{3}/.test(question) ? (amountIn(normalise(question))?.value ?? null) : null;
}

/** Reads everything a text says, in the light of the question it answers. */
export function factsOf(text: string, context: ReadingContext, danger: string | null): Facts {
	const normal = normalise(text, speller);
	const topic = topicOf(context.question);
	const words = normal.tokens.map((token) => token.text);
	const flat = normal.flat;
	const signals = signalsOf(flat);
	const known = (word: string): boolean => KNOWN.has(word) || speller.has(word);
	const own = context.services.length > 0 ? lookUp(words, gazetteerOf(context.services), { known }).map((found) => found.id) : [];
	const named = wantedTrades(lookUp(words, TRADES, { known }), words);
	const polarity = polarityOf(flat);
	settleOverlaps(flat, signals, polarity);
	const trades = unique([...own, ...named.map((found) => ownService(found.id, context))]);
	const chosen = ordinalChoice(words);
	const chosenService = topic === 'service' && chosen !== null ? listedServices(context.question ?? '')[chosen - 1] : undefined;
	if (chosenService !== undefined && trades.length === 0) trades.push(ownService(chosenService, context));
	const objects = lookUp(words, OBJECTS, { known }).map((found) => ownService(found.id, context));
	if (objects.length > 0 && !signals.has('fault')) {
		const broken =
			/\b(?:ne|n) (?!ai|veux|peux|sais|suis|est pas (?:urgent|grave))\w+ (?:plus|pas|rien)\b|\b(?!veux|besoin|ai|en|suis|je|au|le|de|non)\w+(?:t|e|nt) plus\b|\b(?:no|nor) (?:di|dey|gree|fit|de) \w+|\b(?:won t|doesn t|isn t|not|never|no longer) \w+/.exec(
				flat,
			);
		if (broken !== null && !signals.has('no_longer')) signals.set('fault', broken[0]);
	}
	if (objects.length > 0 && !signals.has('fault')) {
		const trouble = /\b(?:soucis?|problemes?|panne|problem|issue|trouble|wahala|jafe jafe)\b/.exec(flat);
		if (
			trouble !== null &&
			!signals.has('no_longer') &&
			!/\b(?:pas|sans|no|aucun) (?:de )?(?:soucis?|problemes?|problem|wahala)\b/.test(flat)
		)
			signals.set('fault', trouble[0]);
	}
	// Many leave the question mark out.
	normal.asks ||= ASKING.test(flat);
	const quarters = quartersIn(words, normal, context);
	const queueing = ['queue', 'called', 'ticket_type'].includes(topic) || signals.has('position_q') || signals.has('leave');
	const moneyTopic = ['working', 'pay', 'price'].includes(topic) || signals.has('pay') || signals.has('pay_trouble') || signals.has('bill');
	const phones = phonesIn(normal);
	const moments = momentsIn(normal, context.now, context.timezone, phones);
	const emojiOnly = flat === '' ? emojiPolarity(normal.emojis) : null;
	return {
		role: context.role,
		topic,
		normal,
		flat,
		words,
		signals,
		polarity: emojiOnly ?? polarity,
		trades,
		objects,
		quarters,
		cities: lookUp(words, CITY_NAMES, { known }).map((found) => found.name),
		landmark: landmarkIn(normal, [...quarters, ...moments]) ?? placeWithin(normal, quarters),
		coordinates: coordinatesIn(normal),
		amount: amountIn(normal, moneyTopic, askedAmount(context.question)),
		rating: ratingIn(normal, topic === 'rating'),
		moment: moments.find((moment) => !moment.negated) ?? null,
		moments,
		minutes: minutesIn(normal),
		phone: phones[0]?.number ?? null,
		email: emailIn(normal),
		requestId: REQUEST_ID.exec(normal.plain)?.[1] ?? null,
		ticketNumber: ticketIn(normal, queueing),
		ticketType: ticketTypeIn(flat, topic),
		method: methodIn(flat, topic),
		organisations: lookUp(words, ORGANISATION_NAMES, { known }).map(({ name, from, to }) => ({ name, from, to })),
		orgServices: lookUp(words, ORG_SERVICE_NAMES, { known }).map(({ name, from, to }) => ({ name, from, to })),
		digit: digitIn(normal),
		chosen,
		chosenLanguage: topic === 'language' && chosen !== null ? listedLanguages(context.question ?? '')[chosen - 1] : undefined,
		danger,
		on: (...wanted) => wanted.some((signal) => signals.has(signal)),
	};
}
