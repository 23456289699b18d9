import { describe, expect, test } from '@jest/globals';
import { localUnderstand } from '../../../src/understanding/understand.ts';
import { ground } from './labelled.ts';

const found = (text: string) =>
	localUnderstand(text, ground({ question: "Au nom de qui prenons-nous le ticket ? Écrivez son nom : l'agent l'appellera ainsi." })).found;

describe('a name and nothing else', () => {
	test.each([
		...[
			'Awa Diop',
			'fatou ndiaye',
			'Papa Ndiaye',
			'Mame Diarra Bousso',
			'EL HADJ MALICK SY',
			'Sunday Eto',
			'Grace',
			'Mercy Ngum',
			'Sama Paul',
		],
		...[
			'Noël Kamga',
			'Da Costa Marie',
			'Jean-Pierre Mbarga',
			"Sa'a Tchoupo",
			"N'Diaye Ousmane",
			'M. Ndiaye',
			'docteur Sarr',
			'Boucher',
			'Ba',
			'Joy',
		],
	])('%s', (name) => expect(found(name)).toMatchObject({ person_name: name }));

	test.each([
		["c'est Awa Diop", 'Awa Diop'],
		['ma mère Awa Sarr', 'Awa Sarr'],
		["elle s'appelle Rose", 'Rose'],
		["son nom c'est Khady Ndour svp", 'Khady Ndour'],
		['Awa Diop, 77 123 45 67', 'Awa Diop'],
		["it's John", 'John'],
		['my sister Mary Fon please', 'Mary Fon'],
		['her name na Blessing', 'Blessing'],
		['mu ngi tudd Astou', 'Astou'],
		['sama yaay Astou Sow', 'Astou Sow'],
	])('%s', (text, name) => expect(found(text)).toMatchObject({ person_name: name }));
});

describe('a command, a question or a sentence is no name', () => {
	test.each([
		...['mes tickets', 'mes demandes', 'mon rendez-vous', 'suivi', 'ma position', 'menu', 'un autre ticket', 'retrait', 'ouvrir un compte'],
		...[
			'combien de temps ?',
			"c'est pour quoi faire",
			'pourquoi vous demandez mon nom',
			"elle s'appelle comment déjà ?",
			'Awa, vous fermez à quelle heure ?',
		],
		...[
			'je veux annuler',
			'elle est là',
			'je ne sais pas',
			"c'est urgent",
			'demain matin',
			'attends',
			'le même',
			'oui',
			'non',
			'ok',
			'merci',
			'bonjour',
		],
		...['my tickets', 'my appointments', 'how many people before me', "I don't know", 'she is on her way', 'wait', 'same person'],
		...['why you dey ask', 'you people open when', 'she dey hospital', 'I no sabi'],
		...['sama tickets yi', 'ana sama ticket', 'dama soxla ticket', 'ubbi ngeen kañ', '221', '👍'],
	])('%s', (text) => {
		expect(found(text)).not.toHaveProperty('person_name');
		expect(found(text)).not.toHaveProperty('called');
	});
});
