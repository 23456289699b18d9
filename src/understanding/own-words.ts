import type { Facts } from './facts.ts';

/** The person's own words between two places of the text, without the punctuation at their ends. */
export function own(facts: Pick<Facts, 'normal'>, start: number, end: number): string {
	return facts.normal.clean.slice(start, end).replace(/^[\s,.;:!?'-]+|[\s,.;:!?-]+$/g, '');
}
