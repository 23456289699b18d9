import type { LanguageCode } from '../../platform/i18n.ts';
import { questionOf } from '../flow/book.ts';
import type { AskState, ChoiceDefinition, Flow } from '../flow/schema.ts';
import { getPath, holds, isRecord, type Scope } from '../flow/values.ts';
import type { StepContext } from './context.ts';
import type { OfferedChoice } from './effect.ts';
import { encodeTap } from './payload.ts';

/** A choice that is open now, with every word that picks it. */
export interface LiveChoice {
	id: string;
	/** What the person may type for it, in any language. */
	words: string[];
	intents: string[];
	/** The data of a dynamic choice. */
	item: Record<string, unknown>;
	offered: OfferedChoice;
	definition?: ChoiceDefinition;
}

const MAX_DYNAMIC_CHOICES = 30;

/** The choices of a question as they stand with these facts. */
export function liveChoices(flow: Flow, state: string, facts: Record<string, unknown>, ctx: StepContext): LiveChoice[] {
	const question = questionOf(flow, state);
	if (question === undefined) return [];
	const fixed = fixedChoices(flow, state, question.choices, facts, ctx, subjectOfQuestion(question, facts));
	if (question.choices_from === undefined) return fixed;
	const list = getPath(facts, question.choices_from.split('.'));
	const items = Array.isArray(list) ? list.filter(isRecord).slice(0, MAX_DYNAMIC_CHOICES) : [];
	return [...items.map((item) => dynamicChoice(flow, state, item)), ...fixed];
}

/** What a question is about with these facts (a request's id); empty: nothing in particular. */
export function subjectOfQuestion({ subject }: AskState, facts: Record<string, unknown>): string {
	return subject === undefined ? '' : String(getPath(facts, subject.split('.')) ?? '');
}

/** The choices of a state or a notice that are written in the flow. */
export function fixedChoices(
	flow: Flow,
	place: string,
	choices: ChoiceDefinition[],
	facts: Record<string, unknown>,
	ctx: StepContext,
	subject: string,
): LiveChoice[] {
	const scope = factScope(facts, ctx);
	return choices
		.filter((choice) => holds(choice.when, scope))
		.map((choice) => ({
			id: choice.id,
			words: [...everyLanguage(choice.label, facts, ctx), ...(choice.synonyms === undefined ? [] : ctx.texts.words(choice.synonyms))],
			intents: choice.intents,
			item: {},
			definition: choice,
			offered: {
				payload: encodeTap({
					flow: flow.id,
					version: flow.version,
					place,
					choice: choice.id,
					subject: carriedBy(choice, facts) ?? subject,
				}),
				label: { key: choice.label },
				...(choice.description === undefined ? {} : { description: { key: choice.description } }),
				vars: facts,
			},
		}));
}

function carriedBy({ carries }: ChoiceDefinition, facts: Record<string, unknown>): string | null {
	return carries === undefined ? null : String(getPath(facts, carries.split('.')) ?? '');
}

/** What references see where nobody has answered and no command has run: facts and surroundings. */
export function factScope(facts: Record<string, unknown>, ctx: StepContext): Scope {
	return { fact: facts, answer: {}, result: {}, ...surroundings(ctx) };
}

/** What references see of the person and the organisation. */
export function surroundings(ctx: StepContext): { contact: Record<string, unknown>; org: Record<string, unknown>; now: string } {
	const { id, name, language, provider } = ctx.contact;
	return {
		contact: { id, name, language, provider },
		org: { id: ctx.org.id, name: ctx.org.name, settings: ctx.org.settings, offers: ctx.org.offers },
		now: ctx.now.toISOString(),
	};
}

function dynamicChoice(flow: Flow, state: string, item: Record<string, unknown>): LiveChoice {
	const id = String(item.id ?? '');
	return {
		id,
		words: [...labelWords(item.label), ...(Array.isArray(item.synonyms) ? item.synonyms.map(String) : [])],
		intents: [],
		item,
		offered: {
			payload: encodeTap({ flow: flow.id, version: flow.version, place: state, choice: id, subject: '' }),
			label: { text: asLabel(item.label) },
			...(item.description === undefined ? {} : { description: { text: asLabel(item.description) } }),
			vars: {},
		},
	};
}

function everyLanguage(key: string, facts: Record<string, unknown>, ctx: StepContext): string[] {
	const languages: LanguageCode[] = ['fr', 'en', 'wo'];
	return languages.filter((language) => ctx.texts.has(language, key)).map((language) => ctx.texts.say(language, key, facts, ctx.org));
}

function asLabel(label: unknown): Record<string, string> | string {
	if (typeof label === 'string') return label;
	if (!isRecord(label)) return '';
	return Object.fromEntries(Object.entries(label).filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
}

function labelWords(label: unknown): string[] {
	const known = asLabel(label);
	return typeof known === 'string' ? [known] : Object.values(known);
}
