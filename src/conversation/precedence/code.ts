import { holds } from '../flow/values.ts';
import { factScope } from '../step/choices.ts';
import type { Decision, Moment } from './moment.ts';
import { listening } from './trigger.ts';

/** What a link or a poster carries: the code of a place, and the key that only somebody inside it can read. */
export interface PlaceCode {
	code: string;
	arrival_key?: string;
	/** The number of a ticket on paper, and the key printed with it; the number alone when somebody wrote it beside the place's code. */
	ticket_number?: string;
	ticket_key?: string;
}

/** `#BANQUE-PLATEAU`, `#BANQUE-PLATEAU+K7PM2X`, `#BANQUE-PLATEAU+A045-K7PM2XQR`; who copies it by hand leaves gaps. */
const CODE =
	/(?:^|[^\p{L}\p{N}&])#\s?([A-Z0-9](?:-?[A-Z0-9]){1,39})(?:\s?\+\s?(?:([A-Z]{1,3}\d{3,5})\s?-\s?)?([A-Z0-9]{4,8}))?(?![\p{L}\p{N}])/giu;
const TICKET = /(?<![\p{L}\p{N}+#-])([A-Z]{1,3}\d{3,5})(?![\p{L}\p{N}-])/iu;
/** `#1042` is a request and `#A045` a ticket: people write them so. */
const NUMBER = /^[A-Z]{0,3}\d+$/;

/** The code in a text, in upper case, or null. Links bring it with a polite sentence around it. */
export function codeIn(text: string): PlaceCode | null {
	for (const [all, said = '', number, key] of text.matchAll(CODE)) {
		const code = said.toUpperCase();
		if (NUMBER.test(code)) continue;
		if (key === undefined) return { code, ...numberBeside(text.replace(all, ' ')) };
		if (number === undefined) return { code, arrival_key: key.toUpperCase() };
		return { code, ticket_number: number.toUpperCase(), ticket_key: key.toUpperCase() };
	}
	return null;
}

function numberBeside(text: string): { ticket_number?: string } {
	const number = TICKET.exec(text)?.[1];
	return number === undefined ? {} : { ticket_number: number.toUpperCase() };
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
