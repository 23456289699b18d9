import { describe, expect, test } from '@jest/globals';
import { minutesIn } from '../../../src/understanding/eta.ts';
import { momentsIn } from '../../../src/understanding/moments.ts';
import { amountIn } from '../../../src/understanding/money.ts';
import { numbersIn, ordinalChoice } from '../../../src/understanding/numbers.ts';
import { emailIn, phonesIn } from '../../../src/understanding/phones.ts';
import { ratingIn } from '../../../src/understanding/ratings.ts';
import { normalise } from '../../../src/understanding/text/normalise.ts';
import { speller } from '../../../src/understanding/text/speller.ts';
import { localUnderstand } from '../../../src/understanding/understand.ts';
import { ground, NOW } from './labelled.ts';

const normal = (text: string) => normalise(text, speller);
const words = (text: string): string[] => normal(text).tokens.map((token) => token.text);

describe('numbers', () => {
	test.each([
		['quinze mille', 15000],
		['vingt-deux mille cinq cents', 22500],
		['quatre-vingt-dix', 90],
		['soixante et onze', 71],
		['deux cents', 200],
		['twenty five', 25],
		['two hundred and fifty', 250],
		['fifteen thousand', 15000],
		['juróom ñaar', 7],
		['fukk ak juróom', 15],
		['ñaar fukk', 20],
		['12', 12],
		['20 000', 20000],
		['15.000', 15000],
		['vin trois mil', 23000],
		['vingt 2 mille', 22000],
		['12 mille 500', 12500],
		['9 thousand two hundred', 9200],
		['8 mille trois personnes', 8000],
	])('%s is %d', (text, value) => expect(numbersIn(words(text))[0]?.value).toBe(value));

	test.each([
		['le deuxième', 2],
		['number 2', 2],
		['2', 2],
		['the first one', 1],
		['je prends le 3', 3],
	])('%s is the choice %d', (text, value) => expect(ordinalChoice(words(text))).toBe(value));
	test('a sentence with a number in it is no choice', () => expect(ordinalChoice(words('dans 2 heures je suis là'))).toBeNull());
});

describe('money', () => {
	test.each([
		['15k', 15000],
		['10 kolo', 10000],
		['20 000 F', 20000],
		['15.000fcfa', 15000],
		['quinze mille', 15000],
		['9 mille', 9000],
		['12,500', 12500],
		['il a payé 7500f', 7500],
		['fini 15000', 15000],
		['ten thousand', 10000],
		['cinq mille francs', 5000],
		['junni', 5000],
		['un million', 1000000],
		['na 12k five', 12500],
		['8k two abeg', 8200],
		['6k 500', 6500],
		['10k two bulbs', 10000],
	])('%s is %d francs', (text, value) => expect(amountIn(normal(text), true)?.value).toBe(value));

	test.each([
		'dans 20 min',
		'à 10h30',
		'demande #1042',
		'mon numéro 677889900',
		'4/5',
		'bloc 5',
		'3 personnes devant moi',
		'50 Go',
		'le 25/11',
		'contrat n° 884512',
	])('%s is no money', (text) => expect(amountIn(normal(text))).toBeNull());
});

describe('times', () => {
	const at = (text: string): string | undefined => momentsIn(normal(text), NOW, 'Africa/Douala').find((moment) => !moment.negated)?.at;
	const precision = (text: string): string | undefined => momentsIn(normal(text), NOW, 'Africa/Douala')[0]?.precision;
	// NOW is Saturday 21 November 2026, 15:00 in Douala.
	test.each([
		['demain 10h', '2026-11-22T10:00:00+01:00'],
		['2main 8h', '2026-11-22T08:00:00+01:00'],
		['après-demain matin', '2026-11-23T08:00:00+01:00'],
		['vers 16h', '2026-11-21T16:00:00+01:00'],
		['tomorrow 6pm', '2026-11-22T18:00:00+01:00'],
		['jeudi', '2026-11-26T08:00:00+01:00'],
		['le 25/11 à 14h30', '2026-11-25T14:30:00+01:00'],
		['ce soir', '2026-11-21T18:00:00+01:00'],
		['this evening', '2026-11-21T18:00:00+01:00'],
		['dans 2 heures', '2026-11-21T17:00:00+01:00'],
		['lundi prochain', '2026-11-23T08:00:00+01:00'],
		['altine ci suba', '2026-11-23T08:00:00+01:00'],
		['ëllëg 17h', '2026-11-22T17:00:00+01:00'],
		['eleg 18h', '2026-11-22T18:00:00+01:00'],
		['mercredi à dix heures et demie', '2026-11-25T10:30:00+01:00'],
		['friday at 3pm', '2026-11-27T15:00:00+01:00'],
		['le 3 décembre', '2026-12-03T08:00:00+01:00'],
		['demain à midi', '2026-11-22T12:00:00+01:00'],
		['in half an hour', '2026-11-21T15:30:00+01:00'],
		["c'est urgent mais pas aujourd'hui, disons jeudi", '2026-11-26T08:00:00+01:00'],
		['not now, tomorrow maybe', '2026-11-22T08:00:00+01:00'],
		['la veille de Noël à 9h', '2026-12-24T09:00:00+01:00'],
		['before Christmas please', '2026-12-25T08:00:00+01:00'],
		['à la fin du mois', '2026-11-30T08:00:00+01:00'],
		['friday half past two', '2026-11-27T14:30:00+01:00'],
		['next week tuesday', '2026-11-24T08:00:00+01:00'],
		['jeudi de la semaine prochaine à 9h', '2026-11-26T09:00:00+01:00'],
		['dimanche après la messe', '2026-11-22T12:00:00+01:00'],
		['move am for 4', '2026-11-21T16:00:00+01:00'],
		['vendredi à la place de lundi', '2026-11-27T08:00:00+01:00'],
		['lundi ou mardi', '2026-11-23T08:00:00+01:00'],
		['monday quarter past 9', '2026-11-23T09:15:00+01:00'],
		['àllarba fukki waxtu', '2026-11-25T10:00:00+01:00'],
		['suba juróom ñaari waxtu ak genn wàll', '2026-11-22T07:30:00+01:00'],
		["mardi dès l'aube", '2026-11-24T06:00:00+01:00'],
		["pas la peine aujourd'hui, passez mardi", '2026-11-24T08:00:00+01:00'],
		['lundi plutôt que demain', '2026-11-23T08:00:00+01:00'],
		['impossible demain, venez jeudi', '2026-11-26T08:00:00+01:00'],
	])('%s', (text, iso) => expect(at(text)).toBe(iso));

	test('what is past rolls forward', () => {
		expect(at('10h')).toBe('2026-11-22T10:00:00+01:00');
		expect(at('samedi 9h')).toBe('2026-11-28T09:00:00+01:00');
		expect(at('le 20/11')).toBe('2027-11-20T08:00:00+01:00');
	});

	test('now is now, a day is a day, an hour an hour', () => {
		expect(['now now', 'tout de suite', 'leegi', 'jeudi', 'demain 10h', 'ce soir'].map(precision)).toEqual([
			'now',
			'now',
			'now',
			'day',
			'hour',
			'day',
		]);
	});

	test('the organisation’s zone decides the day', () => {
		const late = new Date('2026-11-21T23:30:00Z');
		expect(momentsIn(normal('demain 8h'), late, 'Africa/Douala')[0]?.at).toBe('2026-11-23T08:00:00+01:00');
		expect(momentsIn(normal('demain 8h'), late, 'Africa/Dakar')[0]?.at).toBe('2026-11-22T08:00:00+00:00');
	});

	test.each(['depuis lundi', 'since yesterday', 'hier soir', 'last monday', "j'ai 3 chambres"])('%s asks for no time', (text) =>
		expect(at(text)).toBeUndefined(),
	);
	test('the person’s own words are kept', () =>
		expect(momentsIn(normal('Venez DEMAIN matin mais pas avant dix heures svp'), NOW, 'Africa/Douala')[0]?.words).toBe(
			'DEMAIN matin mais pas avant dix heures',
		));
	test('absurd dates are none', () => expect(at('le 45/13')).toBeUndefined());
});

describe('ratings, phones, lengths of time', () => {
	test.each([
		['4/5', 4],
		['⭐⭐⭐⭐', 4],
		['quatre étoiles', 4],
		['I give am five', 5],
		['8/10', 4],
		['cinq sur cinq', 5],
		['deux', 2],
		['0', 0],
	])('%s is %d', (text, value) => expect(ratingIn(normal(text), true)).toBe(value));
	test.each(['nul', 'je note dans 5 minutes', 'il est venu 2 fois', 'à 4h'])('%s is no rating', (text) =>
		expect(ratingIn(normal(text), true)).toBeNull(),
	);
	test('a bare number is a rating only when one was asked', () => expect(ratingIn(normal('4'), false)).toBeNull());
	test.each([
		['655 44 33 22', '655443322'],
		['+237 6 55 44 33 22', '237655443322'],
		['mon numéro: 77 123 45 67', '771234567'],
	])('%s', (text, digits) => expect(phonesIn(normal(text))[0]?.number ?? null).toBe(digits));
	test('money is no phone', () => expect(phonesIn(normal('15000 puis 20000'))).toEqual([]));
	test('e-mail', () => expect(emailIn(normal('écrivez à Awa.Diop@example.sn svp'))).toBe('Awa.Diop@example.sn'));
	test.each([
		['20 min', 20],
		['dans une heure', 60],
		["un quart d'heure", 15],
		['une demi-heure', 30],
		['about 2 hours', 120],
		["j'en ai pour 1h", 60],
		['d ici 1h30', 90],
		['half an hr', 30],
		['3 quarters of an hour', 45],
		['one hr', 60],
		['2h je termine', 120],
		['1h30 and we finish', 90],
	])('%s is %d minutes', (text, value) => expect(minutesIn(normal(text))).toBe(value));
});

describe('what a question lists', () => {
	test.each([
		['la 2', 'De quel service avez-vous besoin ? Plomberie, électricité ou électroménager ?', { service: 'electricite' }],
		['le premier', 'Which service do you need? Plumbing, electricity or home appliances?', { service: 'plomberie' }],
		['3', 'Choisissez votre langue : 1. Français 2. English 3. Wolof', { language: 'wo' }],
	])('%s', (text, question, slots) => expect(localUnderstand(text, ground({ question })).slots).toEqual(slots));
});

describe("a phone number's digits are no date", () => {
	test.each(['Mon numéro est le 6 50 00 00 01', 'appelez le 77 123 45 67', 'my number is 6 71 22 33 44'])('%s', (text) => {
		const read = normal(text);
		expect(momentsIn(read, NOW, 'Africa/Douala', phonesIn(read))).toEqual([]);
	});
});
