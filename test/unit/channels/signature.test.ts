import { describe, expect, test } from '@jest/globals';
import twilio from 'twilio';
import { parseForm } from '../../../src/channels/twilio/form.ts';
import { signatureIsValid, signedUrl } from '../../../src/channels/twilio/signature.ts';

const URL = 'https://palabre.test/webhooks/twilio/messages?outbox=o1';
const BODY = 'Body=%20Bonjour%20%C3%A9%20&From=whatsapp%3A%2B237650000001&Empty=';
const SIGNED = twilio.getExpectedTwilioSignature('token', URL, { Body: ' Bonjour é ', From: 'whatsapp:+237650000001', Empty: '' });

describe('X-Twilio-Signature', () => {
	test.each([
		['as signed', ['token'], SIGNED, URL, BODY, true],
		['secondary token during a rotation', ['new', 'token'], SIGNED, URL, BODY, true],
		['with :443', ['token'], SIGNED, URL.replace('.test', '.test:443'), BODY, true],
		['host in capitals', ['token'], SIGNED, URL.replace('palabre', 'Palabre'), BODY, true],
		['with the fragment of the overrides', ['token'], SIGNED, `${URL}#rc=3&rp=all`, BODY, true],
		['http instead of https', ['token'], SIGNED, URL.replace('https', 'http'), BODY, false],
		['another path', ['token'], SIGNED, URL.replace('messages', 'status'), BODY, false],
		['another query', ['token'], SIGNED, URL.replace('o1', 'o2'), BODY, false],
		['wrong token', ['other'], SIGNED, URL, BODY, false],
		['no token', [], SIGNED, URL, BODY, false],
		['empty token', [''], twilio.getExpectedTwilioSignature('', URL, {}), URL, '', false],
		['a value trimmed', ['token'], SIGNED, URL, BODY.replaceAll('%20', ''), false],
		['a field less', ['token'], SIGNED, URL, BODY.replace('&Empty=', ''), false],
		['a field more', ['token'], SIGNED, URL, `${BODY}&X=1`, false],
		['a field changed', ['token'], SIGNED, URL, BODY.replace('237650000001', '237650000002'), false],
		['missing', ['token'], undefined, URL, BODY, false],
		['empty', ['token'], '', URL, BODY, false],
		['garbage', ['token'], '💥', URL, BODY, false],
		['a URL that is none', ['token'], SIGNED, 'palabre.test/x', BODY, false],
	])('%s', (_name, tokens, signature, url, body, valid) => {
		expect(signatureIsValid(tokens, signature, url, parseForm(body))).toBe(valid);
	});

	test('a repeated field counts once, each value in order', () => {
		const signature = twilio.getExpectedTwilioSignature('token', URL, { A: ['2', '1'] });
		expect(signatureIsValid(['token'], signature, URL, parseForm('A=2&A=1&A=2'))).toBe(true);
	});

	test('a field named like a property of objects is only a field', () => {
		const form = parseForm('__proto__=x&constructor=y');
		expect(Object.keys(form)).toEqual(['__proto__', 'constructor']);
		expect(({} as Record<string, unknown>).x).toBeUndefined();
	});

	test('the signed URL is the public base and the path, one slash', () => {
		expect(signedUrl('https://palabre.test/', '/webhooks/twilio/status?a=b')).toBe('https://palabre.test/webhooks/twilio/status?a=b');
	});
});
