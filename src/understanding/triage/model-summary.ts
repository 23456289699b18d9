import { answerLanguage } from '../language.ts';
import { maskPersonal } from '../llm/mask-personal.ts';
import { machineTalkIn } from '../machine-talk.ts';
import { amountIn } from '../money.ts';
import { digits, numbersIn } from '../numbers.ts';
import { fold, normalise } from '../text/normalise.ts';
import { MAX_SUMMARY, oneLine } from './one-line.ts';

export type SummaryLanguage = 'fr' | 'en' | 'wo';

/** So many words in a row of the instructions are no accident. */
const LEAK_WORDS = 6;
const MARKUP = /https?:|www\.|[<>{}`|*_~[\]\\]|^[-•#]/i;
/** Words of a desk that its summaries are made of, by which a line of a few nouns tells its language. */
const DESK_WORDS: Readonly<Record<'fr' | 'en', RegExp>> = {
	fr: /\b(?:le|la|les|des?|du|une?|et|ou|au|aux|sur|sans|pas|plus|depuis|client|cliente|facture|panne|coupure|demande|veut|souhaite|signale|attend|apres|deux|jours|heures|hier|compte|paiement|remboursement|debite|debit|double|retard|technicien|resiliation|resilier)\b/g,
	en: /\b(?:the|an?|and|or|of|to|for|with|without|not|no|since|customer|bill|outage|request|requests|wants|reports|asks|waits|waiting|after|two|days|hours|yesterday|account|payment|refund|charged|debited|twice|late|technician|cancellation|down|complains)\b/g,
};
/** What the house alone may promise or decide, and what is said to the person instead of about them. Folded. */
const PROMISES =
	/\b(?:(?:sera|seront|serez|va etre|vont etre|vient d etre|a ete|ont ete|est|sont) (?:(?!pas |plus |jamais |toujours |non )\w+ )?(?:rembours\w*|accorde\w*|approuv\w*|valide\w*|resolu\w*|regle\w*|traite\w*|envoye\w*|offerte?s?|annule\w*|confirme\w*|garanti\w*|active\w*|retabli\w*)|rembourse\w* (?:accord\w*|approuv\w*|valid\w*|garanti\w*|effectu\w*|en cours)|(?:nous|on) (?:allons|avons|va|vous|ferons|enverrons|a rembourse|a envoye)|technicien (?:envoye|en route|en chemin|arrive|passera|viendra)|(?:will|shall|going to) (?:(?!not |never )\w+ )?(?:be|refund|send|fix|call|come|pay|resolve|give)|(?:has|have) been (?:(?!not |never )\w+ )?(?:refund\w*|approv\w*|grant\w*|resolv\w*|fix\w*|sent|confirm\w*|cancel\w*|credit\w*)|(?:refund|credit|compensation|technician) (?:approved|granted|confirmed|issued|guaranteed|sent|on the way|is coming)|we (?:are|will|have|can|ll|ve)|guarantee\w*|promis\w*|dinanu\w*|vous|votre|vos|your?|yours|yow)\b/g;
/** Written with a capital wherever they stand, and nobody's name. Folded. */
const PROPER =
	/^(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|internet|whatsapp|wifi|wi|fi|mobile|money|francs?|french|english|wolof|i)$/;

/** The language a summary is asked for: what the person writes (Pidgin counts as English, Camfranglais as French), else what they are answered in. */
export function summaryLanguage(texts: readonly string[], answered: SummaryLanguage | null): SummaryLanguage | null {
	return answerLanguage(texts.join('\n')) ?? answered;
}

/**
 * A model's summary fit to be shown to an agent, or null: one line in the person's language, of what was written and nothing else. Refused are
 * several lines, too many letters, markup, links and words to machines; words of the instructions; numbers and names that the person did not
 * give; a decision or a promise, which is the house's to make, unless the person spoke of it. What remains is masked like the person's own words.
 */
export function modelSummary(
	said: string,
	from: { texts: readonly string[]; instructions: string; language: SummaryLanguage | null },
): string | null {
	const line = maskPersonal(oneLine(said));
	const told = fold(from.texts.join('\n'));
	const wrong =
		fold(line) === '' ||
		/[\n\r\u2028\u2029]/.test(said.trim()) ||
		[...line].length > MAX_SUMMARY ||
		MARKUP.test(line.replaceAll(/\[(?:email|number|user)\]/g, '')) ||
		machineTalkIn(line) !== null ||
		repeats(line, from.instructions) ||
		!inLanguage(line, from.language) ||
		!numbersTold(line, from.texts) ||
		!namesTold(line, told) ||
		[...bare(line).matchAll(PROMISES)].some(([words]) => !bare(told).includes(words));
	return wrong ? null : line;
}

function repeats(line: string, instructions: string): boolean {
	const told = bare(instructions);
	const said = bare(line).split(' ');
	for (let index = 0; index + LEAK_WORDS <= said.length; index++) {
		if (told.includes(said.slice(index, index + LEAK_WORDS).join(' '))) return true;
	}
	return false;
}

/** People who write Wolof mix it with French, and read both. A line that does not tell its language passes. */
function inLanguage(line: string, wanted: SummaryLanguage | null): boolean {
	if (wanted === null) return true;
	const count = (language: 'fr' | 'en'): number => [...bare(line).matchAll(DESK_WORDS[language])].length;
	const [fr, en] = [count('fr'), count('en')];
	const read = answerLanguage(line);
	const found = fr === en ? read : fr > en ? 'fr' : 'en';
	return found === null || found === wanted || read === wanted || (wanted === 'wo' && found === 'fr');
}

/** Every number of the line was written, in digits or in words ("deux jours" → 2, "15k" → 15 000). */
function numbersTold(line: string, texts: readonly string[]): boolean {
	const given = new Set<string>();
	for (const text of texts) {
		const normal = normalise(text);
		const words = normal.tokens.map((token) => token.text);
		for (const { value } of numbersIn(words)) given.add(String(value));
		for (const run of normal.plain.match(/\d+/g) ?? []) given.add(run);
		const amount = amountIn(normal, true);
		if (amount !== null) given.add(String(amount.value));
	}
	const grouped = line.replace(/(?<=\d)[ \u00a0.,](?=\d{3}(?!\d))/g, '');
	return (grouped.match(/\d+(?:[.,]\d+)?/g) ?? []).every((number) => given.has(String(digits(number) ?? number)));
}

/** Names are told by their capital, except at the head of a sentence. Short words in capitals are no names ("SMS"). */
function namesTold(line: string, told: string): boolean {
	const names = line.match(/(?<=[^.!?…\s]\s+)\p{Lu}\p{L}+/gu) ?? [];
	return names.every((name) => {
		const folded = fold(name);
		return PROPER.test(folded) || told.includes(folded) || (name.length <= 5 && name === name.toUpperCase());
	});
}

/** Folded words and numbers, one space between them. */
function bare(text: string): string {
	return (fold(text).match(/[a-z0-9_]+/g) ?? []).join(' ');
}
