import type { Normal } from './text/normalise.ts';

const PHONE = /(?<![\d#])(?:(?:\+|00)\s?(\d{1,3})[\s.-]?)?((?:\d[\s.-]?){8,11}\d)(?![\d])/g;

/** A phone number and where it stands in the text. */
export interface Phone {
	number: string;
	start: number;
	end: number;
}

/** The phone numbers of a text, digits only: Cameroon (6 or 2 and eight more), Senegal (7, 3 and eight more), or any written with its country code. */
export function phonesIn(normal: Normal): Phone[] {
	return [...normal.plain.matchAll(PHONE)].flatMap((match) => {
		const country = match[1] ?? '';
		const own = (match[2] ?? '').replace(/\D/g, '');
		const known = /^(?:237)?[62]\d{8}$/.test(own) || /^(?:221)?(?:7[05678]|33)\d{7}$/.test(own);
		return country === '' && !known ? [] : [{ number: country + own, start: match.index, end: match.index + match[0].length }];
	});
}

const EMAIL = /[a-z0-9._%+-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/i;

/** The e-mail address of a text, as written. */
export function emailIn(normal: Normal): string | null {
	return EMAIL.exec(normal.clean)?.[0] ?? null;
}
