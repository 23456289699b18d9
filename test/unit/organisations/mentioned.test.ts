import { expect, test } from '@jest/globals';
import { mentioned } from '../../../src/modules/organisations/mentioned.ts';

const BANKS = ['Banque Baobab', 'Banque du Fleuve', 'Hôpital de la Corniche'];

test.each([
	['un rdv à la banque baobab svp', ['Banque Baobab']],
	['Banque du fleuve', ['Banque du Fleuve']],
	['je veux aller à la banque', ['Banque Baobab', 'Banque du Fleuve']],
	['hopital corniche', ['Hôpital de la Corniche']],
	['a la banque du flueve', ['Banque Baobab', 'Banque du Fleuve']],
	['hopitl', ['Hôpital de la Corniche']],
	['demain matin', []],
	['', []],
])('%s', (text, expected) => {
	expect(mentioned(text, BANKS, (name) => [name])).toEqual(expected);
});
