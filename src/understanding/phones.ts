import type { Normal } from './text/normalise.ts';

const PHONE = /(?<![\d#])(?:(?:\+|00)\s?(\d{1,3})[\s.-]?)?((?:\d[\s.-]?){8,11}\d)(?![\d])/g;

/** The phone number of a text, digits only: Cameroon (6 or 2 and eight more), Senegal (7, 3 and eight more), or any written with its country code. */
export function phoneIn(normal: Normal): string | null {
	for (const match of normal.plain.matchAll(PHONE)) {
		const country = match[1] ?? '';
		const number = (match[2] ?? '').replace(/\D/g, '');
		if (country !== '') return country + number;
		if (/^(?:237)?[62]\d{8}$/.test(number) || /^(?:221)?(?:7[05678]|33)\d{7}$/.test(number)) return number;
	}
	return null;
}

const EMAIL = /[a-z0-9._%+-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/i;

/** The e-mail address of a text, as written. */
export function emailIn(normal: Normal): string | null {
	return EMAIL.exec(normal.clean)?.[0] ?? null;
}
