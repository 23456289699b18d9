import type { ChannelName, OptOutWord } from '../message.ts';

/**
 * The words that stop and restart our messages, when they are the whole message (rule X3, lesson L12).
 *
 * Left out on purpose, because they answer questions of the dialogues: "annuler", "cancel", "fin", "end", "quit", "oui", "yes",
 * "commencer". Twilio's own list for SMS long codes also stops on some of these; it then says so itself (`OptOutType`, error 21610).
 * "aide" and, on WhatsApp, "help" are the dialogues' global keyword and reach it as ordinary messages; on SMS "help" and "info" are
 * the carriers' own words, which must be answered with who we are and how to stop.
 */
const WORDS: Record<OptOutWord, readonly string[]> = {
	stop: [
		'stop',
		'stop all',
		'stopall',
		'stop sms',
		'stop whatsapp',
		'unsubscribe',
		'opt out',
		'optout',
		'arret',
		'arreter',
		'arretez',
		'stopper',
		'desabonner',
		'desabonnement',
		'me desabonner',
		'je me desabonne',
		'desinscrire',
		'desinscription',
		'me desinscrire',
	],
	start: ['start', 'unstop', 'resubscribe', 'opt in', 'optin', 'oui start', 'reactiver', 'reabonner', 'reabonnement', 'me reabonner'],
	help: ['help', 'info'],
};

const BY_TEXT: ReadonlyMap<string, OptOutWord> = new Map(
	(['stop', 'start', 'help'] as const).flatMap((word) => WORDS[word].map((text): [string, OptOutWord] => [text, word])),
);

/** No listed word is longer, with room for punctuation and emojis around it. */
const LONGEST = 60;

/** The opt-out word this whole message is, or null. Case, accents, punctuation, emojis and repetition ("STOP STOP!!") do not matter. */
export function optOutWord(text: string, channel: ChannelName): OptOutWord | null {
	if (text.length > LONGEST) return null;
	const words = bareWords(text);
	const said = BY_TEXT.get(words.join(' ')) ?? BY_TEXT.get(new Set(words).size === 1 ? (words[0] ?? '') : '');
	if (said === undefined || (said === 'help' && channel !== 'sms')) return null;
	return said;
}

function bareWords(text: string): string[] {
	return text
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.split(/[^\p{L}\p{N}]+/u)
		.filter((word) => word !== '');
}
