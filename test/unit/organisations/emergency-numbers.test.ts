import { describe, expect, test } from '@jest/globals';
import { emergencyNumbersOf } from '../../../src/modules/organisations/emergency-numbers.ts';

describe('whom to call where a life is in danger', () => {
	test.each([
		['Cameroon', { country: 'CM' }, { rescue: '118', police: '117' }],
		['Senegal', { country: 'SN' }, { rescue: '18', police: '17' }],
		['another country', { country: 'FR' }, { rescue: '112', police: '112' }],
		['an organisation with a number of its own', { country: 'SN', emergencyNumber: '1515' }, { rescue: '1515', police: '17' }],
	])('%s', (_name, organisation, numbers) => {
		expect(emergencyNumbersOf(organisation)).toEqual(numbers);
	});
});
