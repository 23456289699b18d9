import { printedKey } from '../../../platform/printed-key.ts';
import type { Client } from '../ticket/model.ts';

/** Forty bits: nobody guesses the key of a number that was called aloud. */
const PAPER_KEY_LENGTH = 8;

/** A key for the paper of a person without a phone. */
export function paperKeyFor(client: Client | null): string | null {
	return client === null ? printedKey(PAPER_KEY_LENGTH) : null;
}
