import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { CarrierName, SendFailure } from '../../../src/channels/message.ts';
import { decide, WINDOW_MS } from '../../../src/channels/outbox/decide.ts';
import type { OutboxMessage, Way } from '../../../src/channels/outbox/model.ts';
import type { Person, Reach } from '../../../src/channels/outbox/person.ts';
import { aMessage } from '../../support/outbox.ts';

const NOW = new Date('2026-11-21T08:00:00.000Z');
const ago = (ms: number) => new Date(NOW.getTime() - ms);

function aRow(changes: Partial<OutboxMessage> = {}): OutboxMessage {
	const fresh = {
		status: 'queued' as const,
		open: true,
		parked: false,
		attempts: 0,
		failures: 0,
		lookUps: 0,
		refused: [],
		pastProviderIds: [],
		history: [],
	};
	return { ...aMessage('c', 'texte'), ...fresh, _id: 'm', org: 'o', notBefore: NOW, correlationId: 'x', createdAt: NOW, ...changes };
}

const whatsapp: Reach = { channel: 'whatsapp', carrier: 'twilio', sender: '+1', address: '+2', lastInboundAt: ago(1) };
const sms: Reach = { channel: 'sms', carrier: 'twilio', sender: '+3', address: '+4' };
const person = (...reach: Reach[]): Person => ({ reach });
const failureOf = (_carrier: CarrierName, code: string): SendFailure => ({
	action: code === 'blocked' ? 'suppress' : 'other_channel',
	code,
});
const decided = (row: OutboxMessage, who: Person | null, smsSender: string | null = null) =>
	decide(row, who, { now: NOW, smsSender, failureOf });
const template = { name: 't', variables: {} };

describe('how a message goes out', () => {
	const closed = { ...whatsapp, lastInboundAt: ago(WINDOW_MS + 1) };
	const cases: [string, OutboxMessage, Person | null, string | null, object][] = [
		['window open', aRow(), person(whatsapp), null, { way: 'message' }],
		['window open to the last moment', aRow(), person({ ...whatsapp, lastInboundAt: ago(WINDOW_MS) }), null, { way: 'message' }],
		['window closed, own template', aRow({ template }), person(closed), null, { way: 'template' }],
		['window closed, no template', aRow(), person(closed), null, { way: 'pending' }],
		['never wrote', aRow(), person({ ...whatsapp, lastInboundAt: undefined }), null, { way: 'pending' }],
		['template refused', aRow({ template, refused: ['template'] }), person(closed), null, { way: 'pending' }],
		[
			'templates refused, known on SMS',
			aRow({ refused: ['pending'] }),
			person(closed, sms),
			null,
			{ way: 'sms', route: { sender: '+3', address: '+4' } },
		],
		[
			'templates refused, phone known',
			aRow({ refused: ['pending'] }),
			{ ...person(closed), phone: '+5' },
			'+6',
			{ way: 'sms', route: { sender: '+6', address: '+5' } },
		],
		['templates refused, no SMS sender', aRow({ refused: ['pending'] }), { ...person(closed), phone: '+5' }, null, { kind: 'park' }],
		['templates refused, STOP by SMS', aRow({ refused: ['pending'] }), person(closed, { ...sms, optedOutAt: NOW }), '+6', { kind: 'park' }],
		[
			'templates and SMS refused',
			aRow({ refused: ['pending', 'sms'], errorCode: 'e' }),
			person(closed, sms),
			null,
			{ status: 'failed', code: 'e' },
		],
		['not on WhatsApp', aRow(), person({ ...whatsapp, unreachable: '63003' }, sms), null, { way: 'sms' }],
		['not on WhatsApp, no SMS', aRow(), person({ ...whatsapp, unreachable: '63003' }), null, { status: 'failed', code: '63003' }],
		['blocked us', aRow(), person({ ...whatsapp, unreachable: 'blocked' }, sms), null, { status: 'suppressed', code: 'blocked' }],
		['SMS person', aRow(), person(sms, whatsapp), null, { way: 'sms' }],
		['SMS number dead', aRow(), person({ ...sms, unreachable: '30005' }), null, { status: 'suppressed' }],
		['channel asked for', aRow({ channel: 'sms' }), person(whatsapp, sms), null, { way: 'sms' }],
		['channel asked for, not known', aRow({ channel: 'sms' }), person(whatsapp), null, { status: 'failed', code: 'no_route' }],
		['nobody', aRow(), null, null, { status: 'failed', code: 'no_route' }],
		['STOP', aRow(), person({ ...whatsapp, optedOutAt: NOW }), null, { status: 'suppressed', code: 'opted_out' }],
		['answer to STOP', aRow({ optOutReply: true }), person({ ...whatsapp, optedOutAt: NOW }), null, { way: 'message' }],
		['expired', aRow({ expiresAt: NOW }), person(whatsapp), null, { status: 'expired', code: 'too_late' }],
		['a week old', aRow({ createdAt: ago(7 * 24 * 3600_000) }), person(whatsapp), null, { status: 'expired', code: 'too_old' }],
	];
	test.each(cases)('%s', (_label, row, who, smsSender, expected) => {
		expect(decided(row, who, smsSender)).toMatchObject(expected);
	});

	test('a parked message waits no longer than it is useful', () => {
		const expiresAt = new Date(NOW.getTime() + 1000);
		expect(decided(aRow({ refused: ['pending'], expiresAt }), person(closed))).toEqual({ kind: 'park', until: expiresAt });
		const looked = new Date(NOW.getTime() + 6 * 3600_000);
		expect(decided(aRow({ refused: ['pending'] }), person(closed))).toEqual({ kind: 'park', until: looked });
	});

	test('someone opted out of the channel is never written to there, and a refused way is never taken again', () => {
		const ways: Way[] = ['message', 'template', 'pending', 'sms'];
		fc.assert(
			fc.property(
				fc.subarray(ways),
				fc.boolean(),
				fc.boolean(),
				fc.boolean(),
				fc.option(fc.integer({ min: 0, max: 3 * WINDOW_MS }), { nil: undefined }),
				(refused, hasTemplate, stopWhatsapp, stopSms, heardAgo) => {
					const first = {
						...whatsapp,
						lastInboundAt: heardAgo === undefined ? undefined : ago(heardAgo),
						optedOutAt: stopWhatsapp ? NOW : undefined,
					};
					const second = { ...sms, optedOutAt: stopSms ? NOW : undefined };
					const decision = decided(aRow({ refused, ...(hasTemplate ? { template } : {}) }), person(first, second), '+9');
					if (decision.kind !== 'send') return;
					expect(refused).not.toContain(decision.way);
					expect(decision.route.channel === 'sms' ? stopSms : stopWhatsapp).toBe(false);
					if (decision.way === 'message') expect(heardAgo ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(WINDOW_MS);
				},
			),
		);
	});
});
