import type { OutgoingChoice, OutgoingMessage } from '../../channels/message.ts';
import { type LanguageCode, type Locale, localiseValue, type Texts } from '../../platform/i18n.ts';
import type { Effect, OfferedChoice } from '../step/effect.ts';
import { shortenFacts } from './shorten.ts';

/** A worded message with what the outbox must know of it besides its words. */
export interface WordedMessage {
	message: OutgoingMessage;
	origin: 'bot' | 'human' | 'system';
	/** A notice of a job, a queue or a payment: goes out even while a human owns the conversation (rule D3). */
	notice: boolean;
	/** What it is about: a reply binds to it, a withdrawal finds it. */
	subject: string;
	/** What `subject` is the id of; empty when there is none. */
	subjectKind: string;
	/** Useless after this moment. */
	until?: Date;
	/** It answers STOP or START: goes out to someone who opted out. */
	optOutReply: boolean;
}

/** WhatsApp's limit for a text with buttons or a list; parts that would go over it become a message of their own. */
const MAX_MERGED_LENGTH = 1000;

/**
 * Words the effects of one turn. What the bot says in a row and the question that follows become one message: fewer messages cost
 * less, arrive in order and stay under WhatsApp's pair rate (twilio-whatsapp §4).
 */
export function wordEffects(
	effects: readonly Effect[],
	texts: Texts,
	language: LanguageCode,
	locale: Locale & { name: string },
): { messages: WordedMessage[]; language: LanguageCode } {
	let speaking = language;
	const messages: WordedMessage[] = [];
	for (const effect of effects) {
		if (effect.kind === 'language') speaking = asLanguage(effect.language, speaking);
		else if (effect.kind === 'relay') messages.push(plain(effect.text, 'human', true));
		else if (effect.kind === 'opt_out')
			messages.push({
				...plain(texts.say(speaking, `opt_out.${effect.word}`, { org_name: locale.name }, locale), 'system', true),
				optOutReply: true,
			});
		else if (effect.kind === 'say' || effect.kind === 'ask') append(messages, word(effect, texts, speaking, locale));
	}
	return { messages, language: speaking };
}

function word(
	effect: Extract<Effect, { kind: 'say' | 'ask' }>,
	texts: Texts,
	language: LanguageCode,
	locale: Locale & { name: string },
): WordedMessage {
	const vars = { ...shortenFacts(effect.vars), org_name: locale.name };
	const choices = effect.choices.map((choice) => wordChoice(choice, texts, language, locale));
	const text = texts.say(language, effect.key, vars, locale);
	const listButton = texts.say(language, 'common.list_button', {}, locale);
	const notice = effect.kind === 'say' && effect.notice;
	const template =
		effect.kind === 'say' && effect.template !== undefined
			? { name: effect.template.name, variables: templateVariables(effect.template.variables, vars, language) }
			: undefined;
	const until = effect.kind === 'say' && effect.until !== undefined ? new Date(effect.until) : undefined;
	return {
		message: { text, choices, listButton, ...(template === undefined ? {} : { template }) },
		origin: 'bot',
		notice,
		subject: effect.subject ?? '',
		subjectKind: effect.kind === 'say' ? (effect.subjectKind ?? '') : '',
		...(until === undefined ? {} : { until }),
		optOutReply: false,
	};
}

function wordChoice(choice: OfferedChoice, texts: Texts, language: LanguageCode, locale: Locale): OutgoingChoice {
	const words = (label: OfferedChoice['label']): string =>
		'key' in label ? texts.say(language, label.key, choice.vars, locale) : String(localiseValue(label.text, language) ?? '');
	return {
		payload: choice.payload,
		label: words(choice.label),
		...(choice.description === undefined ? {} : { description: words(choice.description) }),
	};
}

function templateVariables(names: string[], vars: Record<string, unknown>, language: LanguageCode): Record<string, string> {
	return Object.fromEntries(names.map((name, index) => [String(index + 1), String(localiseValue(vars[name], language) ?? '')]));
}

function append(messages: WordedMessage[], next: WordedMessage): void {
	const last = messages.at(-1);
	if (last === undefined || !joins(last, next)) messages.push(next);
	else messages[messages.length - 1] = join(last, next);
}

/** Notices stay apart from each other; the question that a notice asks goes with it. */
function joins(last: WordedMessage, next: WordedMessage): boolean {
	if (last.origin !== 'bot' || last.message.choices.length > 0 || next.notice || last.optOutReply) return false;
	return last.message.text.length + next.message.text.length + 2 <= MAX_MERGED_LENGTH;
}

function join(last: WordedMessage, next: WordedMessage): WordedMessage {
	const text = `${last.message.text}\n\n${next.message.text}`;
	const template = last.message.template ?? next.message.template;
	const message = { ...next.message, text, ...(template === undefined ? {} : { template }) };
	return {
		...next,
		message,
		notice: last.notice,
		...(last.subject === '' ? {} : { subject: last.subject, subjectKind: last.subjectKind }),
		until: last.until ?? next.until,
	};
}

function plain(text: string, origin: 'human' | 'system', notice: boolean): WordedMessage {
	return { message: { text, choices: [], listButton: '' }, origin, notice, subject: '', subjectKind: '', optOutReply: false };
}

function asLanguage(value: string, before: LanguageCode): LanguageCode {
	return value === 'fr' || value === 'en' || value === 'wo' ? value : before;
}
