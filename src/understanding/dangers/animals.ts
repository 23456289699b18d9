import { near, said } from './pattern.ts';

/** Beasts that bite and sting. */
export const ANIMAL_DANGERS: readonly RegExp[] = [
	said(
		'serp[ae]n(?:ts?|s)?|snakes?|viperes?|cobras?|ngata|mambas?|(?:un|gros|a|the) boa|couleuvres?|jaan|mboma|scorpions?|crocodiles?|caimans?|scolopendres?|centipedes?|(?:rampe\\w*|crawl\\w*|slither\\w*)(?: \\w+){0,3} (?:dans|in|inside|under|sous)',
	),
	near(
		'abeilles?|guepes?|frelons?|bees?|wasps?|hornets?|yamb|essaim|swarm',
		'attaqu\\w*|attack\\w*|piqu\\w*|sting\\w*|stung|essaim|swarm\\w*|nid|nest|enfants|kids|partout|everywhere|pikin\\w*|chase\\w*',
		5,
	),
	near(
		'chiens?|dogs?|xaj|singe|monkey|rats?',
		'mord(?:u|re|s)?|morsure|(?<!a )bit|bitten|bites?|matt\\w*|attaqu\\w*|attack\\w*|chase\\w*|enrage',
		5,
	),
	said('morsure|mordue? par|bitten by|stung by|piquee? par (?:un|une|des)'),
];
