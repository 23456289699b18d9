import { describe, expect, test } from '@jest/globals';
import { localUnderstand } from '../../../src/understanding/understand.ts';
import { ground } from './labelled.ts';

const found = (text: string, role: 'client' | 'provider' = 'client') => localUnderstand(text, ground({ role })).found;

describe('when a house is open', () => {
	test.each([
		'vous ouvrez à quelle heure ?',
		'vous ouvrez quand',
		'à quelle heure ouvre la banque',
		'la banque ferme à quelle heure svp',
		'vos horaires ?',
		"quels sont vos horaires d'ouverture ?",
		'horaires',
		"c'est ouvert samedi ?",
		'êtes-vous ouverts demain ?',
		"est-ce que l'agence du Plateau est ouverte dimanche",
		'vous êtes ouvert le 25 décembre ?',
		'bonjour, vous fermez à midi ?',
		'is the bank open on Saturday?',
		'what time do you open?',
		'are you open tomorrow',
		'when does the bank close',
		'opening hours please',
		'do you open on Sunday?',
		'which time una dey open?',
		'una dey open today?',
		'bank dey open Saturday?',
		'wetin time una dey close',
		'ubbi ngeen kañ?',
		'ban waxtu ngeen di ubbi?',
		'ndax ubbi ngeen dibéer?',
		'kañ ngeen di tëj',
		'banque bi ubbi na suba?',
		"jusqu'à quelle heure vous êtes ouverts",
	])('is asked by "%s"', (text) => expect(found(text)).toMatchObject({ asks_hours: true }));

	test.each([
		'je veux ouvrir un compte',
		'ouvrir un compte demain à quelle heure ?',
		'I want to open an account tomorrow',
		'bëgg naa ubbi kont',
		"la porte ne s'ouvre plus",
		'le robinet ne ferme pas',
		'un rdv vendredi à quelle heure',
		'à quelle heure est mon rendez-vous',
		'le guichet est fermé depuis ce matin et personne ne vient',
		'quand est-ce mon tour',
		'un ticket pour un retrait',
		"je suis devant c'est fermé",
		'mes horaires ont changé',
		"my door won't open",
		"c'est ouvert",
		"fuite d'eau demain matin",
		'close my account',
		'quand vous venez ?',
	])('is not asked by "%s"', (text) => expect(found(text)).not.toHaveProperty('asks_hours'));

	test('a provider is asked for no hours of ours', () => {
		expect(found('vous ouvrez à quelle heure ?', 'provider')).not.toHaveProperty('asks_hours');
	});
});
