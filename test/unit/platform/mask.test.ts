import { describe, expect, test } from '@jest/globals';
import { AppError } from '../../../src/platform/errors.ts';
import { maskLine, maskText } from '../../../src/platform/mask.ts';

describe('maskText', () => {
	test.each([
		'whatsapp:+237690000001',
		'+237 6 90 00 00 01',
		'00237690000001',
		'690000001',
		'(237) 690-00-00-01',
		'CM.1A2B3C4D5E6F',
		'paul@example.cm',
		'Bearer abc.def-ghi',
		'eyJhbGciOi.eyJzdWIiOi.sgn_-a',
	])('hides %s', (secret) => {
		const masked = maskText(`before ${secret} after`);
		expect(masked).toContain('before ');
		expect(masked).toContain(' after');
		expect(masked).toContain('[hidden]');
		for (const piece of secret.split(/[\s.:()-]+/).filter((part) => part.length > 6 && part !== 'whatsapp'))
			expect(masked).not.toContain(piece);
	});

	test.each(['request 1042', '2026-11-21T05:52:13.165Z', '01jdxq3k5m9s1vbn7w0zr8ahgc', '127.0.0.1:27017', 'took 1234 ms'])(
		'keeps %s',
		(text) => {
			expect(maskText(text)).toBe(text);
		},
	);

	test('hides the password of a connection string', () => {
		expect(maskText('mongodb://palabre:s3cret@db.example/x')).not.toContain('s3cret');
	});

	test('bounds what one value can take', () => {
		expect(maskText('a'.repeat(100_000)).length).toBeLessThan(3_000);
	});
});

describe('maskLine', () => {
	test('hides the fields that hold what people say and who they are, at any depth', () => {
		const line = maskLine({
			message: 'received',
			contact: { _id: 'c1', phone: '+237690000001', name: 'Paul', reach: [{ address: 'x' }] },
			item: { Body: 'bonjour' },
		});
		expect(line).toEqual({
			message: 'received',
			contact: { _id: 'c1', phone: '[hidden]', name: '[hidden]', reach: [{ address: '[hidden]' }] },
			item: { Body: '[hidden]' },
		});
	});

	test('writes an error without what hangs on it', () => {
		const error = Object.assign(new Error('Request failed for whatsapp:+237690000001'), {
			code: 'ERR_BAD_REQUEST',
			config: { headers: { Authorization: 'Basic dXNlcjpwYXNz' }, data: 'To=whatsapp' },
		});
		const line = JSON.stringify(maskLine({ message: 'send failed', error }));
		expect(line).toContain('ERR_BAD_REQUEST');
		expect(line).not.toContain('dXNlcjpwYXNz');
		expect(line).not.toContain('237690000001');
	});

	test('writes where an error was thrown, never the words it quotes', () => {
		const said = 'mon code est quatre-deux\n    at the market (/home/paul/secret.txt:1:2)';
		const error = new TypeError(`cannot read ${said}`, { cause: new RangeError(said) });
		const line = maskLine({ message: 'turn failed', cause: error });
		expect(JSON.stringify(line)).not.toMatch(/quatre-deux|market|secret\.txt/);
		const place = expect.arrayContaining([expect.stringMatching(/mask\.test\.ts:\d+:\d+/)]);
		expect(line.cause).toEqual({ error: 'TypeError', stack: place, cause: { error: 'RangeError', stack: place } });
	});

	test('keeps the words of our own errors', () => {
		const line = maskLine({ message: 'timer failed', cause: new AppError('flow_invalid', 'no command requests.fly') });
		expect(line.cause).toMatchObject({ error: 'AppError', code: 'flow_invalid', message: 'no command requests.fly' });
	});

	test('survives what refers to itself', () => {
		const loop: Record<string, unknown> = { level: 'info' };
		loop.self = loop;
		expect(maskLine(loop)).toEqual({ level: 'info', self: '[…]' });
	});
});
