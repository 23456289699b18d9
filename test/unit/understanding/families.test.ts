import { describe, expect, test } from '@jest/globals';
import { polarityOf } from '../../../src/understanding/negation.ts';
import type { Intent } from '../../../src/understanding/reading.ts';
import { normalise } from '../../../src/understanding/text/normalise.ts';
import { speller } from '../../../src/understanding/text/speller.ts';
import { localUnderstand } from '../../../src/understanding/understand.ts';
import { ground } from './labelled.ts';

const NEW_OFFER = '🔔 Nouvelle demande #2044 : prise grillée, Bepanda, ce soir. Répondez OUI pour accepter, NON pour décliner (5 min).';
const OFFER = 'Serge (électricien, ⭐4,5) peut venir dans 35 min. Vous acceptez ? (oui/non)';
const APPOINTMENT = 'Rendez-vous : jeudi 9h à la mairie. Confirmez-vous ? (oui/non)';
const PAY = 'Montant à payer : 12 000 FCFA. Payer maintenant ? (Orange Money / MTN MoMo)';
const SUPPORT = "Bonjour, je suis Freeda, l'assistante du support. Comment puis-je vous aider ?";
const ACCEPTED = 'Mission #1042 acceptée. Donnez votre statut : en route / arrivé / début / terminé.';
const RATING = 'Le service est terminé ✅ Notez le prestataire de 1 à 5.';
const ENROUTE = 'Paul est en route, arrivée estimée 15 min.';
const UPDATES = 'Vous recevrez les mises à jour par WhatsApp. Répondez STOP pour ne plus les recevoir.';

const read = (text: string, question: string | null = null, role: 'client' | 'provider' = 'client') =>
	localUnderstand(text, ground({ role, question }));
/** The reading, or the guess of one that abstains. */
const best = (text: string, question: string | null = null, role: 'client' | 'provider' = 'client'): Intent | undefined => {
	const { intent, alternatives } = read(text, question, role);
	return intent ?? alternatives[0];
};

describe('words written as they sound', () => {
	test.each([
		['jdirai non', 'je dirai non'],
		['jme sui perdu', 'je me suis perdu'],
		['lelectricien', 'l electricien'],
		['sa coule plu', 'ca coule plus'],
		['jveu pu de sa', 'je veux plus de ca'],
		['il a plu hier', 'il a plu hier'],
		['ok mai jvien', 'ok mais je viens'],
		['alé y', 'allez y'],
		['dem 2044', 'demande 2044'],
		['13,5k', '13,5 k'],
		["we've left", 'we ve left'],
		['k', 'ok'],
		['photo.jpeg', 'photo jpeg'],
	])('"%s" is "%s"', (text, flat) => expect(normalise(text, speller).flat).toBe(flat));
});

describe('an offer of work', () => {
	test.each([
		'oki mai jpren la moto ds 30 min pas avan',
		'I neva refuse work, drop the number',
		'mun naa dem, mais ci ngoon laay ñëw',
		'who no go gree? send am',
	])('is taken by "%s"', (text) => expect(['provider_accept', 'provider_enroute']).toContain(best(text, NEW_OFFER, 'provider')));

	test.each([
		'that same compound? tufiakwa',
		"ce client là ? même pas pour tout l'or du monde",
		'I no go fit, my pikin sick',
		'I no go go',
	])('is refused by "%s"', (text) => expect(best(text, NEW_OFFER, 'provider')).toBe('provider_decline'));
});

describe('a yes with a condition, and a no that looks like one', () => {
	test.each([
		['pk jrefuserai lol alez y', OFFER],
		["qu'il vienne mais sans son apprenti", OFFER],
		["jeudi 9h ça m'arrange", APPOINTMENT],
		['thursday works', APPOINTMENT],
	])('"%s" agrees', (text, question) => expect(best(text, question)).toBe('confirm'));

	test.each([
		['make e no come', OFFER],
		["qu'il vienne pas, jprefere un autre", OFFER],
		['send him? no, not him', OFFER],
		["qu'il vienne mais pas lui, un autre", OFFER],
		['12000?? moi j’ai 8000 seulement', PAY],
		['twelve thousand? i only have eight', PAY],
		['jverse rien avan kil finisse', PAY],
		['on a déjà remis l’argent au gars à la fin', PAY],
		['jeudi ne me convient pas', APPOINTMENT],
		['friday works better', APPOINTMENT],
	])('"%s" is no yes, and pays nothing', (text, question) => expect(['confirm', 'pay']).not.toContain(best(text, question)));

	test('who has the whole sum on a wallet pays', () => expect(best("j'ai 12000 sur mon orange money", PAY)).toBe('pay'));
	test.each(['god forbid', 'jamais de la vie', 'pas en rêve', 'over my dead body'])('"%s" is a bare no', (text) =>
		expect(polarityOf(normalise(text).flat)).toMatchObject({ value: 'no', bare: true }),
	);
});

describe('a person is asked for', () => {
	test.each([
		['wooleen ma legi, bind bi sonnal na ma', null],
		['je veux remonter mon dossier à votre hiérarchie', SUPPORT],
		['please escalate my case', SUPPORT],
		['abeg carry this matter go meet una oga', null],
	])('by "%s"', (text, question) => expect(read(text, question).wants_human).toBe(true));

	test.each([
		'can I speak with an agent in case something goes wrong?',
		"est-ce possible de parler à quelqu'un au cas où ça bloque ?",
		"j'ai vu quelqu'un dans la rue d'à côté, laissez tomber votre gars",
		'tell am make e phone me when e near total bonamoussadi',
		'rappelez moi quand il arrive au carrefour',
		'bëgg naa nit ku mun a jagal frigo bi',
		"y a pas quelqu'un d'autre plus près ?",
	])('but not by "%s"', (text) => expect(read(text).wants_human).toBe(false));
});

describe('small talk does nothing', () => {
	test.each<[string, string | null, 'client' | 'provider']>([
		['joyeux anniversaire à ma fille', ACCEPTED, 'provider'],
		['who get fresh palm wine for this quarter', null, 'client'],
		['où trouver du bon poisson braisé à Bonapriso', null, 'client'],
		['ma fille a eu 3 sur 20 en dictée, pleurez avec moi', RATING, 'client'],
		['ce plombier là, il est marié ?', ENROUTE, 'client'],
		['my girlfriend don block me for whatsapp', null, 'client'],
		["ma copine m'a quitté hier", null, 'client'],
		['je suis crevé ces jours-ci', null, 'client'],
	])('"%s"', (text, question, role) => expect(best(text, question, role)).toBe('out_of_scope'));

	test('asked after people, or after a request', () => {
		expect(best('how far massa, una sleep well?')).toBe('greet');
		expect(best('how far with my plumber')).toBe('track_status');
	});
});

describe('a cancellation', () => {
	test.each([
		['je veu pu de votre plombier pour la #3310', null],
		['efacé ma demande svp g fait une ereur', null],
		['dites lui de ne plus venir on a déménagé', null],
		['tell the plumber not to bother, landlord took care of it', null],
		['je voudrais clôturer mon compte, vos factures sont n’importe quoi', SUPPORT],
		['bëgga tej sama compte, internet bi dafa yeex', SUPPORT],
	])('is "%s"', (text, question) => expect(best(text, question)).toBe('cancel_request'));

	test.each([
		["j'avais annulé hier mais finalement je veux bien un électricien", null],
		["si quelqu'un annule vous me prévenez ?", null],
		['should I cancel or is he really coming?', ENROUTE],
	])('is not "%s"', (text, question) => expect(best(text, question)).not.toBe('cancel_request'));
});

describe('messages are given up, or only asked about', () => {
	test.each<[string, 'client' | 'provider']>([
		['jveu plu recevoir vo msg', 'client'],
		['dis sms don too plenty I nor want am again', 'client'],
		["ne m'envoyez plus rien, j'ai un nouveau boulot", 'provider'],
	])('"%s" stops them', (text, role) => expect(best(text, null, role)).toBe('stop_notifications'));
	test('"stop c koi ?" does not', () => expect(best('stop c koi? jpige pa', UPDATES)).toBe('help'));
});

describe('what a provider tells of the job', () => {
	test.each<[string, Intent]>([
		['ca fuit plu chez la dame, 18 mil', 'provider_complete'],
		['e no di leak again, madam give 9000', 'provider_complete'],
		['finished at 5, new tap and pipe, 17,5k total', 'provider_complete'],
		['go slow for road but I di come small small', 'provider_enroute'],
		['jfile prendre le joint chez le kinkayeur apres jdescend chez elle', 'provider_enroute'],
		["j'ai démonté le robinet, j'en ai pour 40 min", 'provider_start'],
	])('"%s": %s', (text, intent) => expect(best(text, null, 'provider')).toBe(intent));
});

test('paid, and reminded all the same, is a trouble with the payment', () =>
	expect(best("j'ai payé 9000 par MoMo hier et vous me relancez encore")).toBe('payment_problem'));
