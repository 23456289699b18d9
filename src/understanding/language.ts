import type { TextLanguage } from './reading.ts';
import { fold } from './text/normalise.ts';

/** Small words that only one language uses, folded; weighted by how sure they make us. */
const WORDS: Readonly<Record<Exclude<TextLanguage, 'unknown'>, string>> = {
	fr: 'de en lundi mardi mercredi jeudi vendredi samedi dimanche prochain prochaine matin soir je tu il elle nous vous ils les des du une un le la l d j c qu que qui est sont suis ai as avez et ou mais donc car pour dans sur avec chez mon ma mes votre vos notre ce cette ces pas plus ne n svp stp bonjour bonsoir merci oui non demain besoin plombier electricien quand comment pourquoi combien ou a au aux ca cest jai toujours encore tres bien faire veux voudrais peux salut slt bjr bsr fuite eau courant prise svp fini termine arrive route annulez',
	en: 'the is are am was were i you he she they we my your his her our this that these those of to in on at for with from and or but not don t can could would will have has had need want please yes no thanks thank hello hi when where what how why who it its there here someone tomorrow today light water leaking plumber electrician done cancel',
	pcm: 'wuna una dey di don weh wey abeg wetin wusai sabi comot fit dem na massa wahala pikin oga no be i no e go am wan plenty pesin tok kam waka chop broda sista make so so how far small small well well now now mek neva nova',
	camfr:
		'mola mbom gars falla wanda tchop kolo nkap piole boulot came kwatt mater pater repe reme refre die kass bao njoh wé we la hein asso massah ndem sabi gui put tcha bolt nyem do benskin go nguemé feyman ngata yamo mboa wait dans le wé',
	wo: 'nanga jamm jel jelal mangi naa nga na laa la lay ngi maangi mangi dama damay dafa dafay begg soxla bi mi gi yi ci ak jerejef waaw deedeet salaam nekk fii kan nata naata sama seen leen liggeey liggey xaalis ndax wante waaye suba tey leegi bul duma menuma xamuma ker yow man nit rek lool torop bind wax dem now jot am amul ana naka fan lan kenn dara waay yalla',
};

const SETS = Object.entries(WORDS).map(([language, words]) => ({ language, words: new Set(words.split(' ')) }));
/** Letter sequences that give a language away when its small words are missing. */
const GRAMS: readonly (readonly [Exclude<TextLanguage, 'unknown'>, RegExp])[] = [
	['wo', /(?:aay|eey|uuy|ooy|ñ|ŋ|ë|xaa|xam|aam|een|uma\b|ul\b|ngeen|nanu|leen\b|oon\b|aal\b|kat\b)/],
	['fr', /(?:eau|tion\b|ez\b|ais\b|ait\b|oi|ou[rsx]|qu|eur|è|ê|ç|é)/],
	['en', /(?:ing\b|th|ght|tion\b|ed\b|wh|sh|ck|ly\b|'s\b)/],
	['pcm', /\b(?:no di|i di|di \w+|don \w+|no be|for my|wey|dey)\b/],
	['camfr', /\b(?:le w[ée]\b|mola|mbom|gars|je (?:falla|came|wanda|gère|gere|go|put|do)|ça (?:go|work))\b/],
];

/** Scores per language; pcm and camfr count their own words over the language they grew on. */
function scores(text: string): Map<string, number> {
	const lower = text.slice(0, 600).toLowerCase();
	const words = fold(lower)
		.replace(/[^a-z0-9 ]/g, ' ')
		.split(' ')
		.filter((word) => word !== '');
	const result = new Map<string, number>();
	for (const { language, words: set } of SETS) {
		const weight = language === 'pcm' || language === 'camfr' || language === 'wo' ? 1.15 : 1;
		result.set(
			language,
			words.reduce((sum, word) => sum + (set.has(word) ? weight : 0), 0),
		);
	}
	for (const [language, gram] of GRAMS) if (gram.test(lower)) result.set(language, (result.get(language) ?? 0) + 0.6);
	if (/\b(?:wuna|abeg|wetin|wey|comot|dey|i don|no di|i di|pikin|massa)\b/.test(lower)) result.set('pcm', (result.get('pcm') ?? 0) + 2);
	if (/\b(?:mola|mbom|falla|kolo|piole|njoh|nkap|bao|benskin|wanda)\b|\b(?:le|ce) w[ée]\b/.test(lower))
		result.set('camfr', (result.get('camfr') ?? 0) + ((result.get('fr') ?? 0) > 0 ? 4 : 1.5));
	return result;
}

/** The language a text is written in; `unknown` when nothing tells. Mixed texts go to the language with most of the words. */
export function languageOf(text: string): TextLanguage {
	const found = scores(text);
	let best: TextLanguage = 'unknown';
	let top = 0.5;
	for (const language of ['fr', 'en', 'wo', 'pcm', 'camfr'] as const) {
		const score = found.get(language) ?? 0;
		if (score > top) {
			best = language;
			top = score;
		}
	}
	return best;
}

/**
 * The language to answer in: Pidgin is answered in English, Camfranglais in French; null when the text does not tell. Nobody is answered in
 * another language for the spelling of one word that all of them use ("ticket", "cash").
 */
export function answerLanguage(text: string): 'fr' | 'en' | 'wo' | null {
	const language = languageOf(text);
	if (!/\s/.test(text.trim()) && (scores(text).get(language) ?? 0) < 1) return null;
	switch (language) {
		case 'fr':
		case 'camfr':
			return 'fr';
		case 'en':
		case 'pcm':
			return 'en';
		case 'wo':
			return 'wo';
		default:
			return null;
	}
}
