import { describe, expect, test } from '@jest/globals';
import type { TurnTrace } from '../../../src/conversation/turn/trace.ts';
import { fixtureLines } from '../../../src/web/simulator/fixture.ts';

const turn = (id: string, minute: number, input: TurnTrace['input'], rest: Partial<TurnTrace> = {}): TurnTrace => ({
	_id: id,
	org: 'djobea',
	contact: 'c1',
	at: new Date(Date.UTC(2026, 10, 21, 8, minute)),
	input,
	replied: null,
	inputKind: input?.kind ?? '',
	decision: '',
	reading: null,
	before: null,
	after: null,
	commands: [],
	effects: [],
	...rest,
});

describe('a chat as a fixture', () => {
	test('puts under each turn its commands and what it answered', () => {
		const commands = [{ name: 'organisations.list_services', outcome: 'listed', data: { services: [] } }];
		const lines = fixtureLines(
			[
				turn('t1', 0, { kind: 'message', text: 'Bonjour' }, { commands }),
				turn('t2', 3, { kind: 'choice', payload: 'p1', label: 'Maintenant' }, { replied: 'o1' }),
			],
			[
				{ turn: 't1', text: 'Quand ?', choices: [{ payload: 'p1', label: 'Maintenant' }] },
				{ turn: 't2', text: 'Où ?', choices: [] },
			],
		);
		expect(lines).toEqual([
			{ in: { text: 'Bonjour' }, commands, out: { messages: [{ text: 'Quand ?', choices: ['Maintenant'] }] } },
			{ in: { payload: 'p1', label: 'Maintenant' }, after: 3, replied: 'o1', out: { messages: [{ text: 'Où ?' }] } },
		]);
	});

	test('keeps pins, files, notices, agents and timers in the form that fixtures are played from', () => {
		const inputs: TurnTrace['input'][] = [
			{ kind: 'location', latitude: 4.05, longitude: 9.7 },
			{ kind: 'media', media: [{ url: 'u', contentType: 'audio/ogg' }], caption: '' },
			{ kind: 'domain', type: 'offer.made', data: { offer: 'o1' } },
			{ kind: 'agent_action', action: 'message', agent: 'awa', text: 'Bonjour' },
			{ kind: 'timer', timer: 'question.reminder', position: '1', data: {} },
			{ kind: 'opt_out', word: 'stop' },
		];
		expect(
			fixtureLines(
				inputs.map((input, index) => turn(`t${index}`, 0, input)),
				[],
			).map((line) => line.in),
		).toEqual([
			{ location: [4.05, 9.7] },
			{ media: ['m0'], caption: '', voice: true },
			{ notice: 'offer.made', data: { offer: 'o1' } },
			{ agent: 'message', text: 'Bonjour' },
			{ timer: 'question.reminder' },
			{ opt_out: 'stop' },
		]);
	});
});
