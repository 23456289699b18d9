import { describe, expect, test } from '@jest/globals';
import { classifyError } from '../../../src/channels/twilio/classify-error.ts';
import { ERROR_TABLE, errorRow, failureOf } from '../../../src/channels/twilio/error-table.ts';

/** Every code of twilio-whatsapp §4. */
const DOCUMENTED = [
	20003, 20404, 20429, 21211, 21614, 21604, 21408, 21606, 21212, 63007, 21610, 21611, 30001, 21617, 21602, 21620, 21623, 21654, 21655,
	21656, 30002, 30003, 30004, 30005, 30006, 30007, 30008, 30036, 30410, 30500, 63009, 63010, 63012, 63003, 63005, 63006, 63021, 63030,
	63013, 63014, 63033, 63015, 63016, 63017, 63018, 63019, 63034, 63037, 63020, 63022, 63051, 63024, 63027, 63028, 63040, 63041, 63042,
	63032, 63038, 63049, 11200, 11205, 12300,
];

describe('the error table', () => {
	test.each(DOCUMENTED)('%d is there, with a note', (code) => {
		expect(Object.hasOwn(ERROR_TABLE, String(code))).toBe(true);
		expect(errorRow(String(code)).note).not.toBe('');
	});

	test.each([
		['20003', 'alert'],
		['20429', 'retry'],
		['21610', 'suppress'],
		['63003', 'other_channel'],
		['63016', 'template'],
		['63018', 'retry'],
		['63024', 'other_channel'],
		['63032', 'other_channel'],
		['63014', 'suppress'],
		['30003', 'retry'],
		['21617', 'fail'],
		['63007', 'alert'],
	])('%s asks for %s', (code, action) => {
		expect(failureOf(code).action).toBe(action);
	});

	test('every retry says how long to wait', () => {
		for (const row of Object.values(ERROR_TABLE)) expect(row.action === 'retry').toBe(row.retryAfterMs !== undefined);
	});

	test.each(['99999', '', 'constructor', '__proto__'])('an unlisted code (%j) is final and shown to the operator', (code) => {
		expect(failureOf(code)).toEqual({ action: 'fail', code });
		expect(errorRow(code).operator).toBe(true);
	});
});

describe('what the SDK throws', () => {
	const rest = (status: number, code?: number) => Object.assign(new Error(), { status, code });
	const axios = (code: string) =>
		Object.assign(new Error('with secrets'), { isAxiosError: true, code, config: { headers: { Authorization: 'Basic x' } } });

	test.each([
		['a listed 400', rest(400, 21610), { action: 'suppress', code: '21610' }],
		['an unlisted 400', rest(400, 21999), { action: 'fail', code: '21999' }],
		['a 400 of a gateway', rest(400), { action: 'fail', code: 'http_400' }],
		['a 401 of a gateway', rest(401), { action: 'alert', code: 'http_401' }],
		['429 with a code', rest(429, 20429), { action: 'retry', code: '20429', retryAfterMs: 2000 }],
		['429 without', rest(429), { action: 'retry', code: 'http_429', retryAfterMs: 2000 }],
		['500', rest(500, 20500), { action: 'unknown', code: '20500' }],
		['502 of a gateway', rest(502), { action: 'unknown', code: 'http_502' }],
		['an RFC 9457 body without a code', rest(503, 0), { action: 'unknown', code: 'http_503' }],
		['connection refused', axios('ECONNREFUSED'), { action: 'retry', code: 'ECONNREFUSED' }],
		['no such host', axios('ENOTFOUND'), { action: 'retry', code: 'ENOTFOUND' }],
		['time-out', axios('ECONNABORTED'), { action: 'unknown', code: 'ECONNABORTED' }],
		['reset', axios('ECONNRESET'), { action: 'unknown', code: 'ECONNRESET' }],
		['anything else', new Error('?'), { action: 'unknown', code: 'network' }],
		['not even an error', 'boom', { action: 'unknown', code: 'network' }],
	])('%s', (_name, error, failure) => {
		expect(classifyError(error)).toEqual(failure);
	});

	test('nothing of an AxiosError but its code travels', () => {
		expect(JSON.stringify(classifyError(axios('ECONNRESET')))).not.toContain('Basic');
	});
});
