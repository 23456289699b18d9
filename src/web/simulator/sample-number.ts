import { getExampleNumber, isSupportedCountry } from 'libphonenumber-js';
import examples from 'libphonenumber-js/examples.mobile.json';

/** A mobile number of the country, E.164, for the first phone of the page; null when the country's plan is unknown. */
export function sampleNumber(country: string): string | null {
	if (!isSupportedCountry(country)) return null;
	return getExampleNumber(country, examples)?.number ?? null;
}
