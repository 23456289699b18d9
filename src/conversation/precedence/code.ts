import { holds } from '../flow/values.ts';
import { factScope } from '../step/choices.ts';
import type { Decision, Moment } from './moment.ts';
import { listening } from './trigger.ts';

/** What a link or a poster carries: the code of a place, and the key that only somebody inside it can read. */
export interface PlaceCode {
	code: string;
	arrival_key?: string;
}

const CODE = /(?:^|[^\p{L}\p{N}&])#([A-Z0-9](?:-?[A-Z0-9]){1,39})(?:\+([A-Z0-9]{4,8}))?(?![\p{L}\p{N}])/giu;
/** `#1042` is a request and `#A045` a ticket: people write them so. */
const NUMBER = /^[A-Z]{0,3}\d+$/;

/** The code in a text, in upper case, or null. Links bring it with a polite sentence around it. */
export function codeIn(text: string): PlaceCode | null {
	for (const [, said = '', key] of text.matchAll(CODE)) {
		const code = said.toUpperCase();
		if (!NUMBER.test(code)) return key === undefined ? { code } : { code, arrival_key: key.toUpperCase() };
	}
	return null;
}

/** A code is as plain as a tap: whatever is open, it opens the flow that takes codes. */
export function coded({ run, input, text }: Moment): Decision | null {
	if (input.kind !== 'message' && input.kind !== 'media') return null;
	const found = codeIn(text);
	if (found === null) return null;
	const facts = { ...found, said: text };
	for (const { flow } of listening(run)) {
		const entry = flow.entries.find((one) => one.code && holds(one.when, factScope(facts, run.ctx)));
		if (entry !== undefined) return { row: 'code', flow: flow.id, state: entry.to, facts };
	}
	return null;
}
