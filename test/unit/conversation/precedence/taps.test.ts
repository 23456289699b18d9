import { describe, test } from '@jest/globals';
import type { Frame } from '../../../../src/conversation/session.ts';
import { EMPTY_SESSION } from '../../../../src/conversation/session.ts';
import { encodeTap } from '../../../../src/conversation/step/payload.ts';
import { asking, type Case, check, confirming, message, NOW, tap } from './case.ts';

const pages = (facts: Frame['facts']) =>
	asking('join-queue', 'which_place', { step: 'service', items: [{ id: 'depot', label: 'Dépôt' }], ...facts });

const CASES: Case[] = [
	{
		name: 'a double tap counts once',
		session: {
			...confirming,
			lastTap: { payload: encodeTap({ flow: 'request', version: 1, place: 'confirm', choice: 'yes', subject: '' }), at: NOW },
		},
		input: tap('request', 'confirm', 'yes', 'Oui, lancer'),
		row: 'tap',
		also: { action: 'again' },
	},
	{
		name: 'a tap on the next page is no double tap of the page before',
		session: {
			...pages({ more: 2 }),
			lastTap: { payload: encodeTap({ flow: 'join-queue', version: 2, place: 'which_place', choice: 'more', subject: '1' }), at: NOW },
		},
		input: tap('join-queue', 'which_place', 'more', 'Voir la suite', '2'),
		row: 'tap',
		also: { action: 'answer', answer: { id: 'more', carried: '2' } },
	},
	{
		name: 'a button of an earlier page leads to the page it promised',
		session: pages({ more: 3 }),
		input: tap('join-queue', 'which_place', 'more', 'Voir la suite', '1'),
		row: 'tap',
		also: { action: 'answer', answer: { id: 'more', carried: '1' } },
	},
	{
		name: 'a button without its page, of an older version, leads to the next one',
		session: pages({ more: 3 }),
		input: tap('join-queue', 'which_place', 'more', 'Voir la suite'),
		row: 'tap',
		also: { action: 'answer', answer: { id: 'more', carried: '3' } },
	},
	{
		name: 'a page asked for in words is the next one',
		session: pages({ more: 3 }),
		input: message('la suite'),
		row: 'waiting',
		also: { action: 'answer', answer: { id: 'more', carried: '3' } },
	},
	{
		name: 'a stale tap is recognised',
		session: confirming,
		input: tap('request', 'ask_when', 'now', 'Dès que possible'),
		row: 'tap',
		also: { action: 'stale' },
	},
	{
		name: 'a lasting tap still means something',
		session: confirming,
		input: tap('menu', 'client', 'track', 'Suivre ma demande'),
		row: 'tap',
		also: { action: 'open', flow: 'menu', state: 'track' },
	},
	{
		name: 'a button of another program is read as its words',
		session: EMPTY_SESSION,
		input: { kind: 'choice', payload: 'something', label: 'menu' },
		row: 'keyword',
	},
];

describe('taps and buttons', () => {
	test.each(CASES.map((one) => [one.name, one] as const))('%s', (_name, one) => check(one));
});
