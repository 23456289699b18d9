import { INTENTS } from './reading.ts';
import { cleanUp, fold } from './text/normalise.ts';

/**
 * Text that speaks to a machine, not to a service desk: forged delimiters, roles, JSON, calls of tools, our own labels, orders to forget
 * the rules. Whoever wrote it (a person at play, a forwarded message, a page copied whole) asks for nothing we do, so it is read as
 * nothing of ours, danger apart, by either path. Every quantifier is bounded: the cost grows with the length alone.
 */
const FORMS: readonly RegExp[] = [
	/<\|[^|\n]{0,40}\|>|\[\/?inst\]|<<\/?sys>>/,
	/<\/?[a-z][a-z_-]{0,30}(?:[\s=/][^<>]{0,300})?>/,
	/(?:^|\n)[\s#>*-]{0,10}(?:system|assistant|user|human|developer|syst[eè]me|utilisateur|d[eé]veloppeur)[ \t]{0,3}(?:message|prompt)?[ \t]{0,3}:/,
	/\{[\s"'\\]{0,6}[a-z_$][\w.$]{0,40}[\s"'\\]{0,6}:|\{\{|\$\{|<%|```/,
	/"\s{0,3}[}\]]{1,4}\s{0,3}[,{[}\]]/,
	/(?<![a-z])(?:intents?|slots?|confidence|[eé]tiquette|label)\s{0,3}[=:]/,
	/\]\((?:https?|javascript|data):|\bjavascript:|\bon(?:error|load|click)\s{0,3}=/,
	/(?:^|\n)---\s{0,3}\n/,
	/\b(?:tool|function)[_ ]calls?\b|\b[a-z_]{2,30}\.[a-z_]{2,30}\(|\b__proto__\b|\$where\b|\$(?:fact|answer|result|contact)\.|\.\.\/\.\.\//,
	/\b[a-z]{3,20}:\d{1,4}:[a-z_]{2,30}:[a-z_]{1,30}\b/,
	/\b(?:drop|alter) table\b|\bunion select\b|\betc\/passwd\b|%0d%0a/,
	new RegExp(`\\b(?:${[...INTENTS.filter((intent) => intent.includes('_')), 'wants_human'].join('|')})\\b`),
];

/** In folded words, one space between them. */
const ORDERS: readonly RegExp[] = [
	/\b(?:ignore[rzs]?|disregard|forget|oublie[rzs]?|bayyil|fatteel|no mind)(?: \w+){0,4} (?:instructions?|consignes?|regles?|rules?|prompts?|settings|ndigal)\b/,
	/\b(?:nouvelles?|new) (?:consignes?|instructions?)\b/,
	/\b(?:correct|right|bonne?) (?:label|etiquette|intent)\b|\bclassify this\b|\bclasse ce message\b/,
	/\b(?:traduis|traduisez|translate)\b(?: \w+){0,6} (?:execute|executez|run it)\b/,
	/\b(?:reponds|repondez|answer|output|tontu)(?: \w+){0,5} (?:confirm|cancel|accept|pay)\b/,
	/\b(?:systeme?|system)(?: bi)? (?:dit|te dit|says?|talk say|nee na)\b/,
	/\b(?:tu es|vous etes|you are|you be)(?: maintenant| desormais| now)? (?:admin\w*|dan|un pirate|en mode)\b|\byou are now\b/,
	/\b(?:je suis l|i am (?:the|an?)|as (?:the|an?)|en tant qu|maay) ?(?:admin\w*|developer|developpeur)\b|\bdeveloppeur t autorise\b/,
	/\b(?:developer mode|mode (?:developpeur|admin\w*)|jailbreak|base64|sudo)\b|^override\b/,
	/\bbegin system\b|\bend of (?:message|data|instructions)\b|\bfin des donnees\b/,
];

/** The first words in a text that are meant for a machine, or null: all of the text is looked at, up to the bound of a message. Never throws. */
export function machineTalkIn(text: string): string | null {
	const clean = cleanUp(text).toLowerCase();
	const words = fold(clean)
		.replace(/[^a-z0-9]+/g, ' ')
		.trim();
	for (const [patterns, where] of [
		[FORMS, clean],
		[ORDERS, words],
	] as const) {
		for (const pattern of patterns) {
			const match = pattern.exec(where);
			if (match !== null) return match[0].trim().slice(0, 80);
		}
	}
	return null;
}
