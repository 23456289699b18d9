import { describe, expect, test } from '@jest/globals';
import { openBook } from '../../../src/conversation/flow/book.ts';
import { loadFlows } from '../../../src/conversation/flow/load.ts';
import type { Input } from '../../../src/conversation/input.ts';
import { PRECEDENCE } from '../../../src/conversation/precedence/precedence.ts';
import { EMPTY_SESSION, type Frame, type Session, type Standing } from '../../../src/conversation/session.ts';
import type { StepContext } from '../../../src/conversation/step/context.ts';
import { encodeTap } from '../../../src/conversation/step/payload.ts';
import { step } from '../../../src/conversation/step/step.ts';
import { loadTexts } from '../../../src/platform/i18n.ts';
import type { Intent, Reading } from '../../../src/understanding/reading.ts';

const book = openBook(loadFlows('flows'));
const texts = loadTexts('locales');
const NOW = new Date('2026-11-23T09:00:00Z');

const NOTHING_READ: Reading = {
	intent: null,
	alternatives: [],
	slots: {},
	found: {},
	sentiment: 'neutre',
	urgency: 'basse',
	category: null,
	wants_human: false,
	danger: false,
	language: 'fr',
	confidence: 0,
	source: 'none',
	evidence: [],
};

function read(intent: Intent, more: Partial<Reading> = {}): Reading {
	return { ...NOTHING_READ, intent, confidence: 0.9, source: 'rules', ...more };
}

function context(more: Partial<StepContext> = {}): StepContext {
	return {
		now: NOW,
		book,
		texts,
		contact: { id: 'c', name: 'Awa', language: 'fr', provider: '', owner: 'bot' },
		org: {
			id: 'djobea',
			name: 'Djobea',
			timezone: 'Africa/Douala',
			currency: 'XAF',
			languages: ['fr', 'en'],
			settings: {},
			offers: { requests: true, queues: false, appointments: false },
		},
		limits: { questionReminderMs: 900_000, questionExpiryMs: 3_600_000, draftKeepMs: 48 * 3_600_000, wrongAnswers: 3 },
		reading: null,
		repliedSubject: null,
		media: [],
		unread: null,
		...more,
	};
}

const provider: Partial<StepContext> = { contact: { id: 'p', name: 'Paul', language: 'fr', provider: 'paul', owner: 'bot' } };
const human: Partial<StepContext> = { contact: { id: 'c', name: 'Awa', language: 'fr', provider: '', owner: 'human' } };

function asking(flow: string, state: string, facts: Frame['facts'] = {}): Session {
	const version = book.latest(flow)?.flow.version ?? 1;
	return { ...EMPTY_SESSION, turn: 3, askedTurn: 3, askedAt: NOW, frames: [{ flow, version, state, facts, wrong: 0 }] };
}

function standing(...subjects: string[]): Session {
	const until = new Date(NOW.getTime() + 300_000);
	const notices: Standing[] = subjects.map((subject) => ({
		flow: 'provider',
		version: 1,
		notice: 'offer.made',
		subject,
		until,
		turn: 4,
		facts: { offer: subject },
	}));
	return { ...EMPTY_SESSION, turn: 4, standing: notices };
}

const message = (text: string): Input => ({ kind: 'message', text });
const tap = (flow: string, place: string, choice: string, label: string, subject = ''): Input => ({
	kind: 'choice',
	payload: encodeTap({ flow, version: 1, place, choice, subject }),
	label,
});

const pages = (facts: Frame['facts']) =>
	asking('join-queue', 'which_place', { step: 'service', items: [{ id: 'depot', label: 'Dépôt' }], ...facts });
const visits: Partial<StepContext> = {
	org: { ...context().org, offers: { requests: false, queues: true, appointments: true } },
};
const confirming = asking('request', 'confirm', { service: 'plomberie', problem: 'fuite', place: { zone: 'makepe' } });
const askingProblem = asking('request', 'ask_problem', { service: 'plomberie' });

/** A provider with two jobs: the second was spoken of last. */
const ofJob2 = (state: string, facts: Frame['facts'] = {}): Session => asking('provider', state, { request: 'r2', offer: 'o2', ...facts });

interface Case {
	name: string;
	session: Session;
	input: Input;
	context?: Partial<StepContext>;
	row: string;
	also?: Record<string, unknown>;
}

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
		name: 'an appointment wished while a ticket is spoken of is no answer to that',
		session: asking('join-queue', 'confirm', { organisation: 'b', branch: 'p', service: 's' }),
		input: message('un rdv pour ma mère vendredi'),
		context: { ...visits, reading: read('book_appointment', { found: { for_other: true, about: 'appointment' } }) },
		row: 'understood',
		also: { action: 'open', flow: 'appointment' },
	},
	{
		name: 'who says that they are there is heard, whatever else the words may mean',
		session: EMPTY_SESSION,
		input: message('bonjour je suis arrivé à la banque'),
		context: { ...visits, reading: read('greet', { found: { there: true } }) },
		row: 'understood',
		also: { action: 'open', flow: 'arrival' },
	},
	{
		name: 'what is cancelled at the menu is not the menu',
		session: asking('menu', 'client'),
		input: message('annulez mon rdv'),
		context: { ...visits, reading: read('cancel_request', { found: { about: 'appointment' } }) },
		row: 'understood',
		also: { action: 'open', flow: 'appointment', state: 'cancel' },
	},
	{
		name: 'what is cancelled and not offered here opens what looks for something to cancel',
		session: EMPTY_SESSION,
		input: message('stop ma demande'),
		context: { ...visits, reading: read('cancel_request', { found: { about: 'request' } }) },
		row: 'understood',
		also: { action: 'open', flow: 'cancel' },
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
		name: 'a button of a notice always means its subject',
		session: EMPTY_SESSION,
		input: tap('provider', '!offer.made', 'accept', '✅ Accepter', 'o1'),
		context: provider,
		row: 'tap',
		also: { action: 'open', subject: 'o1' },
	},
	{
		name: 'a button of another program is read as its words',
		session: EMPTY_SESSION,
		input: { kind: 'choice', payload: 'something', label: 'menu' },
		row: 'keyword',
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
		name: 'words pick the only standing offer',
		session: standing('o1'),
		input: message('je prends'),
		context: provider,
		row: 'waiting',
		also: { action: 'standing', subject: 'o1' },
	},
	{
		name: 'words for several standing offers pick none',
		session: standing('o1', 'o2'),
		input: message('oui'),
		context: provider,
		row: 'waiting',
		also: { action: 'standing', subject: '' },
	},
	{
		name: 'the message replied to picks its offer',
		session: standing('o1', 'o2'),
		input: message('oui'),
		context: { ...provider, repliedSubject: 'o1' },
		row: 'waiting',
		also: { action: 'standing', subject: 'o1' },
	},
	{
		name: 'a button of the open question, asked earlier about another job, means that job',
		session: ofJob2('accepted'),
		input: tap('provider', 'accepted', 'enroute', '🛵 En route', 'r1'),
		context: provider,
		row: 'tap',
		also: { action: 'open', state: 'enroute', subject: 'r1', facts: { request: 'r1' } },
	},
	{
		name: 'a yes to another job’s question is not a yes to this one',
		session: ofJob2('pull_out'),
		input: tap('provider', 'pull_out', 'yes', 'Oui', 'r1'),
		context: provider,
		row: 'tap',
		also: { action: 'stale' },
	},
	{
		name: 'the open question’s own button is its answer',
		session: ofJob2('accepted'),
		input: tap('provider', 'accepted', 'enroute', '🛵 En route', 'r2'),
		context: provider,
		row: 'tap',
		also: { action: 'answer' },
	},
	{
		name: 'words in reply to another job’s message are about that job',
		session: ofJob2('accepted'),
		input: message('en route'),
		context: { ...provider, repliedSubject: 'r1', reading: read('provider_enroute') },
		row: 'understood',
		also: { flow: 'provider', state: 'enroute', facts: { subject: 'r1' } },
	},
	{
		name: 'a yes in reply to an offer that is gone takes no other offer',
		session: standing('o1', 'o2'),
		input: message('oui'),
		context: { ...provider, repliedSubject: 'o3', reading: read('provider_accept') },
		row: 'understood',
		also: { flow: 'provider', state: 'accept', facts: { subject: 'o3' } },
	},
	{
		name: 'a yes in reply to an offer is no answer to a question about nothing of it',
		session: asking('request', 'confirm', { service: 'plomberie' }),
		input: message('oui'),
		context: { ...provider, repliedSubject: 'o3', reading: read('confirm') },
		row: 'understood',
		also: { flow: 'provider', state: 'accept', facts: { subject: 'o3' } },
	},
	{
		name: 'a price in reply to another job’s message is that job’s',
		session: ofJob2('coming'),
		input: message('15000'),
		context: { ...provider, repliedSubject: 'r1', reading: { ...NOTHING_READ, found: { amount: 15_000 } } },
		row: 'understood',
		also: { flow: 'provider', state: 'complete', facts: { subject: 'r1', amount: 15_000 } },
	},
	{
		name: 'minutes in reply to another job’s message are that job’s',
		session: ofJob2('working'),
		input: message('20 min'),
		context: { ...provider, repliedSubject: 'r1', reading: { ...NOTHING_READ, found: { eta_minutes: 20 } } },
		row: 'understood',
		also: { flow: 'provider', state: 'enroute', facts: { subject: 'r1', eta: 20 } },
	},
	{
		name: 'a reply to the offer of the job spoken of is about that job',
		session: ofJob2('coming'),
		input: message('20 min'),
		context: { ...provider, repliedSubject: 'o2', reading: { ...NOTHING_READ, found: { eta_minutes: 20 } } },
		row: 'waiting',
		also: { action: 'answer' },
	},
	{
		name: 'a price that nobody asked for and that replies to nothing is no report',
		session: EMPTY_SESSION,
		input: message('15000'),
		context: { ...provider, reading: { ...NOTHING_READ, found: { amount: 15_000 } } },
		row: 'help',
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
		name: 'a provider’s own words come first',
		session: EMPTY_SESSION,
		input: message('fini 15000'),
		context: { ...provider, reading: read('provider_complete', { slots: { amount: 15000 } }) },
		row: 'understood',
		also: { flow: 'provider', state: 'complete' },
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

	test.each(CASES.map((one) => [one.name, one] as const))('%s', (_name, one) => {
		const result = step({ ...one.session, turn: one.session.turn + 1 }, one.input, context(one.context));
		expect(result.decision).toMatchObject({ row: one.row, ...one.also });
	});

	test('who said yes too late has heard so: the notice of it is not said any more', () => {
		const lost: Input = { kind: 'domain', type: 'offer.lost', data: { offer: 'o1', number: 1042 } };
		const told = (session: Session) => step({ ...session, turn: session.turn + 1 }, lost, context(provider));
		const said = ({ effects }: ReturnType<typeof step>) => effects.map(({ kind }) => kind);
		expect(said(told(standing('o1', 'o2')))).toEqual(['withdraw', 'say']);
		const tapped = step(standing('o1', 'o2'), tap('provider', '!offer.made', 'accept', '✅ Accepter', 'o1'), context(provider));
		expect(said(told(tapped.session))).toEqual(['withdraw']);
	});

	test('the session given is never changed', () => {
		const before = structuredClone(confirming);
		step(confirming, message('oui'), context());
		expect(confirming).toEqual(before);
	});
});
