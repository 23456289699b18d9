import { describe, expect, test } from '@jest/globals';
import { transition } from 'xstate';
import { checkLimits } from '../../../src/channels/render/check-limits.ts';
import { type CompiledFlow, openBook, questionOf } from '../../../src/conversation/flow/book.ts';
import { type Answer, type FlowEvent, RESTING } from '../../../src/conversation/flow/compile.ts';
import { entryStates } from '../../../src/conversation/flow/links.ts';
import { loadFlows } from '../../../src/conversation/flow/load.ts';
import { isRecord } from '../../../src/conversation/flow/values.ts';
import { wordEffects } from '../../../src/conversation/turn/word-effects.ts';
import { LANGUAGES, loadTexts } from '../../../src/platform/i18n.ts';

const book = openBook(loadFlows('flows'));
const texts = loadTexts('locales');
const ORG = { name: 'Djobea', timezone: 'Africa/Douala', currency: 'XAF' };
const OFFERS = { requests: true, queues: true, appointments: true };
const AROUND = { contact: { provider: '' }, org: { offers: OFFERS }, now: '2026-11-23T09:00:00Z' };
/** With so many different facts one state is tried; more of the same leaves no time for the states behind it. */
const MOST_PER_STATE = 60;
/** States that only other flows and the program open. */
const OPENED_BY_NAME: Record<string, string[]> = { help: ['lost'], person: ['begin', 'dispute', 'after_arrival'] };

interface Place {
	state: string;
	facts: Record<string, unknown>;
}

/** What the flow's conditions look at, so that every branch can be made to hold and not to hold. */
function conditionsOf(node: unknown): Record<string, unknown>[] {
	if (Array.isArray(node)) return node.flatMap(conditionsOf);
	if (!isRecord(node)) return [];
	const here: Record<string, unknown>[] = [];
	if (typeof node.has === 'string')
		here.push({ [node.has.split('.')[0] ?? '']: node.has.includes('.') ? { [node.has.split('.')[1] ?? '']: 'x' } : 'x' });
	if (Array.isArray(node.is) && typeof node.is[0] === 'string') {
		const name = node.is[0].split('.')[1];
		if (name !== undefined && /^\$(fact|result)/.test(node.is[0])) here.push({ [name]: node.is[1] });
	}
	return [...here, ...Object.values(node).flatMap(conditionsOf)];
}

function eventsAt({ flow }: CompiledFlow, state: string, variants: Record<string, unknown>[]): FlowEvent[] {
	const definition = flow.states[state];
	if (definition === undefined) return [];
	if ('run' in definition) {
		return Object.keys(definition.then).flatMap((name) =>
			variants.map((result): FlowEvent => ({ type: 'outcome', name, result, around: AROUND })),
		);
	}
	if ('call' in definition) return [{ type: 'returned', result: {}, around: AROUND }];
	if (!('ask' in definition)) return [];
	const slots: Record<string, unknown> = {
		service: 'plomberie',
		zone: 'makepe',
		quarter: 'Makepe',
		landmark: 'x',
		problem: 'x',
		when_at: { at: AROUND.now, precision: 'hour' },
		rating: 4,
		amount: 1,
		eta_minutes: 5,
		request_id: '1',
		language: 'en',
		lat: 1,
		lon: 1,
		reason: 'x',
	};
	const none: Answer = { slots: {}, intents: [] };
	const answers: Answer[] = [
		...definition.choices.map((choice): Answer => ({ ...none, id: choice.id, text: 'x', item: {} })),
		...(definition.choices_from === undefined ? [] : [{ ...none, id: 'any', item: {} }]),
		...definition.answers.flatMap((answer): Answer[] => {
			if ('slot' in answer) return [{ ...none, slots: { [answer.slot]: slots[answer.slot] } }];
			if ('intent' in answer) return [{ ...none, intents: [answer.intent] }];
			if ('location' in answer) return [{ ...none, location: { latitude: 4, longitude: 9 } }];
			return 'media' in answer ? [{ ...none, media: ['m'] }] : [{ ...none, text: 'quelques mots' }];
		}),
		// Corrections told beside a choice (`told:` conditions).
		...definition.choices.flatMap((choice) =>
			Object.entries(slots).map(([slot, value]): Answer => ({ ...none, id: choice.id, slots: { [slot]: value } })),
		),
	];
	return answers.map((answer) => ({ type: 'answer', answer, around: AROUND }));
}

function explore(compiled: CompiledFlow): Map<string, Record<string, unknown>> {
	const { flow, machine } = compiled;
	const variants = [{}, ...conditionsOf(flow.states)];
	const visited = new Map<string, Record<string, unknown>>();
	const seen = new Map<string, Set<string>>();
	const queue: Place[] = [];
	const enter = (place: Place, event: FlowEvent): void => {
		const value = questionOf(flow, place.state) === undefined ? place.state : { [place.state]: 'open' };
		const [after] = transition(machine, machine.resolveState({ value, context: { facts: place.facts } }), event);
		const state = typeof after.value === 'string' ? after.value : (Object.keys(after.value)[0] ?? RESTING);
		const facts = isRecord(after.context) && isRecord(after.context.facts) ? after.context.facts : {};
		if (!visited.has(state)) visited.set(state, facts);
		const known = seen.get(state) ?? new Set<string>();
		const key = JSON.stringify(facts);
		if (known.has(key) || known.size >= MOST_PER_STATE) return;
		seen.set(state, known.add(key));
		queue.push({ state, facts });
	};
	const starts = [...entryStates(flow).map((entry) => entry.to), ...(OPENED_BY_NAME[flow.id] ?? []), ...calledStates(flow.id)];
	for (const around of [AROUND, { ...AROUND, contact: { provider: 'paul' } }]) {
		for (const start of starts)
			for (const facts of [...variants, Object.assign({}, ...variants)])
				enter({ state: RESTING, facts }, { type: `enter.${start}`, around });
	}
	const missing = (): boolean => Object.keys(flow.states).some((state) => rests(compiled, state) && !visited.has(state));
	for (let place = queue.shift(); place !== undefined && missing(); place = queue.shift()) {
		visited.set(place.state, visited.get(place.state) ?? place.facts);
		for (const event of eventsAt(compiled, place.state, variants)) enter(place, event);
	}
	return visited;
}

function calledStates(id: string): string[] {
	return book
		.all()
		.flatMap(({ flow }) =>
			Object.values(flow.states).flatMap((state) => ('call' in state && state.call === id && state.at !== undefined ? [state.at] : [])),
		);
}

/** States that are left in the same breath are passed through, never rested in. */
function rests(compiled: CompiledFlow, state: string): boolean {
	const definition = compiled.flow.states[state];
	return (
		definition !== undefined &&
		('ask' in definition || 'run' in definition || 'call' in definition || 'end' in definition || 'handover' in definition)
	);
}

describe.each(book.all().map((compiled) => [compiled.flow.id, compiled] as const))('%s', (_id, compiled) => {
	test('every state where a dialogue can rest is reached by some path', () => {
		const visited = explore(compiled);
		expect(Object.keys(compiled.flow.states).filter((state) => rests(compiled, state) && !visited.has(state))).toEqual([]);
	});

	test('every prompt is within the limits of both channels in every language', () => {
		const problems = Object.entries(compiled.flow.states).flatMap(([name, state]) => {
			if (!('ask' in state)) return [];
			return LANGUAGES.flatMap((language) => {
				const choices = state.choices.map((choice) => ({ payload: choice.id, label: { key: choice.label }, vars: {} }));
				const effect = {
					kind: 'ask' as const,
					key: state.ask,
					vars: { problem: 'p'.repeat(1000), landmark: 'l'.repeat(300), number: 12345, price: 150000 },
					choices,
					flow: compiled.flow.id,
					state: name,
					subject: '',
					expires: true,
				};
				const { messages } = wordEffects([effect], texts, language, ORG);
				return messages.flatMap(({ message }) =>
					(['whatsapp', 'sms'] as const).flatMap((channel) =>
						checkLimits(message, channel).map((problem) => `${name} ${language} ${channel}: ${problem.message}`),
					),
				);
			});
		});
		expect(problems).toEqual([]);
	});
});
