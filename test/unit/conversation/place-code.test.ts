import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openBook } from '../../../src/conversation/flow/book.ts';
import { lintFlows } from '../../../src/conversation/flow/lint.ts';
import { type FlowSource, formatProblem, loadFlows, readFlow } from '../../../src/conversation/flow/load.ts';
import type { Input } from '../../../src/conversation/input.ts';
import { codeIn } from '../../../src/conversation/precedence/code.ts';
import { EMPTY_SESSION, type Session } from '../../../src/conversation/session.ts';
import type { StepContext } from '../../../src/conversation/step/context.ts';
import { step } from '../../../src/conversation/step/step.ts';
import { loadTexts } from '../../../src/platform/i18n.ts';

describe('the code in a text', () => {
	test.each([
		['Bonjour, je voudrais un ticket #BAOBAB-PLATEAU', 'BAOBAB-PLATEAU', undefined],
		['#baobab-plateau', 'BAOBAB-PLATEAU', undefined],
		['Je suis arrivé (#CORNICHE+K7PM2X).', 'CORNICHE', 'K7PM2X'],
		['#corniche+k7pm2x', 'CORNICHE', 'K7PM2X'],
		['Demande #1042 et #NDAR', 'NDAR', undefined],
		['#BAOBAB-', 'BAOBAB', undefined],
		['#BAOBAB+toolongakey1', 'BAOBAB', undefined],
		['où en est ma demande #1042 ?', undefined, undefined],
		['mon ticket #A045', undefined, undefined],
		['le #4', undefined, undefined],
		['#X', undefined, undefined],
		['BAOBAB-PLATEAU', undefined, undefined],
		['a#BAOBAB', undefined, undefined],
		['&#233;t&#233; &#xE9;', undefined, undefined],
		['#ÉTÉ2026', undefined, undefined],
		['', undefined, undefined],
	])('%s', (text, code, key) => {
		expect(codeIn(text)).toEqual(code === undefined ? null : key === undefined ? { code } : { code, arrival_key: key });
	});

	test.each([
		['#BAOBAB-PLATEAU+A045-K7PM2XQR', { code: 'BAOBAB-PLATEAU', ticket_number: 'A045', ticket_key: 'K7PM2XQR' }],
		['Bonjour, # baobab-plateau + a045 - k7pm2xqr svp', { code: 'BAOBAB-PLATEAU', ticket_number: 'A045', ticket_key: 'K7PM2XQR' }],
		['mon ticket A045 #BAOBAB-PLATEAU', { code: 'BAOBAB-PLATEAU', ticket_number: 'A045' }],
		['#BAOBAB-PLATEAU a045', { code: 'BAOBAB-PLATEAU', ticket_number: 'A045' }],
		['#BAOBAB-PLATEAU-A045', { code: 'BAOBAB-PLATEAU-A045' }],
		['#BAOBAB-PLATEAU+A045-K7PM2XQRSTUV', { code: 'BAOBAB-PLATEAU', arrival_key: 'A045' }],
		['ticket A045-K7PM2XQR', null],
	])('of a ticket on paper: %s', (text, found) => {
		expect(codeIn(text)).toEqual(found);
	});

	test('any code that the import takes is read back from any sentence around it', () => {
		const part = fc.stringMatching(/^[A-Z]{2,8}$/);
		const words = fc.stringMatching(/^[a-zéà ,.!?]{0,40}$/);
		fc.assert(
			fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), words, words, (parts, before, after) => {
				const code = parts.join('-');
				expect(codeIn(`${before} #${code} ${after}`)).toEqual({ code });
			}),
		);
	});
});

const DOOR = `id: door
version: 1
audience: anyone
title: A place
entries:
  - { code: true, when: { all: [{ has: arrival_key }, { is: [$org.offers.queues, true] }] }, to: inside }
  - { code: true, when: { is: [$org.offers.queues, true] }, to: outside }
states:
  outside: { end: true, say: common.noted }
  inside: { end: true, say: common.noted }
`;

function flow(yaml: string): FlowSource {
	const read = readFlow(`flows/${/^id: (.*)$/m.exec(yaml)?.[1]}.yaml`, yaml);
	if (!('flow' in read)) throw new Error(JSON.stringify(read.problems));
	return read;
}

const texts = loadTexts('locales');
// Flows that listen to codes themselves are left out: the door is the only one.
const others = loadFlows('flows').filter(({ entries }) => !entries.some(({ code }) => code));
const book = openBook([...others, flow(DOOR).flow]);
const NOW = new Date('2026-11-26T09:00:00Z');

function context(more: { queues?: boolean; owner?: 'bot' | 'human' } = {}): StepContext {
	return {
		now: NOW,
		book,
		texts,
		contact: { id: 'c', name: 'Awa', language: 'fr', provider: '', owner: more.owner ?? 'bot' },
		org: {
			id: 'sama-tour',
			name: 'Sama Tour',
			timezone: 'Africa/Dakar',
			currency: 'XOF',
			emergency: { rescue: '18', police: '17' },
			languages: ['fr'],
			settings: {},
			offers: { requests: true, queues: more.queues ?? true, appointments: false },
		},
		limits: { questionReminderMs: 900_000, questionExpiryMs: 3_600_000, draftKeepMs: 48 * 3_600_000, wrongAnswers: 3 },
		reading: null,
		repliedSubject: null,
		media: [],
		unread: null,
	};
}

const asking: Session = {
	...EMPTY_SESSION,
	turn: 3,
	askedTurn: 3,
	askedAt: NOW,
	frames: [{ flow: 'request', version: 1, state: 'ask_problem', facts: { service: 'plomberie' }, wrong: 0 }],
};
const message = (text: string): Input => ({ kind: 'message', text });

test.each([
	['opens its flow', EMPTY_SESSION, message('Bonjour #NDAR'), {}, { row: 'code', flow: 'door', state: 'outside', facts: { code: 'NDAR' } }],
	['beats an open question', asking, message('#NDAR'), {}, { row: 'code', state: 'outside' }],
	['under a photo counts', asking, { kind: 'media', media: [], caption: '#NDAR' }, {}, { row: 'code' }],
	[
		'with a key of arrival goes inside',
		EMPTY_SESSION,
		message('#NDAR+K7PM2X'),
		{},
		{ row: 'code', state: 'inside', facts: { arrival_key: 'K7PM2X' } },
	],
	['does not beat a human owner', EMPTY_SESSION, message('#NDAR'), { owner: 'human' as const }, { row: 'human' }],
	['means nothing where there are no queues', asking, message('#NDAR'), { queues: false }, { row: 'waiting' }],
	['that is a request number is none', asking, message('la demande #1042'), {}, { row: 'waiting' }],
] as const)('a code %s', (_name, session, input, more, decision) => {
	const given: Input = input.kind === 'media' ? { ...input, media: [...input.media] } : input;
	expect(step({ ...session, turn: session.turn + 1 }, given, context(more)).decision).toMatchObject(decision);
});

test('lint names two flows that take every code, and an entry that listens to nothing', () => {
	const everyCode = (id: string) =>
		flow(`id: ${id}\nversion: 1\naudience: anyone\ntitle: A\nentries:\n  - { code: true, to: done }\nstates:\n  done: { end: true }\n`);
	const lint = (...sources: FlowSource[]) => lintFlows({ sources, texts, commands: [] }).map(formatProblem);
	expect(lint(everyCode('a'))).toEqual([]);
	expect(lint(everyCode('a'), everyCode('b'))).toEqual(['flows/b.yaml:6: a takes every code already']);
	expect(lint(flow('id: a\nversion: 1\naudience: anyone\ntitle: A\nentries:\n  - { to: done }\nstates:\n  done: { end: true }\n'))).toEqual(
		['flows/a.yaml:6: an entry that listens to nothing'],
	);
});
