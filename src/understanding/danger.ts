import { ANIMAL_DANGERS } from './dangers/animals.ts';
import { BODY_DANGERS } from './dangers/body.ts';
import { COLLAPSE_DANGERS } from './dangers/collapse.ts';
import { CRIES } from './dangers/cries.ts';
import { CURRENT_DANGERS } from './dangers/current.ts';
import { DESPAIR_DANGERS } from './dangers/despair.ts';
import { FIRE_DANGERS } from './dangers/fire.ts';
import { GAS_DANGERS } from './dangers/gas.ts';
import { HARMLESS } from './dangers/harmless.ts';
import { SHUT_IN_DANGERS } from './dangers/shut-in.ts';
import { VIOLENCE_DANGERS } from './dangers/violence.ts';
import { WATER_DANGERS } from './dangers/water.ts';
import { SMS } from './tables/sms.ts';
import { cleanUp, fold } from './text/normalise.ts';

/**
 * The families of danger (rule D13). Read over the whole text, before and whatever else is understood. Negation does not clear them, except the
 * harmless uses of `dangers/harmless`: a danger missed costs more than a false alarm.
 */
const DANGERS: readonly RegExp[] = [
	...GAS_DANGERS,
	...FIRE_DANGERS,
	...CURRENT_DANGERS,
	...BODY_DANGERS,
	...VIOLENCE_DANGERS,
	...DESPAIR_DANGERS,
	...SHUT_IN_DANGERS,
	...WATER_DANGERS,
	...COLLAPSE_DANGERS,
	...ANIMAL_DANGERS,
	...CRIES,
];

const spelling = (word: string): string | undefined => (Object.hasOwn(SMS, word) ? SMS[word] : undefined);

/** The folded text as it was written and, on a second line, with SMS spelling undone. */
function formsOf(text: string): string {
	const folded = fold(cleanUp(text))
		.replaceAll('ŋ', 'n')
		.replace(/[^a-z0-9]+/g, ' ')
		.replace(/([a-z])\1{2,}/g, '$1')
		.trim();
	const words = folded.split(' ');
	const spelt = words
		// A lone letter before a vowel lost its apostrophe ("c'est"): it is no shorthand.
		.map((word, index) => (word.length === 1 && /^[aeiouy]/.test(words[index + 1] ?? '') ? word : (spelling(word) ?? word)))
		.join(' ');
	return spelt === folded ? folded : `${folded}\n${spelt}`;
}

function firstIn(forms: string): string | null {
	for (const pattern of DANGERS) {
		const match = pattern.exec(forms);
		if (match !== null) return match[0].slice(0, 80);
	}
	return null;
}

/** The first words of danger in a text, or null. Reads all of it, up to the bound of a message; never throws. */
export function dangerIn(text: string): string | null {
	const forms = formsOf(text);
	// Nearly every text has no word of danger at all: its harmless uses need not be looked for.
	const words = firstIn(forms) === null ? null : firstIn(forms.replace(HARMLESS, ' , '));
	if (words !== null) return words;
	return /🔥/u.test(text) && /🚒|🆘|😱|maison|house|prise|socket|ker/u.test(text.toLowerCase()) ? '🔥' : null;
}
