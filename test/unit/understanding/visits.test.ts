import { describe, expect, test } from '@jest/globals';
import { localUnderstand } from '../../../src/understanding/understand.ts';
import { ground } from './labelled.ts';

const told = (text: string, part: Parameters<typeof ground>[0] = {}) => localUnderstand(text, ground(part)).found;

describe('for whom a visit is', () => {
	test.each([
		['un rendez-vous pour ma mère vendredi', { for_other: true }],
		['rdv pr ma mere', { for_other: true }],
		['un ticket pour ma mère Awa Diop svp', { for_other: true, called: 'Awa Diop' }],
		['rdv pour mon père Vendredi à 10h', { for_other: true }],
		["c'est pour ma mère", { for_other: true, unnamed: true }],
		['ma mère', { unnamed: true }],
		['elle sapelle Fatou Ndiaye', { called: 'Fatou Ndiaye' }],
		['an appointment for my dad', { for_other: true }],
		['his name is Modou Ndiaye', { called: 'Modou Ndiaye' }],
		['bëgg naa rdv ngir sama yaay', { for_other: true }],
		['mu ngi tudd Awa Diop', { called: 'Awa Diop' }],
	])('%s', (text, expected) => {
		const { for_other, unnamed, called } = told(text);
		expect(Object.fromEntries(Object.entries({ for_other, unnamed, called }).filter(([, value]) => value !== undefined))).toEqual(expected);
	});

	test.each(['un rdv pour vendredi', 'pas pour ma mère, pour moi', 'un ticket pour un dépôt', 'Awa Diop', 'not for my mother'])(
		'is not told by "%s"',
		(text) => expect(told(text)).not.toHaveProperty('for_other'),
	);
});

describe('that somebody is there', () => {
	test.each([
		'bonjour je suis arrivé à la banque',
		'jsuis la',
		"j'y suis",
		'hello i have just arrived at the bank',
		'we are here',
		'maa ngi fi',
	])('%s', (text) => expect(told(text)).toMatchObject({ there: true }));
	test.each([
		'je ne suis pas encore arrivé',
		'je suis là dans 10 min',
		'est-ce que je suis arrivé trop tard ?',
		'je suis arrivé mais je veux un ticket',
		'le plombier est arrivé',
	])('is not told by "%s"', (text) => expect(told(text)).not.toHaveProperty('there'));
	test('a provider says it of a job, and an answer to where the job is says it of the job', () => {
		expect(told('je suis là', { role: 'provider' })).not.toHaveProperty('there');
		expect(
			told('je suis devant la banque', { question: 'Dans quel quartier êtes-vous ? Écrivez son nom, ou envoyez votre position 📍.' }),
		).not.toHaveProperty('there');
	});
});

test.each([
	['A045', 'A045'],
	['mon ticket a 045', 'A045'],
	['le numéro B012', 'B012'],
])('a ticket alone: %s', (text, number) => {
	expect(told(text)).toMatchObject({ ticket_alone: true, ticket_number: number });
});
test.each(['annuler A045', 'pk14', '15000', 'le 45'])('no ticket alone: %s', (text) => {
	expect(told(text)).not.toHaveProperty('ticket_alone');
});
