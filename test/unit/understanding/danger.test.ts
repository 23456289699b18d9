import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { dangerIn } from '../../../src/understanding/danger.ts';
import { localUnderstand } from '../../../src/understanding/understand.ts';
import { ground } from './labelled.ts';

const DANGERS = [
	'ça sent le gaz',
	'fuite de gaz dans la cuisine',
	'il y a le feu',
	'incendie au compteur',
	'de la fumée sort de la prise',
	"j'ai pris une décharge",
	'mon fils a été électrocuté',
	'il y a des étincelles',
	'fil dénudé dans la douche',
	'il saigne beaucoup',
	'il y a du sang partout',
	"le technicien m'a menacé",
	'je vais me suicider',
	"j'ai envie de mourir",
	'gas leak',
	'I smell gas',
	'the socket is on fire',
	'smoke everywhere',
	'I got a shock',
	'live wire hanging',
	'he is bleeding',
	'he threatened me with a knife',
	'I want to kill myself',
	'house go burn',
	'fire di catch for kitchen',
	'current shock me',
	'smoke don comot',
	'safara ci kër gi',
	'saxaar ci prise bi',
	'deret',
	'le courant me tape au robinet',
	'ca sent le brule',
	'la fiche a fondu dans la multiprise',
	'ma soeur a reçu le courant sous la douche',
	'il prend le jus chaque fois',
	'the plug melted',
	'la rallonge est noire et elle chauffe',
	'the extension is hot to the touch',
	'la pluie goutte sur le tableau',
	'current dey for inside the tap',
	'le portail donne du courant',
	'ça picote en touchant le four',
	'un poteau penche sur la maison',
	'fil bi daanu na',
	'le balcon est en train de céder',
	'the roof is sagging',
	'he slapped my daughter',
	'je ne veux plus vivre',
	'on a des vertiges quand le groupe tourne',
	'la bonbonne ne ferme plus',
	'elle est par terre et ne répond plus',
] as const;

/** Dangers told beside words that make others harmless: money, matches, the past, what is denied. */
const BESIDE_HARMLESS = [
	'encore de la fumée comme la dernière fois',
	'comme le mois dernier ya le feu au compteur',
	'pour le loyer mon bailleur veut me tuer',
	'he wants to kill me over the rent',
	'le site est en feu',
	"on a besoin d'air frais, j'étouffe",
	"au secours c'est un braquage",
	'mon bébé étouffe un peu',
	'his shirt is burning',
	'le fer a brûlé ma fille',
	'la prise grille et fume',
	"j'ai envoyé la vidéo de la prise qui prend feu",
	'les prises en série brûlent',
	'il a un couteau, il est sorti acheter à boire',
	'a snake came out of the pipe',
	'une personne est blessée',
	"1 personne blessée devant l'agence",
	"l'agent du service m'a frappé",
	'I dey fear snake wey dey my room',
	"ça sent la fumée, c'est chez le voisin",
	'juste une question, mon fils a bu de la javel',
	'when the phone charges it sparks fire',
	"il va me tuer si le repas n'est pas prêt",
	'no fire brigade is coming, the house is burning',
	"il n'y a pas de fumée mais ça sent le gaz",
	'pas de flamme mais ça brûle dans le mur',
	'tout est parti en fumée chez moi, les pompiers ne viennent pas',
	'injured his foot badly',
	'depuis la semaine dernière ça sent le gaz',
	"depuis l'an dernier il me frappe",
	'il égorge les gens',
	'il menace de mettre le feu',
	'my head is spinning since the generator runs inside the room',
	'le match est fini, le feu est dans la tribune',
] as const;

const row = z.strictObject({ lang: z.string(), text: z.string(), danger: z.boolean() });
/** Dangers and the everyday words that sound like them, in the tongues and the spelling of the street. */
const told = readFileSync(join(import.meta.dirname, '../../fixtures/understanding/danger/lines.jsonl'), 'utf8')
	.trim()
	.split('\n')
	.map((line) => row.parse(JSON.parse(line)));

describe('danger as people tell it', () => {
	const dangers = told.filter(({ danger }) => danger);
	const everyday = told.filter(({ danger }) => !danger);

	test('is in many words and every language', () => {
		expect(new Set(told.map(({ text }) => text)).size).toBe(told.length);
		expect(dangers.length).toBeGreaterThan(200);
		expect(everyday.length).toBeGreaterThan(170);
		for (const lang of ['fr', 'en', 'pcm', 'camfr', 'wo']) expect(dangers.filter((line) => line.lang === lang).length).toBeGreaterThan(10);
	});

	test('is always heard', () => expect(dangers.filter(({ text }) => dangerIn(text) === null).map(({ text }) => text)).toEqual([]));

	test('is heard in at most 2 % of what only sounds like it', () => {
		const alarms = everyday.filter(({ text }) => dangerIn(text) !== null).map(({ text }) => text);
		expect({ alarms, few: alarms.length / everyday.length <= 0.02 }).toEqual({ alarms, few: true });
	});

	test('makes every reading of it urgent', () => {
		const calm = dangers.filter(({ text }) => {
			const reading = localUnderstand(text, ground());
			return !reading.danger || reading.urgency !== 'haute';
		});
		expect(calm.map(({ text }) => text)).toEqual([]);
	});
});

describe('danger', () => {
	test.each(DANGERS)('%s', (text) => expect(dangerIn(text)).not.toBeNull());

	test('is found whatever stands around it, and makes the reading urgent', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...DANGERS),
				fc.constantFrom('pas urgent mais ', 'bonjour, ', 'no rush, ', '😀 ', 'oui ', 'svp '),
				fc.constantFrom('', ' merci', ' 🙏', ', quand vous pouvez', ' lol'),
				fc.boolean(),
				(text, before, after, shout) => {
					const said = `${before}${shout ? text.toUpperCase() : text}${after}`;
					const reading = localUnderstand(said, ground());
					expect({ said, danger: reading.danger }).toEqual({ said, danger: true });
				},
			),
			{ numRuns: 300 },
		);
	});

	test.each(BESIDE_HARMLESS)('is not silenced by what stands beside it: %s', (text) => expect(dangerIn(text)).not.toBeNull());

	test('is found at the end of a very long text', () => expect(dangerIn(`${'bla '.repeat(2300)} ça sent le gaz`)).not.toBeNull());

	test.each([
		'carrefour Feu Rouge Bessengue',
		'ma bouteille : plus de gaz',
		'y a pas le feu',
		'ma batterie se décharge vite',
		'le four ne chauffe plus',
		'un plombier à Makepe',
		'ampoule grillée',
		"c'est le feu votre service",
		'le portail électrique reste ouvert',
		'le disjoncteur saute avec le chauffe-eau',
		'save me a spot at the bank',
		'je suis fatigué de la vie chère',
		'plus de courant dans la douche',
		'la ligne est tombée',
	])('%s is none', (text) => expect(dangerIn(text)).toBeNull());
});
