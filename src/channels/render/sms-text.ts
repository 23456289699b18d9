/**
 * Typographic characters that would turn a whole SMS into UCS-2 (70 characters instead of 160) and have a plain twin.
 * Accents stay: French without them is wrong, and é è à ù are GSM-7.
 */
const PLAIN: readonly (readonly [RegExp, string])[] = [
	[/[\u2018\u2019\u201A\u201B\u02BC\u2032]/g, "'"],
	[/«\s*|\s*»|[\u201C\u201D\u201E\u201F\u2033]/g, '"'],
	[/\u2026/g, '...'],
	[/[\u2010-\u2015\u2212]/g, '-'],
	[/[\u00A0\u2000-\u200A\u202F]/g, ' '],
	[/\u200B|\u200C|\u200D|\u2060|\uFEFF|\uFE0F/g, ''],
	[/[\u2022\u00B7]/g, '-'],
	[/\u2192/g, '->'],
	[/œ/g, 'oe'],
	[/Œ/g, 'OE'],
];

/** Basic phones show a square for each, and one of them makes the whole SMS UCS-2. */
const EMOJI = /[\p{Extended_Pictographic}\u{1F1E6}-\u{1F1FF}\u{1F3FB}-\u{1F3FF}]/gu;

/** The same text with plain punctuation and without emojis, for SMS. A text of nothing but emojis is left as it is. */
export function smsText(text: string): string {
	const plain = PLAIN.reduce((out, [pattern, twin]) => out.replace(pattern, twin), text);
	const bare = plain.replace(EMOJI, '');
	if (bare.trim() === '' || bare === plain) return plain;
	return bare
		.replace(/ {2,}/g, ' ')
		.replace(/ ([).])/g, '$1')
		.replace(/\( /g, '(')
		.replace(/^ +| +$/gm, '');
}

/** GSM 03.38 basic alphabet; each counts one septet. */
const GSM_BASIC = new Set(
	'@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Its extension table; each counts two. */
const GSM_EXTENDED = new Set('^{}\\[~]|€\f');

export interface SmsCount {
	encoding: 'gsm7' | 'ucs2';
	/** Septets or UTF-16 units. */
	units: number;
	/** What the carrier bills: 160 alone or 153 each (GSM-7), 70 or 67 (UCS-2). */
	segments: number;
}

/** Counts what a text costs as SMS. */
export function countSms(text: string): SmsCount {
	let septets = 0;
	for (const character of text) {
		if (GSM_BASIC.has(character)) septets += 1;
		else if (GSM_EXTENDED.has(character)) septets += 2;
		else return { encoding: 'ucs2', units: text.length, segments: segments(text.length, 70, 67) };
	}
	return { encoding: 'gsm7', units: septets, segments: segments(septets, 160, 153) };
}

function segments(units: number, alone: number, each: number): number {
	return units <= alone ? 1 : Math.ceil(units / each);
}
