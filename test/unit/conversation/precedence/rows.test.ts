import { describe, expect, test } from '@jest/globals';
import { PRECEDENCE } from '../../../../src/conversation/precedence/precedence.ts';
import { EMPTY_SESSION } from '../../../../src/conversation/session.ts';
import { step } from '../../../../src/conversation/step/step.ts';
import { NOTHING_READ } from '../../../support/nothing-read.ts';
import { asking, askingProblem, type Case, check, confirming, context, human, message, NOW, read, tap } from './case.ts';

const CASES: Case[] = [
	{ name: 'opt-out beats a human owner', session: EMPTY_SESSION, input: { kind: 'opt_out', word: 'stop' }, context: human, row: 'opt_out' },
	{ name: 'opt-out beats an open question', session: confirming, input: { kind: 'opt_out', word: 'stop' }, row: 'opt_out' },
	{
		name: 'a human owner beats a tap',
		session: confirming,
		input: tap('request', 'confirm', 'yes', 'Oui, lancer'),
		context: human,
		row: 'human',
	},
	{ name: 'a human owner beats a keyword', session: EMPTY_SESSION, input: message('menu'), context: human, row: 'human' },
	{
		name: 'a tap beats a keyword of the same text',
		session: confirming,
		input: tap('request', 'confirm', 'no', 'Annuler'),
		row: 'tap',
		also: { action: 'answer' },
	},
	{
		name: 'a keyword beats a question that takes any text',
		session: askingProblem,
		input: message('Menu !'),
		row: 'keyword',
		also: { keyword: 'menu' },
	},
	{
		name: 'a keyword within a sentence is not one',
		session: askingProblem,
		input: message('le menu de la machine ne marche plus'),
		row: 'waiting',
	},
	{
		name: 'a state may refuse a keyword',
		session: asking('my-requests', 'card', { request: 'r1', can_cancel: true }),
		input: message('annuler'),
		row: 'waiting',
		also: { action: 'answer' },
	},
	{ name: 'the open question beats a trigger', session: confirming, input: message('oui'), row: 'waiting', also: { action: 'answer' } },
	{ name: 'a number answers the open question', session: confirming, input: message('le 2'), row: 'waiting' },
	{
		name: 'free text is an answer where any text is',
		session: askingProblem,
		input: message('ça coule partout'),
		context: { reading: read('describe_problem') },
		row: 'waiting',
	},
	{
		name: 'a plain wish to cancel interrupts free text',
		session: askingProblem,
		input: message('en fait laissez, annulez tout'),
		context: { reading: read('cancel_request') },
		row: 'understood',
		also: { action: 'cancel' },
	},
	{
		name: 'a wish for a person interrupts free text',
		session: askingProblem,
		input: message('passez-moi quelqu’un'),
		context: { reading: read('talk_to_human', { wants_human: true }) },
		row: 'understood',
		also: { action: 'handover' },
	},
	{
		name: 'anger goes to a person',
		session: askingProblem,
		input: message('bande de voleurs !!!'),
		context: { reading: read('complaint', { sentiment: 'negatif' }) },
		row: 'understood',
		also: { action: 'handover', reason: 'anger' },
	},
	{
		name: 'a trigger beats understanding',
		session: EMPTY_SESSION,
		input: message('suivi'),
		context: { reading: read('help') },
		row: 'trigger',
		also: { flow: 'my-requests' },
	},
	{
		name: 'a pin out of the blue begins a request',
		session: EMPTY_SESSION,
		input: { kind: 'location', latitude: 4, longitude: 9 },
		row: 'trigger',
		also: { flow: 'request' },
	},
	{
		name: 'an intent opens its flow',
		session: EMPTY_SESSION,
		input: message('il me faut un plombier'),
		context: { reading: read('request_service') },
		row: 'understood',
		also: { flow: 'request' },
	},
	{
		name: 'an intent read with doubt opens nothing',
		session: EMPTY_SESSION,
		input: message('hum'),
		context: { reading: read('request_service', { confidence: 0.4 }) },
		row: 'help',
	},
	{
		name: 'a question that expired takes no answer',
		session: { ...confirming, askedAt: new Date(NOW.getTime() - 3 * 24 * 3_600_000) },
		input: message('oui'),
		context: { reading: read('confirm') },
		row: 'understood',
		also: { flow: 'help', state: 'nothing_open' },
	},
	{ name: 'nothing understood asks again', session: confirming, input: message('hein'), context: { reading: NOTHING_READ }, row: 'help' },
];

describe('precedence', () => {
	test('is one table in the order of the design', () => {
		expect(PRECEDENCE.map(({ row }) => row)).toEqual([
			'opt_out',
			'human',
			'tap',
			'code',
			'keyword',
			'waiting',
			'trigger',
			'understood',
			'help',
		]);
	});

	test.each(CASES.map((one) => [one.name, one] as const))('%s', (_name, one) => check(one));

	test('the session given is never changed', () => {
		const before = structuredClone(confirming);
		step(confirming, message('oui'), context());
		expect(confirming).toEqual(before);
	});
});
