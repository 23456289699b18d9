import type { Normal } from './text/normalise.ts';

/** Greetings, politeness and small words that say nothing of the matter, in plain letters (`Normal.plain`). */
const COURTESY = [
	'bonjour',
	'bonsoir',
	'salut(?:ations)?',
	'coucou',
	'bjrs?',
	'bsr',
	'slt',
	'cc',
	'allo+',
	'hello+',
	'hi+',
	'hey+',
	'yo+',
	'good (?:morning|afternoon|evening|day)',
	'how far',
	'(?:as)?sala+m(?:u|ou)?(?: ?(?:aa?|maa?)le[eiy]?k[ou]+m)?',
	'na nga def',
	'nanga def',
	'comment (?:ca va|allez[ -]vous|vous allez|tu vas)',
	'madame',
	'monsieur',
	'mme',
	'mr',
	'messieurs',
	'sir',
	'madam',
	'm(?:on|es) (?:freres?|ami|chef|cher)',
	'my (?:brother|broda|people|friend)',
	'la famille',
	"l'equipe",
	'the team',
	'team',
	'chef',
	'patron',
	'boss',
	'bro',
	'broda',
	'massah?',
	'mola',
	'mbom',
	'gars',
	'asso',
	'svp',
	'stp',
	"s'?il (?:vous|te) plait",
	'silvouplait',
	'please',
	'pls',
	'plz',
	'plss*',
	'abeg(?: una| wuna)?',
	'i beg',
	'merci(?: bien| beaucoup| d.avance)*',
	'mrc',
	'thanks?(?: you)?(?: in advance| a lot| so much)*',
	'thx',
	'tks',
	'jerejef(?: waay)?',
	'waay',
	'excuse[rz]?[ -]moi',
	'excusez',
	'desolee?(?: de (?:vous|te) deranger)?',
	'pardon',
	'sorry',
].join('|');
const GAP = /[\s,.;:!?…'"()*_-]/;
const HEAD = new RegExp(`^(?:${GAP.source}|(?:${COURTESY})(?![a-z0-9']))+`);
const LAST = new RegExp(`(?<![a-z0-9'])(?:${COURTESY})$`);
/** The longest of those words is shorter. */
const LONGEST = 40;

/** The span of `plain` between two places without the greetings and politeness at its ends; empty when there is nothing else. */
export function withoutCourtesy({ plain }: Pick<Normal, 'plain'>, start: number, end: number): { start: number; end: number } {
	const from = start + (HEAD.exec(plain.slice(start, end))?.[0].length ?? 0);
	let to = end;
	for (let before = to + 1; to < before; ) {
		before = to;
		while (to > from && GAP.test(plain.charAt(to - 1))) to -= 1;
		to -= LAST.exec(plain.slice(Math.max(from, to - LONGEST), to))?.[0].length ?? 0;
	}
	return { start: from, end: to };
}
