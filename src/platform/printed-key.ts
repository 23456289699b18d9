import { randomInt } from 'node:crypto';

/** Letters and digits that nobody confuses when they read them aloud. */
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** A secret short enough to be typed from paper: each letter makes it some thirty times harder to guess. */
export function printedKey(length: number): string {
	return Array.from({ length }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('');
}
