import type { ReadingContext } from '../reading.ts';
import type { ChatMessage } from './chat.ts';
import type { PickExamples } from './examples.ts';
import { maskPersonal } from './mask-personal.ts';
import type { Prompt } from './prompts.ts';

/** Longer messages are cut in the middle: people say what they want first or last. Characters. */
const HEAD = 1_500;
const TAIL = 500;
/** The bot's own question repeats what the person said; its end is what was asked. */
const MAX_QUESTION = 300;
const MAX_NAMES = 60;
const EXAMPLES = 4;

/**
 * What a model is told: the instructions, which hold nothing of any customer; a few examples; and last the message as one JSON value,
 * so that no character of it can end the data and begin an instruction.
 */
export function readingMessages(
	prompt: Prompt,
	pick: PickExamples,
	text: string,
	context: ReadingContext,
	options: { mask: boolean },
): ChatMessage[] {
	const shown = (words: string): string => (options.mask ? maskPersonal(words) : words);
	const message = shown(shorten(text));
	const examples = pick(message, context.role, EXAMPLES).flatMap(({ role, question, message: said, answer }): ChatMessage[] => [
		{ role: 'user', content: JSON.stringify({ data: { role, question, message: said } }) },
		{ role: 'assistant', content: JSON.stringify(answer) },
	]);
	const data = {
		role: context.role,
		question: context.question === null ? null : shown(context.question.slice(-MAX_QUESTION)),
		choices: context.choices.slice(0, 10).map(({ id, label }) => ({ id, label: shown(label) })),
		services: named(context.services),
		zones: named(context.zones),
		message,
	};
	return [{ role: 'system', content: prompt.text }, ...examples, { role: 'user', content: JSON.stringify({ data }) }];
}

/** The same for a conversation that is sorted for an agent. */
export function triageMessages(
	prompt: Prompt,
	texts: readonly string[],
	language: string | null,
	options: { mask: boolean },
): ChatMessage[] {
	const messages = texts.map((text) => (options.mask ? maskPersonal(shorten(text)) : shorten(text)));
	return [
		{ role: 'system', content: prompt.text },
		{ role: 'user', content: JSON.stringify({ data: { language, messages } }) },
	];
}

/** The head and the tail; a character cut in two at the seam is replaced. */
function shorten(text: string): string {
	if (text.length <= HEAD + TAIL) return text;
	return `${text.slice(0, HEAD)} […] ${text.slice(-TAIL)}`.toWellFormed();
}

function named(list: readonly { id: string; names: readonly string[] }[]): string[] {
	return list.slice(0, MAX_NAMES).map(({ id, names }) => `${id}: ${names.slice(0, 3).join(', ')}`.slice(0, 80));
}
