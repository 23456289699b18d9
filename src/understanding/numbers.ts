/** Numbers as people write them, in digits and in words (fr, en and Pidgin, wo). Canonical words: folded, hyphens as spaces. */

const UNITS: Readonly<Record<string, number>> = {
	zero: 0,
	un: 1,
	une: 1,
	deux: 2,
	trois: 3,
	quatre: 4,
	cinq: 5,
	six: 6,
	sept: 7,
	huit: 8,
	neuf: 9,
	dix: 10,
	onze: 11,
	douze: 12,
	treize: 13,
	quatorze: 14,
	quinze: 15,
	seize: 16,
	vingt: 20,
	vingts: 20,
	trente: 30,
	quarante: 40,
	cinquante: 50,
	soixante: 60,
	septante: 70,
	nonante: 90,
	one: 1,
	two: 2,
	three: 3,
	four: 4,
	five: 5,
	seven: 7,
	eight: 8,
	nine: 9,
	ten: 10,
	eleven: 11,
	twelve: 12,
	thirteen: 13,
	fourteen: 14,
	fifteen: 15,
	sixteen: 16,
	seventeen: 17,
	eighteen: 18,
	nineteen: 19,
	twenty: 20,
	thirty: 30,
	forty: 40,
	fourty: 40,
	fifty: 50,
	sixty: 60,
	seventy: 70,
	eighty: 80,
	ninety: 90,
	benn: 1,
	naar: 2,
	nari: 2,
	naari: 2,
	nett: 3,
	netti: 3,
	neent: 4,
	juroom: 5,
	jurom: 5,
	fukk: 10,
	fukki: 10,
	juroomi: 5,
	juromi: 5,
	neenti: 4,
	nenti: 4,
	fanweer: 30,
};
const HUNDREDS: ReadonlySet<string> = new Set(['cent', 'cents', 'hundred', 'teemeer', 'temeer', 'teemeeri', 'temeeri']);
const THOUSANDS: ReadonlySet<string> = new Set(['mille', 'mil', 'thousand', 'kolo', 'junni', 'juni']);
const LINKS: ReadonlySet<string> = new Set(['et', 'and', 'ak']);
const ORDINALS: Readonly<Record<string, number>> = {
	premier: 1,
	premiere: 1,
	'1er': 1,
	'1ere': 1,
	second: 2,
	seconde: 2,
	deuxieme: 2,
	'2e': 2,
	'2eme': 2,
	troisieme: 3,
	'3e': 3,
	'3eme': 3,
	quatrieme: 4,
	'4e': 4,
	'4eme': 4,
	cinquieme: 5,
	'5e': 5,
	'5eme': 5,
	first: 1,
	'1st': 1,
	'2nd': 2,
	third: 3,
	'3rd': 3,
	fourth: 4,
	'4th': 4,
	fifth: 5,
	'5th': 5,
	njekk: 1,
	naareel: 2,
	netteel: 3,
};

export interface FoundNumber {
	value: number;
	/** Index of the first word, and of the one after the last. */
	from: number;
	to: number;
	inWords: boolean;
}

function wordsAt(words: readonly string[], from: number): FoundNumber | null {
	let total = 0;
	let current = 0;
	let at = from;
	let seen = false;
	for (; at < words.length; at++) {
		const word = words[at] ?? '';
		const unit = Object.hasOwn(UNITS, word) ? UNITS[word] : isTwentyMisspelt(words, at) ? 20 : undefined;
		if (unit !== undefined) {
			if (
				(unit === 20 && current % 100 === 4 && word.startsWith('vingt')) ||
				(unit === 10 && /^fukki?$/.test(word) && seen && current % 100 > 0 && current % 100 < 10)
			) {
				const low = current % 100;
				current = current - low + low * unit;
			} else if (
				seen &&
				current > 0 &&
				unit > 0 &&
				unit < 10 &&
				current % 10 > 0 &&
				current % 10 < 10 &&
				words[at - 1] !== 'juroom' &&
				words[at - 1] !== 'jurom'
			)
				break;
			else current += unit;
		} else if (isDigitAfterTens(words, at, current)) current += Number(word);
		else if (HUNDREDS.has(word)) current = Math.max(1, current) * 100;
		else if (THOUSANDS.has(word)) {
			total += Math.max(1, current) * 1000;
			current = 0;
		} else if (word === 'million' || word === 'millions') {
			total += Math.max(1, current) * 1_000_000;
			current = 0;
		} else if (LINKS.has(word) && seen && isNumberWord(words[at + 1])) continue;
		else break;
		seen = true;
	}
	return seen ? { value: total + current, from, to: at, inWords: true } : null;
}

/** "vin 5 mil" is 25 000, but wine and "viens" are written so too: only before a thousand. */
function isTwentyMisspelt(words: readonly string[], at: number): boolean {
	if (!/^(?:vin|vint|vins)$/.test(words[at] ?? '')) return false;
	const next = words[at + 1] ?? '';
	return THOUSANDS.has(next) || ((/^[1-9]$/.test(next) || Object.hasOwn(UNITS, next)) && THOUSANDS.has(words[at + 2] ?? ''));
}

/** "vingt 5 mille": the tens in letters, the unit in digits, before what they count in thousands. */
function isDigitAfterTens(words: readonly string[], at: number, current: number): boolean {
	return /^[1-9]$/.test(words[at] ?? '') && current >= 20 && current % 10 === 0 && THOUSANDS.has(words[at + 1] ?? '');
}

function isNumberWord(word: string | undefined): boolean {
	return word !== undefined && (Object.hasOwn(UNITS, word) || HUNDREDS.has(word) || THOUSANDS.has(word));
}

/** "20 000" and "15.000" → 20000, 15000; "12,5" → 12.5; null when the word is no number. */
export function digits(word: string): number | null {
	if (/^\d{1,3}(?:[.,]\d{3})+$/.test(word)) return Number(word.replace(/[.,]/g, ''));
	if (/^\d+(?:[.,]\d+)?$/.test(word)) return Number(word.replace(',', '.'));
	return null;
}

/** Every number of a list of canonical words, left to right. */
export function numbersIn(words: readonly string[]): FoundNumber[] {
	const found: FoundNumber[] = [];
	for (let at = 0; at < words.length; ) {
		const word = words[at] ?? '';
		const value = digits(word);
		if (value !== null) {
			let to = at + 1;
			let grouped = word;
			while (
				/^\d{1,3}$/.test(grouped) === (to === at + 1) &&
				/^\d{3}$/.test(words[to] ?? '') &&
				grouped.length <= 9 &&
				/^[1-9]\d*$/.test(grouped)
			)
				grouped += words[to++] ?? '';
			const spoken = THOUSANDS.has(words[to] ?? '') ? 1000 : 1;
			if (spoken > 1) to += 1;
			const rest = spoken > 1 ? hundredsAt(words, to) : null;
			found.push({
				value: (grouped === word ? value : Number(grouped)) * spoken + (rest?.value ?? 0),
				from: at,
				to: rest?.to ?? to,
				inWords: false,
			});
			at = rest?.to ?? to;
			continue;
		}
		const ordinal = Object.hasOwn(ORDINALS, word) ? ORDINALS[word] : undefined;
		const spelt = ordinal !== undefined ? { value: ordinal, from: at, to: at + 1, inWords: true } : wordsAt(words, at);
		if (spelt !== null) found.push(spelt);
		at = spelt?.to ?? at + 1;
	}
	return found;
}

/** What follows a thousand and belongs to it: "7 mille 500", "12 thousand five hundred". */
function hundredsAt(words: readonly string[], at: number): { value: number; to: number } | null {
	if (/^[1-9]00$/.test(words[at] ?? '')) return { value: Number(words[at]), to: at + 1 };
	const spelt = wordsAt(words, at);
	return spelt !== null && spelt.value >= 100 && spelt.value < 1000 ? spelt : null;
}

/** The place in a list meant by "2", "le deuxième", "number 2", "the first one"; null when the text says more than that. */
export function ordinalChoice(words: readonly string[]): number | null {
	const rest = words.filter(
		(word) =>
			!/^(?:le|la|l|numero|number|no|n|choix|option|the|one|svp|please|choice|je|prends|veux|i|want|take|na)$/.test(word) ||
			words.length === 1,
	);
	if (rest.length === 0 || rest.length > 2) return null;
	const found = numbersIn(rest);
	const first = found[0];
	return first !== undefined && first.from === 0 && first.to === rest.length && Number.isInteger(first.value) ? first.value : null;
}
