import type { OutgoingChoice } from '../message.ts';

/**
 * The text with its choices written out, for SMS, for more than ten choices and for moments without buttons:
 * "1. Label", with the description after a dash, and a hint in the person's language.
 */
export function withNumbers(text: string, choices: readonly OutgoingChoice[], hint: string): string {
	if (choices.length === 0) return text;
	const lines = choices.map((choice, index) => {
		const description = choice.description === undefined || choice.description === '' ? '' : ` – ${choice.description}`;
		return `${index + 1}. ${choice.label}${description}`;
	});
	return [text, lines.join('\n'), hint].filter((part) => part !== '').join('\n\n');
}
