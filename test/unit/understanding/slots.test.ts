import { describe, expect, test } from '@jest/globals';
import type { Role } from '../../../src/understanding/reading.ts';
import { normalise } from '../../../src/understanding/text/normalise.ts';
import { speller } from '../../../src/understanding/text/speller.ts';
import { localUnderstand } from '../../../src/understanding/understand.ts';
import { ground } from './labelled.ts';

const PAY = 'Montant à payer : 15 000 FCFA. Payer maintenant ? (Orange Money / MTN MoMo)';
const RATE = 'Le service est terminé ✅ Notez le prestataire de 1 à 5.';
const PLACE = 'Dans quel quartier êtes-vous ? Vous pouvez aussi envoyer votre position.';
const WHEN = 'Quel jour et quelle heure pour votre rendez-vous ?';

const read = (text: string, question: string | null = null, role: Role = 'client') => localUnderstand(text, ground({ question, role }));

describe('what is ruled out is not the value', () => {
	test.each([
		['pas par momo, wave', PAY, { payment_method: 'wave' }],
		['no use momo, take orange money', PAY, { payment_method: 'orange_money' }],
		['du Pikine, Guédiawaye laa nekk', PLACE, { quarter: 'Guédiawaye' }],
		['pas à Logbaba, je suis à Logpom', PLACE, { quarter: 'Logpom' }],
		['mardi à la place de lundi', WHEN, { when: 'mardi' }],
		['switch to french, my english no strong', null, { language: 'fr' }],
		['parle wolof stp, français bi dafa metti', null, { language: 'wo' }],
		['text me via whatsapp please, sms no di enter', null, { channel: 'whatsapp' }],
		['arrêtez de me tutoyer svp', null, { style: 'formel' }],
	])('%s', (text, question, slots) => expect(read(text, question).slots).toMatchObject(slots));

	test('of a day that does not suit no time is made', () =>
		expect(read('je veux un rdv à la mairie, tous les jours sauf mardi').slots).not.toHaveProperty('when'));
});

describe('a later number takes the earlier one back', () => {
	test.each([
		['3 but e broke my cup so two', 2],
		['5 mais il a cassé un verre donc 3', 3],
		['4.5', 4],
		['le boy sabi le bolo, je put 4', 4],
	])('%s is %d', (text, rating) => expect(read(text, RATE).slots.rating).toBe(rating));
});

describe('places within a quarter', () => {
	test.each([
		['Molyko, Check Point roundabout', 'Check Point roundabout'],
		['I dey Mankon for Azire old church', 'old church'],
		['Bepanda, carrefour Tonnerre, immeuble rose à 3 niveaux', 'carrefour Tonnerre, immeuble rose à 3 niveaux'],
		['Nsam, monté Brasseries', 'monté Brasseries'],
		['Kotto, near the bakery, second floor', 'near the bakery, second floor'],
	])('%s', (text, landmark) => expect(read(text, PLACE).slots.landmark).toBe(landmark));

	test('a whole building without light is no landmark', () =>
		expect(read("plus de courant dans tout l'immeuble à Makepe, envoyez un électricien").slots).not.toHaveProperty('landmark'));

	test('a shower beside the name of a quarter is no quarter', () =>
		expect(read('am na fuite ci douche bi, envoyez plombier ci Pikine').slots.quarter).toBe('Pikine'));
});

describe('organisations and what one comes for', () => {
	test.each([
		['un ticket pour la banque à Akwa, la BICEC', { organisation: 'banque BICEC Akwa' }],
		['ticket for district hospital, dental clinic', { organisation: 'district hospital', org_service: 'dental clinic' }],
		['jël ma numéro ci hôpital bi, doktoor bët laa soxla', { org_service: 'doktoor bët' }],
		['un rdv chez le docteur pour mes résultats', { org_service: 'résultats' }],
		['la mairie de Douala, je vais juste signer un registre', { org_service: 'signer un registre' }],
	])('%s', (text, slots) =>
		expect(read(text, 'Pour quelle organisation voulez-vous un ticket ? (banque, hôpital, mairie…)').slots).toMatchObject(slots),
	);
});

describe('services', () => {
	test.each([
		['dafa amul kuraŋ ci kër gi', 'electricite'],
		['somebody should climb and fix the wires at Nkwen', 'electricite'],
	])('%s', (text, service) => expect(read(text).slots.service).toBe(service));
});

describe('messages as seldom as asked', () => {
	test('so many a week', () => expect(read('envoyez moi seulement 2 msg par semaine').slots.frequency).toBe('2 msg par semaine'));
	test('none at night', () => expect(read('when e be night time no call me').slots.quiet_hours).toBe('night time'));
});

describe('when a message is a support matter, and which', () => {
	const SUPPORT = "Bonjour, je suis Freeda, l'assistante du support. Comment puis-je vous aider ?";
	const WORKING = 'Travail en cours #1042. Écrivez TERMINÉ quand c’est fini, avec le montant.';
	test.each([
		['votre electricien a raye ma table', null, 'client', 'complaint', 'autre'],
		['the man wey wuna send di smell beer', null, 'client', 'complaint', 'autre'],
		['your plumber cracked our sink', null, 'client', 'complaint', 'autre'],
		['c injuste, deux personnes sont passées devant nous', null, 'client', 'complaint', 'autre'],
		['lagent ma traité comme un gamin', SUPPORT, 'client', 'complaint', 'autre'],
		['le débit est nul chez moi', SUPPORT, 'client', 'complaint', 'technique'],
		['i no go renew that contract again', SUPPORT, 'client', 'cancel_request', 'resiliation'],
		['deja remis au technicien en especes', PAY, 'client', 'payment_problem', 'facturation'],
		['le client dit kil paie demain', WORKING, 'provider', 'payment_problem', 'facturation'],
	] as const)('%s', (text, question, role, intent, category) => expect(read(text, question, role)).toMatchObject({ intent, category }));

	test('where a queue is overtaken is no landmark', () => expect(read('ils sont passés devant nous').found).not.toHaveProperty('landmark'));
});

describe('a request named by its number alone', () => {
	test.each(['dem 2077 svp', 'hello, request 3051 please', 'bonsoir demande 1180'])('%s', (text) =>
		expect(read(text)).toMatchObject({ intent: 'track_status', slots: { request_id: text.replace(/\D/g, '') } }),
	);
});

describe('why', () => {
	test.each([
		['ma demande svp annulez, je me suis trompé de service', 'client', 'je me suis trompé de service'],
		["c'est déjà réparé merci, vous pouvez annuler", 'client', "c'est déjà réparé merci"],
		['police di check papers for road, I di come', 'provider', 'police di check papers for road, I di come'],
	] as const)('%s', (text, role, reason) => expect(read(text, null, role).slots.reason).toBe(reason));
});

test('an elided word without its apostrophe is two words', () => {
	expect(read('je cherche lelectricien pour demain').slots.service).toBe('electricite');
	expect(normalise('jannule davance', speller).flat).toBe('j annule d avance');
	expect(normalise('learn lavage demain journal', speller).flat).toBe('learn lavage demain journal');
});
