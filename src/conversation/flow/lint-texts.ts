import type { OutgoingMessage } from '../../channels/message.ts';
import { checkLimits } from '../../channels/render/check-limits.ts';
import { LANGUAGES, type LanguageCode, type Texts } from '../../platform/i18n.ts';
import { shownLength } from '../turn/shorten.ts';
import type { FlowProblem, FlowSource } from './load.ts';
import type { ChoiceDefinition } from './schema.ts';
import { isRecord } from './values.ts';

/** Text keys stand under these names in a flow. */
const TEXT_FIELDS = new Set(['ask', 'say', 'retry', 'label', 'description', 'synonyms', 'keywords']);
const LOCALE = { timezone: 'Africa/Douala', currency: 'XAF' };

/** Missing keys, and texts or labels longer than the channels allow, in each language. */
export function lintTexts(source: FlowSource, texts: Texts): FlowProblem[] {
	return [...missingKeys(source, texts), ...tooLong(source, texts)];
}

function missingKeys(source: FlowSource, texts: Texts): FlowProblem[] {
	return textKeys(source.flow, []).flatMap(({ key, path }) =>
		LANGUAGES.filter((language) => !texts.has(language, key)).map((language) => ({
			file: source.file,
			line: source.lineOf(path),
			message: `no text ${key} in ${language}`,
		})),
	);
}

/** Every text key of a flow and where it stands. */
function textKeys(node: unknown, path: (string | number)[]): { key: string; path: (string | number)[] }[] {
	if (Array.isArray(node)) return node.flatMap((item, index) => textKeys(item, [...path, index]));
	if (!isRecord(node)) return [];
	return Object.entries(node).flatMap(([field, value]) => {
		if (field === 'set' || field === 'with') return [];
		if (TEXT_FIELDS.has(field) && typeof value === 'string') return [{ key: value, path: [...path, field] }];
		return textKeys(value, [...path, field]);
	});
}

function tooLong(source: FlowSource, texts: Texts): FlowProblem[] {
	const questions = Object.entries(source.flow.states).flatMap(([name, state]) => {
		if ('ask' in state) {
			return [state.ask, ...state.ask_when.map((one) => one.ask)].map((key) => ({ key, choices: state.choices, path: ['states', name] }));
		}
		return 'say' in state && typeof state.say === 'string' ? [{ key: state.say, choices: [], path: ['states', name] }] : [];
	});
	const notices = Object.entries(source.flow.notices).flatMap(([type, list]) =>
		list.flatMap((notice) =>
			[notice.say, ...notice.say_when.map((one) => one.say)].flatMap((key) =>
				key === undefined ? [] : [{ key, choices: notice.choices, path: ['notices', type] }],
			),
		),
	);
	return [...questions, ...notices].flatMap(({ key, choices, path }) =>
		LANGUAGES.flatMap((language) =>
			checkLimits(sample(key, choices, language, texts), 'whatsapp').map(({ message }) => ({
				file: source.file,
				line: source.lineOf(path),
				message: `${key} in ${language}: ${message}`,
			})),
		),
	);
}

function sample(key: string, choices: ChoiceDefinition[], language: LanguageCode, texts: Texts): OutgoingMessage {
	const vars = Object.fromEntries(
		[...(texts.raw(language, key) ?? '').matchAll(/\{\{(\w+)/g)].map((match) => [match[1] ?? '', 'x'.repeat(shownLength(match[1] ?? ''))]),
	);
	return {
		text: texts.say(
			language,
			key,
			{ ...vars, eta_min: 10, eta_max: 20, price: 100_000, percent: 50, number: 10_000, when: { kind: 'now' }, when_kind: 'now' },
			LOCALE,
		),
		choices: choices.map((choice) => ({
			payload: choice.id,
			label: texts.say(language, choice.label, {}, LOCALE),
			...(choice.description === undefined ? {} : { description: texts.say(language, choice.description, {}, LOCALE) }),
		})),
		listButton: texts.say(language, 'common.list_button', {}, LOCALE),
	};
}
