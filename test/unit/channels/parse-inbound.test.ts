import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseInbound } from '../../../src/channels/twilio/parse-inbound.ts';
import { parseStatus } from '../../../src/channels/twilio/parse-status.ts';

const SID = `SM${'1'.repeat(32)}`;
const WHATSAPP = { MessageSid: SID, From: 'whatsapp:+237650000001', To: 'whatsapp:+14155238886', Body: '', NumMedia: '0' };
const SMS = { MessageSid: SID, From: '+237650000001', To: '+14155238887', Body: '', NumMedia: '0' };

/** Shortened from a public capture (twilio-whatsapp §1). */
const BUTTON_TAP = {
	...WHATSAPP,
	SmsMessageSid: SID,
	MessageType: 'interactive',
	ProfileName: 'Awa',
	WaId: '237650000001',
	ExternalUserId: 'whatsapp:CM.1A2B3C',
	Body: 'Confirmer',
	ButtonText: 'Confirmer',
	ButtonPayload: 'intake.1.confirm.yes',
	ReferralNumMedia: '0',
	Forwarded: 'false',
	OriginalRepliedMessageSid: `MM${'2'.repeat(32)}`,
	OriginalRepliedMessageSender: 'whatsapp:+14155238886',
	ChannelMetadata: '{"type":"whatsapp"}',
	SomethingNew: 'x',
};

describe('inbound content', () => {
	test.each([
		['text', { ...WHATSAPP, Body: ' Bonjour ' }, { kind: 'message', text: ' Bonjour ' }],
		['button', BUTTON_TAP, { kind: 'choice', payload: 'intake.1.confirm.yes', label: 'Confirmer' }],
		[
			'list row',
			{ ...WHATSAPP, Body: 'Plomberie', ListId: 'svc.plomberie', ListTitle: 'Plomberie' },
			{ kind: 'choice', payload: 'svc.plomberie', label: 'Plomberie' },
		],
		[
			'button beats list',
			{ ...WHATSAPP, Body: 'A', ButtonPayload: 'b', ButtonText: 'B', ListId: 'c' },
			{ kind: 'choice', payload: 'b', label: 'B' },
		],
		[
			'a button titled Stop is an answer',
			{ ...WHATSAPP, Body: 'Stop', ButtonText: 'Stop', ButtonPayload: 'x.stop' },
			{ kind: 'choice', payload: 'x.stop', label: 'Stop' },
		],
		['opt-out', { ...WHATSAPP, Body: 'Arrêter !' }, { kind: 'opt_out', word: 'stop' }],
		['opt-in', { ...SMS, Body: 'START' }, { kind: 'opt_out', word: 'start' }],
		['help on SMS', { ...SMS, Body: 'HELP' }, { kind: 'opt_out', word: 'help' }],
		['help on WhatsApp is the dialogue’s', { ...WHATSAPP, Body: 'help' }, { kind: 'message', text: 'help' }],
		['aide is the dialogue’s', { ...SMS, Body: 'aide' }, { kind: 'message', text: 'aide' }],
		['Twilio’s own opt-out', { ...SMS, Body: 'QUIT', OptOutType: 'STOP' }, { kind: 'opt_out', word: 'stop' }],
		['stop inside a sentence', { ...WHATSAPP, Body: 'stop, o Zé não vem' }, { kind: 'message', text: 'stop, o Zé não vem' }],
		[
			'photo with caption',
			{ ...WHATSAPP, Body: 'le tuyau', NumMedia: '1', MediaUrl0: 'https://api.twilio.com/m', MediaContentType0: 'image/jpeg' },
			{ kind: 'media', media: [{ url: 'https://api.twilio.com/m', contentType: 'image/jpeg' }], caption: 'le tuyau' },
		],
		[
			'several files, one without a type',
			{ ...SMS, NumMedia: '2', MediaUrl0: 'https://a/1', MediaContentType0: 'audio/ogg; codecs=opus', MediaUrl1: 'https://a/2' },
			{
				kind: 'media',
				media: [
					{ url: 'https://a/1', contentType: 'audio/ogg' },
					{ url: 'https://a/2', contentType: 'application/octet-stream' },
				],
				caption: '',
			},
		],
		['media announced but absent', { ...WHATSAPP, Body: 'x', NumMedia: '3' }, { kind: 'message', text: 'x' }],
		[
			'location',
			{ ...WHATSAPP, Latitude: '4.0876', Longitude: '9.7366', Label: 'Maison', Address: 'Rue 12\nBonamoussadi' },
			{ kind: 'location', latitude: 4.0876, longitude: 9.7366, label: 'Maison', address: 'Rue 12 Bonamoussadi' },
		],
		['a location off the globe', { ...WHATSAPP, Latitude: '400', Longitude: '9' }, { kind: 'message', text: '' }],
		['a location that is no number', { ...WHATSAPP, Latitude: 'x', Longitude: '9' }, { kind: 'message', text: '' }],
		['a kind we cannot read', WHATSAPP, { kind: 'message', text: '' }],
		['control characters', { ...WHATSAPP, Body: 'a\u0000b\u0007c\r\nd' }, { kind: 'message', text: 'abc\nd' }],
	])('%s', (_name, form, content) => {
		expect(parseInbound(form)?.content).toEqual(content);
	});

	test('a body is cut at 1600 without halving an emoji', () => {
		const content = parseInbound({ ...WHATSAPP, Body: `${'a'.repeat(1599)}😀tail` })?.content;
		expect(content).toEqual({ kind: 'message', text: 'a'.repeat(1599) });
	});
});

describe('who writes to whom', () => {
	test('a WhatsApp number', () => {
		expect(parseInbound(BUTTON_TAP)).toMatchObject({
			route: { channel: 'whatsapp', carrier: 'twilio', sender: '+14155238886', address: '+237650000001' },
			externalId: SID,
			phone: '+237650000001',
			waUserId: 'CM.1A2B3C',
			profileName: 'Awa',
			repliedTo: `MM${'2'.repeat(32)}`,
		});
	});

	test('a person without a number', () => {
		const message = parseInbound({ ...WHATSAPP, From: 'whatsapp:CM.1A2B3C', ExternalUserId: 'whatsapp:CM.1A2B3C', WaId: '237650000001' });
		expect(message?.route.address).toBe('CM.1A2B3C');
		expect(message?.waUserId).toBe('CM.1A2B3C');
		expect(message?.phone).toBeUndefined();
	});

	test('a parent id is taken as it is', () => {
		expect(parseInbound({ ...WHATSAPP, From: 'whatsapp:CM.ENT.9Z' })?.waUserId).toBe('CM.ENT.9Z');
	});

	test('an SMS number', () => {
		const message = parseInbound({ ...SMS, Body: 'x' });
		expect(message?.route).toEqual({ channel: 'sms', carrier: 'twilio', sender: '+14155238887', address: '+237650000001' });
		expect(message?.waUserId).toBeUndefined();
	});

	test('a profile name is one bounded line', () => {
		expect(parseInbound({ ...WHATSAPP, ProfileName: ` A\n\tB ${'x'.repeat(500)}` })?.profileName).toMatch(/^A B x{124}$/);
	});

	test.each([
		['no sid', { ...WHATSAPP, MessageSid: '' }],
		['no From', { MessageSid: SID, To: '+14155238887' }],
		['a name as sender', { ...SMS, From: 'ORANGE' }],
		['a short code', { ...SMS, From: '8080' }],
		['another channel', { ...SMS, From: 'messenger:123' }],
		['nonsense on WhatsApp', { ...WHATSAPP, From: 'whatsapp:drop table' }],
		['no To', { ...WHATSAPP, To: '' }],
		['nothing', {}],
	])('%s is not a message', (_name, form) => {
		expect(parseInbound(form)).toBeNull();
	});

	test('never throws and never passes a bound, whatever the form', () => {
		const field = fc.constantFrom(
			'MessageSid',
			'From',
			'To',
			'Body',
			'NumMedia',
			'MediaUrl0',
			'ButtonPayload',
			'Latitude',
			'Longitude',
			'ProfileName',
		);
		fc.assert(
			fc.property(fc.dictionary(field, fc.string({ maxLength: 3000, unit: 'binary' })), (form) => {
				const message = parseInbound({ ...WHATSAPP, ...form });
				if (message?.content.kind === 'message') expect(message.content.text.length).toBeLessThanOrEqual(1600);
				if (message?.profileName !== undefined) expect(message.profileName.length).toBeLessThanOrEqual(128);
			}),
		);
	});
});

describe('status callbacks', () => {
	test.each([
		['queued', 'queued'],
		['accepted', 'queued'],
		['sending', 'sending'],
		['sent', 'sent'],
		['delivered', 'delivered'],
		['read', 'read'],
		['failed', 'failed'],
		['undelivered', 'failed'],
		['canceled', 'failed'],
	])('%s is %s', (twilioStatus, status) => {
		expect(parseStatus({ MessageSid: SID, MessageStatus: twilioStatus }, 'o1')).toEqual({
			carrier: 'twilio',
			outboxId: 'o1',
			providerId: SID,
			status,
			errorCode: undefined,
		});
	});

	test('the error code, the old names, no outbox id', () => {
		expect(parseStatus({ SmsSid: SID, SmsStatus: 'failed', ErrorCode: '63016' }, undefined)).toEqual({
			carrier: 'twilio',
			outboxId: undefined,
			providerId: SID,
			status: 'failed',
			errorCode: '63016',
		});
	});

	test.each([
		[{ MessageSid: SID, MessageStatus: 'received' }],
		[{ MessageSid: SID, MessageStatus: 'constructor' }],
		[{ MessageStatus: 'sent' }],
		[{}],
	])('%j is no news', (form) => {
		expect(parseStatus(form, 'o1')).toBeNull();
	});
});
