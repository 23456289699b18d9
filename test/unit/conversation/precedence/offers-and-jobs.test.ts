import { describe, expect, test } from '@jest/globals';
import type { Input } from '../../../../src/conversation/input.ts';
import { EMPTY_SESSION, type Frame, type Session, type Standing } from '../../../../src/conversation/session.ts';
import type { StepContext } from '../../../../src/conversation/step/context.ts';
import { step } from '../../../../src/conversation/step/step.ts';
import { NOTHING_READ } from '../../../support/nothing-read.ts';
import { asking, type Case, check, context, message, NOW, read, tap } from './case.ts';

const provider: Partial<StepContext> = { contact: { id: 'p', name: 'Paul', language: 'fr', provider: 'paul', owner: 'bot' } };

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

/** A provider with two jobs: the second was spoken of last. */
const ofJob2 = (state: string, facts: Frame['facts'] = {}): Session => asking('provider', state, { request: 'r2', offer: 'o2', ...facts });

const CASES: Case[] = [
	{
		name: 'a button of a notice always means its subject',
		session: EMPTY_SESSION,
		input: tap('provider', '!offer.made', 'accept', '✅ Accepter', 'o1'),
		context: provider,
		row: 'tap',
		also: { action: 'open', subject: 'o1' },
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
		name: 'a provider’s own words come first',
		session: EMPTY_SESSION,
		input: message('fini 15000'),
		context: { ...provider, reading: read('provider_complete', { slots: { amount: 15000 } }) },
		row: 'understood',
		also: { flow: 'provider', state: 'complete' },
	},
];

describe('offers and jobs', () => {
	test.each(CASES.map((one) => [one.name, one] as const))('%s', (_name, one) => check(one));

	test('who said yes too late has heard so: the notice of it is not said any more', () => {
		const lost: Input = { kind: 'domain', type: 'offer.lost', data: { offer: 'o1', number: 1042 } };
		const told = (session: Session) => step({ ...session, turn: session.turn + 1 }, lost, context(provider));
		const said = ({ effects }: ReturnType<typeof step>) => effects.map(({ kind }) => kind);
		expect(said(told(standing('o1', 'o2')))).toEqual(['withdraw', 'say']);
		const tapped = step(standing('o1', 'o2'), tap('provider', '!offer.made', 'accept', '✅ Accepter', 'o1'), context(provider));
		expect(said(told(tapped.session))).toEqual(['withdraw']);
	});
});
