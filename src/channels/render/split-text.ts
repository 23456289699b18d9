import type { ChannelName, OutgoingMessage } from '../message.ts';
import { LIMITS } from './limits.ts';

/** Where a text may be broken, best first: between paragraphs, lines, sentences, words. The separator's mark stays with what precedes. */
const BORDERS: readonly RegExp[] = [/\n{2,}/g, /\n/g, /(?<=[.!?…])\s+/g, /\s+/g];

/** A break earlier than this part of the limit wastes messages: a worse kind of border further on is preferred. */
const LEAST_FILL = 0.4;

/** Cuts a text into parts of at most `limit` characters at paragraph, line, sentence or word borders; a single huge word is cut hard. */
export function splitText(text: string, limit: number): string[] {
	const parts: string[] = [];
	let rest = text.trim();
	while (rest.length > limit) {
		const at = borderBefore(rest, limit);
		parts.push(rest.slice(0, at).trimEnd());
		rest = rest.slice(at).trimStart();
	}
	if (rest !== '' || parts.length === 0) parts.push(rest);
	return parts;
}

function borderBefore(text: string, limit: number): number {
	const head = text.slice(0, limit + 1);
	for (const border of BORDERS) {
		let last = -1;
		for (const match of head.matchAll(border)) if (match.index > 0 && match.index <= limit) last = match.index;
		if (last >= limit * LEAST_FILL) return last;
	}
	const beforePair = text.charCodeAt(limit - 1);
	return beforePair >= 0xd800 && beforePair <= 0xdbff && limit > 1 ? limit - 1 : limit;
}

/**
 * A message too long for one is sent as several, never cut: the choices and the template stay with the last part.
 * `choicesLength` is what the written-out choices add to the last part.
 */
export function splitMessage(message: OutgoingMessage, channel: ChannelName, choicesLength = 0): OutgoingMessage[] {
	const limits = LIMITS[channel];
	const single = message.choices.length > 0 ? limits.bodyWithChoices : limits.text;
	if (message.text.length <= single && message.text.length + choicesLength <= limits.text) return [message];
	const room = Math.max(200, Math.min(single, limits.text - choicesLength));
	const parts = splitText(message.text, room);
	return parts.map((text, index) =>
		index === parts.length - 1 ? { ...message, text } : { text, choices: [], listButton: '', template: undefined },
	);
}
