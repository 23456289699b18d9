import { describe, expect, test } from '@jest/globals';
import { localUnderstand } from '../../../src/understanding/understand.ts';
import { ground } from './labelled.ts';

const PROBLEM = { question: 'Que se passe-t-il ? Décrivez le problème en quelques mots (vous pouvez aussi envoyer une photo).' };
const LANDMARK = { question: "Quartier Akwa, c'est noté. Donnez un repère pour vous trouver (carrefour, pharmacie, école…)." };
const ACCEPTED = { role: 'provider' as const, question: 'La demande n° 1042 est à vous. Écrivez « en route » quand vous partez.' };

const read = (text: string, part: Parameters<typeof ground>[0] = {}) => localUnderstand(text, ground(part));
const told = (text: string, part: Parameters<typeof ground>[0] = {}) => read(text, part).found;

describe('a place, a time or a trade and nothing more', () => {
	test.each([
		'Bonamoussadi',
		'je suis à Makepe derrière la pharmacie',
		'demain matin',
		"en fait c'est un électricien que je veux",
		'voilà la photo',
	])('%s', (text) => {
		expect(told(text, PROBLEM)).toMatchObject({ bare: true });
		expect(read(text, PROBLEM).slots).not.toHaveProperty('problem');
	});
	test.each(['le courant à Makepe a sauté', 'la prise chauffe depuis ce matin', 'elle fait un bruit bizarre', 'oui'])('not "%s"', (text) =>
		expect(told(text, PROBLEM)).not.toHaveProperty('bare'),
	);
});

describe('what broke, whatever the text was said for', () => {
	test.each([
		["fuite sous l'évier Makepe en face de la pharmacie maintenant", { service: 'plomberie', fault: "fuite sous l'évier" }],
		['robinet cassé à Akwa rond point maintenant', { service: 'plomberie', fault: 'robinet cassé' }],
		['how far, my toilet don block', { service: 'plomberie', fault: 'my toilet don block' }],
	])('%s', (text, expected) => expect(told(text)).toMatchObject(expected));

	test('is asked about in Pidgin, not how a request fares', () => {
		expect(read('how far, my toilet don block').intent).toBe('describe_problem');
		expect(read('how far?').intent).not.toBe('describe_problem');
	});
	test.each(['maison peinte en bleu', 'à côté de chez le menuisier'])('no trade is meant by the landmark "%s"', (text) =>
		expect(told(text, LANDMARK)).not.toHaveProperty('trade'),
	);
	test('a trade is meant by who wishes for it', () =>
		expect(told('je veux plutôt un électricien', LANDMARK)).toMatchObject({ trade: 'electricite' }));
});

describe('a landmark', () => {
	test.each([
		['akwa près du Score', 'près du Score'],
		['en face de la pharmacie maintenant', 'en face de la pharmacie'],
		['à côté de la boulangerie depuis hier', 'à côté de la boulangerie'],
	])('%s', (text, expected) => expect(told(text, LANDMARK).landmark).toBe(expected));
	test.each([
		'son frigo ne marche plus',
		"c'est combien au total avant que je valide ?",
		'le robinet a gâté chez moi',
		'derrière le lavabo',
		'à côté de Makepe',
	])('is not in "%s"', (text) => expect(told(text)).not.toHaveProperty('landmark'));
});

describe('places', () => {
	const zones = [
		{ id: 'akwa', names: ['Akwa', 'douche akwa'] },
		{ id: 'deido', names: ['Deïdo', 'bonateki'] },
		{ id: 'makepe', names: ['Makepe', 'makepe saint tropez', 'carrefour lycée'] },
	];
	const here = (text: string) => localUnderstand(text, { ...ground({}), zones }).found;
	test.each([
		['Akwa, douche akwa', 'akwa', 'douche akwa'],
		['makepe saint tropez', 'makepe', 'saint tropez'],
		['carrefour lycée', 'makepe', 'carrefour lycée'],
	])('%s is a landmark of its quarter', (text, zone, landmark) => expect(here(text)).toMatchObject({ zone, landmark }));
	test('a quarter written right is no slip for another', () => {
		expect(here('je suis à Bonabéri')).not.toHaveProperty('zone');
		expect(here('je suis à bonatéky')).toMatchObject({ zone: 'deido' });
	});
	test('how long one has waited is no time asked for', () => {
		expect(told("ça fait 1h que j'attends")).not.toHaveProperty('when_at');
		expect(told('à 1h')).toHaveProperty('when_at');
	});
});

describe('what a client holds', () => {
	test.each([
		["surtout n'annulez pas", { kept: true }],
		['annule pas stp', { kept: true }],
		['non annule', { gives_up: true }],
		['comment annuler ?', { asks_to_cancel: true }],
		['je ne pourrai pas venir', { cannot_come: true }],
		["j'ai un contretemps, je peux passer après ?", { needs_time: true }],
		['elle est enceinte', { priority: 'pregnant' }],
		['un ticket pour ma grand-mère de 80 ans', { priority: 'elderly' }],
	])('%s', (text, expected) => expect(told(text)).toMatchObject(expected));
	test.each([
		["pourquoi vous n'annulez pas ?", 'kept'],
		["n'annulez pas", 'gives_up'],
		['je ne peux pas venir demain', 'cannot_come'],
		['je peux venir', 'cannot_come'],
		['le plombier a un contretemps', 'priority'],
	])('"%s" does not tell %s', (text, slot) => expect(told(text)).not.toHaveProperty(slot));
});

describe('a yes', () => {
	test.each(["d'accord ça marche", 'ok merci', 'oui'])('alone: %s', (text) => expect(told(text)).toMatchObject({ agreed: true }));
	test.each(['ok', "d'accord merci"])('that only takes note: %s', (text) => expect(told(text)).toMatchObject({ acknowledged: true }));
	test.each(['oui', 'yes', 'waaw', '👍'])('that says yes: %s', (text) => expect(told(text)).not.toHaveProperty('acknowledged'));
	test.each(['ok la maison rouge', 'oui demain', 'non'])('not alone: %s', (text) => expect(told(text)).not.toHaveProperty('agreed'));
	test('after a job was taken is not to be on the way', () => {
		expect(read("d'accord ça marche", ACCEPTED).confidence).toBeLessThan(0.6);
		expect(read("ok j'arrive", ACCEPTED)).toMatchObject({ intent: 'provider_enroute' });
		expect(read("ok j'arrive", ACCEPTED).confidence).toBeGreaterThan(0.6);
	});
	test.each(["c'est bon", "ok c'est bon", "oui c'est bon 9000"])('gives nothing up: %s', (text) => {
		const { intent, confidence } = read(text);
		expect(intent === 'cancel_request' && confidence >= 0.6).toBe(false);
	});
	test('"laissez" does', () => expect(read("c'est bon laissez tomber").intent).toBe('cancel_request'));
});

describe('somebody else', () => {
	test.each(["je ne veux pas de lui, envoyez quelqu'un d'autre", 'changez le plombier', 'i don t want this plumber'])(
		'is wanted for the same job: %s',
		(text) => expect(read(text).intent).toBe('complaint'),
	);
	test.each(['vous êtes un robot ou un humain ?', "donnez ma place à quelqu'un d'autre"])('is not asked for: %s', (text) =>
		expect(read(text).wants_human).toBe(false),
	);
	test.each(['je veux parler à un humain, pas à un robot', "passez-moi quelqu'un", 'are you a robot? I want to speak to a human'])(
		'is asked for: %s',
		(text) => expect(read(text).wants_human).toBe(true),
	);
});

test('a French sentence of names is answered in French', () => {
	expect(read('rdv radiologie hôpital de la corniche jeudi prochain matin').language).toBe('fr');
	expect(read('ma ngi ci la poste').language).toBe('wo');
});

describe('questions about what is open', () => {
	test.each([
		["mon rdv c'est quand", 'track_status'],
		["c'est à quelle heure mon rdv ?", 'track_status'],
		['je veux un rdv quand vous pouvez', 'book_appointment'],
		["j'ai un problème à la maison", 'request_service'],
		['dama bëgg jël xaalis ci banque bi', 'join_queue'],
	])('%s', (text, intent) => expect(read(text).intent).toBe(intent));
});

describe('a second trade, wished for in the same breath', () => {
	test.each([
		"j'ai besoin d'un plombier et aussi d'un électricien à Makepe",
		'I need a plumber and an electrician',
		'abeg I want plumber and also electrician',
		'plombier ak électricien laa soxla',
	])('%s', (text) => expect(told(text)).toMatchObject({ trade: 'plomberie', other_trade: 'electricite' }));
	test.each([
		'un plombier ou un électricien',
		'no be plumber I want, na electrician',
		"j'ai besoin d'un plombier",
		'plombier à Makepe et vite',
	])('none in "%s"', (text) => expect(told(text)).not.toHaveProperty('other_trade'));
});
