import { AppError } from './errors.ts';

/** Currencies without decimals that organisations keep their accounts in (I9). */
export const CURRENCIES = ['XAF', 'XOF'] as const;
export type Currency = (typeof CURRENCIES)[number];

/** No single amount is above a hundred million francs: more is a slip of the keyboard. */
export const MAX_FRANCS = 100_000_000;

/** Refuses what is not a whole, non-negative, plausible number of francs: `invalid_input` naming `field`. */
export function requireFrancs(amount: number, field: string): number {
	if (!Number.isSafeInteger(amount) || amount < 0 || amount > MAX_FRANCS) {
		throw new AppError('invalid_input', `${field} must be a whole number of francs from 0 to ${MAX_FRANCS}`, { field });
	}
	return amount;
}
