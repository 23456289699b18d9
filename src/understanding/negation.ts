import {
	AGREED_AFTER_ALL,
	ASKED,
	CONDITION,
	DOUBLE_NO_YES,
	TAKEN_BACK,
	WISH_BUT,
	YES_ALL_THE_SAME,
	YES_BUT_NO,
} from './negation/contrast.ts';
import { withoutIdioms, YES_IDIOM } from './negation/idioms.ts';
import { NEGATED_YES, NEGATION, NEVER, NO, REFUSED } from './negation/no.ts';
import { WAIT } from './negation/wait.ts';
import { YES, YES_START } from './negation/yes.ts';

/**
 * Is a text a yes, a no, or a "not yet"? Works on the canonical text. The safe side is no: whenever a negation is left that no idiom
 * explains, the text is never a yes (a negated cancel or refusal read as yes is the one mistake that costs a wasted trip).
 */
export type Polarity = 'yes' | 'no' | 'wait';

export interface PolarityFound {
	value: Polarity;
	/** The text says hardly anything else. */
	bare: boolean;
	words: string;
}

/** An answer of so many words says hardly anything else. */
const BARE_WORDS = 4;
/** What is kept of the text as the words that decided, when it is the whole that did. */
const EVIDENCE_CHARS = 40;
/** As they are typed on a phone: "wi", "y". */
const LETTERS: Record<Exclude<Polarity, 'wait'>, RegExp> = { yes: /^(?:we|we we|wi|y|o)$/, no: /^n$/ };
const YES_EMOJI = /👍|👌|✅|✔|☑|🤝|🆗|💯|🙋|💪|👏/u;
const NO_EMOJI = /👎|❌|✖|🚫|⛔|🙅|✋|🛑/u;

/** Is something denied that no idiom explains ("pas de souci")? */
export function denies(flat: string): boolean {
	const rest = withoutIdioms(flat);
	return NEGATION.test(rest) || NO.test(rest);
}

/** Reads the polarity of a canonical text; null when it says neither yes nor no. */
export function polarityOf(flat: string): PolarityFound | null {
	if (LETTERS.yes.test(flat)) return { value: 'yes', bare: true, words: flat };
	if (LETTERS.no.test(flat)) return { value: 'no', bare: true, words: flat };
	const short = flat.split(' ').length <= BARE_WORDS;
	return contrasted(flat, short) ?? plain(flat, short);
}

/** A text whose halves disagree. */
function contrasted(flat: string, short: boolean): PolarityFound | null {
	const never = NEVER.exec(flat);
	if (never !== null) return { value: 'no', bare: true, words: never[0] };
	const wish = WISH_BUT.exec(flat);
	if (wish !== null) return { value: 'no', bare: false, words: wish[0] };
	const agreed = AGREED_AFTER_ALL.exec(flat);
	if (agreed !== null && !NEGATION.test(agreed[1] ?? '') && !NO.test(agreed[1] ?? '') && !REFUSED.test(flat))
		return { value: 'yes', bare: false, words: agreed[0].slice(0, EVIDENCE_CHARS) };
	if (YES_BUT_NO.test(flat)) return { value: 'no', bare: true, words: flat.slice(0, EVIDENCE_CHARS) };
	const doubled = DOUBLE_NO_YES.exec(flat);
	return doubled === null ? null : { value: 'yes', bare: short, words: doubled[0] };
}

function plain(flat: string, short: boolean): PolarityFound | null {
	const idiom = YES_IDIOM.exec(flat);
	const rest = withoutIdioms(flat).replace(/\s+/g, ' ').trim();
	const opensWithYes = YES_START.test(rest);
	const negatedYes = NEGATED_YES.test(rest);
	const no = NO.exec(rest);
	const wait = WAIT.exec(rest);
	const yes = ASKED.test(rest) && !opensWithYes ? null : YES.exec(rest);
	const negation = NEGATION.exec(rest);
	const conditional = opensWithYes && !negatedYes && CONDITION.test(rest) && !TAKEN_BACK.test(rest);
	if (conditional && yes !== null) return { value: 'yes', bare: false, words: yes[0] };
	if (opensWithYes && no !== null && YES_ALL_THE_SAME.test(rest) && !negatedYes)
		return { value: 'yes', bare: false, words: yes?.[0] ?? 'oui' };
	if (wait !== null && !opensWithYes)
		return { value: no !== null && /^(?:non|no|deedeet)\b/.test(rest) ? 'no' : 'wait', bare: short, words: wait[0] };
	if (no !== null) return { value: 'no', bare: short, words: no[0] };
	if (negation !== null && !(idiom !== null && yes !== null && !negatedYes))
		return yes !== null || short ? { value: 'no', bare: false, words: negation[0] } : null;
	if (yes !== null) return { value: 'yes', bare: short, words: yes[0] };
	if (idiom !== null) return { value: 'yes', bare: short, words: idiom[0] };
	return null;
}

/** The polarity of the emojis of a text that has no words. */
export function emojiPolarity(emojis: readonly string[]): PolarityFound | null {
	const yes = emojis.find((emoji) => YES_EMOJI.test(emoji));
	const no = emojis.find((emoji) => NO_EMOJI.test(emoji));
	if (no !== undefined) return { value: 'no', bare: true, words: no };
	return yes === undefined ? null : { value: 'yes', bare: true, words: yes };
}
