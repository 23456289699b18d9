import { describe, expect, test } from '@jest/globals';
import { AppError } from '../../../src/platform/errors.ts';
import { readAddress } from '../../../src/web/simulator/check.ts';
import { sampleNumber } from '../../../src/web/simulator/sample-number.ts';

describe('a phone’s address', () => {
	test.each([
		['6 71 23 45 67', 'whatsapp', '+237671234567'],
		['+221 77 123 45 67', 'sms', '+221771234567'],
		['CM.1A2B3C', 'whatsapp', 'CM.1A2B3C'],
		['CM.ENT.1A2B3C', 'whatsapp', 'CM.ENT.1A2B3C'],
	] as const)('%s on %s is %s', (typed, channel, address) => {
		expect(readAddress(typed, channel, 'CM')).toBe(address);
	});

	test.each([
		['bonjour', 'whatsapp'],
		['12', 'sms'],
		['CM.1A2B3C', 'sms'],
	] as const)('%s on %s is refused', (typed, channel) => {
		expect(() => readAddress(typed, channel, 'CM')).toThrow(AppError);
	});

	test.each(['CM', 'SN'])('the sample number of %s is one', (country) => {
		const sample = sampleNumber(country) ?? '';
		expect(readAddress(sample, 'sms', country)).toBe(sample);
	});
});
