import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';

/** Longest text worth parsing as a phone number: 15 digits and generous punctuation. */
const MAX_TEXT = 40;

/**
 * A phone number in E.164 (`+237690000001`), or null when the text is none. National forms (`690 00 00 01`) are read as numbers of
 * `country` (ISO 3166 two letters); a `+` or `00` prefix wins over it. Only the plan's lengths and prefixes are checked, not whether
 * an operator has opened the range: numbering plans grow faster than metadata.
 */
export function normalisePhone(text: string, country: string): string | null {
	if (text.length > MAX_TEXT) return null;
	const international = text.trim().replace(/^00/, '+');
	const parsed = parsePhoneNumberFromString(international, countryCode(country));
	return parsed?.isValid() === true ? parsed.number : null;
}

/** A number as people write it: `+237 6 90 00 00 01`. Left as it is when it cannot be read. */
export function readablePhone(phone: string): string {
	return parsePhoneNumberFromString(phone)?.formatInternational() ?? phone;
}

/** Whether `country` is a two-letter code whose numbering plan is known. */
export function hasNumberingPlan(country: string): boolean {
	return isSupportedCountry(country);
}

function countryCode(country: string): CountryCode | undefined {
	return isSupportedCountry(country) ? country : undefined;
}
