import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { polarityOf } from '../../../src/understanding/negation.ts';
import { normalise } from '../../../src/understanding/text/normalise.ts';
import { localUnderstand } from '../../../src/understanding/understand.ts';
import { ground } from './labelled.ts';

const polarity = (text: string): string | undefined => polarityOf(normalise(text).flat)?.value;
const SUMMARY = 'Récapitulatif : plomberie, évier, Akwa, demain. Je lance la recherche ? (oui/non)';
const OFFER = '🔔 Nouvelle demande #2077 : panne de clim, Akwa. Répondez OUI pour accepter, NON pour décliner (5 min).';
const CANCEL = 'Voulez-vous vraiment annuler la demande #2077 ? (oui/non)';
const read = (text: string, question: string, role: 'client' | 'provider' = 'client') => localUnderstand(text, ground({ role, question }));

describe('yes, no, not yet', () => {
	test.each([
		'oui',
		'ouiiii',
		'OK',
		'd’accord',
		'Ok pas de souci',
		'pas de problème',
		'sans problème',
		'pourquoi pas',
		'no wahala',
		'no problem',
		'why not',
		"non non c'est bon, lancez",
		'ça marche',
		'waaw',
		'na so',
		'I gree',
		'oui mais pas avant midi',
		"oui mais qu'il vienne avec ses outils",
		"il n'y a pas de souci, lancez",
		'baax na',
	])('%s is a yes', (text) => expect(polarity(text)).toBe('yes'));

	test.each([
		'non',
		'nooon',
		'oui mais non',
		'yes but no',
		'pas question',
		'bien sûr que non',
		"je ne suis pas d'accord",
		"c'est pas bon",
		'ne lancez pas',
		"n'acceptez pas",
		'je ne confirme pas',
		'surtout pas',
		'no be so',
		'I no gree',
		'deedeet',
		'bëgguma',
		'trop loin',
		"don't confirm",
		'not ok',
		'jamais',
		'pas celui-là',
		'non merci',
	])('%s is a no', (text) => expect(polarity(text)).toBe('no'));

	test.each(['attendez', 'pas maintenant', 'not now, tomorrow maybe', 'hold on', 'plus tard', 'xaaral', 'wait small', 'une minute svp'])(
		'%s is not yet',
		(text) => expect(polarity(text)).toBe('wait'),
	);

	test.each(["c'est où exactement ?", 'who go win election?', 'quand est-ce que vous venez'])('%s is neither', (text) =>
		expect(polarity(text)).toBeUndefined(),
	);
});

describe('a negated agreement or cancel is never a yes', () => {
	const verbs = fc.constantFrom('accepte', 'confirme', 'valide', 'lance', 'veux', 'prends', 'peux', 'valide', 'continue');
	const frames = fc.constantFrom(
		(verb: string) => `je ne ${verb} pas`,
		(verb: string) => `je ${verb} pas`,
		(verb: string) => `non je ne ${verb} plus`,
		(verb: string) => `je ne ${verb} jamais ça`,
		(verb: string) => `surtout pas, je ${verb} pas`,
		(verb: string) => `ne ${verb} rien`,
	);
	const english = fc.constantFrom(
		'I do not accept',
		"I don't confirm",
		"please don't start",
		'never',
		'I will not take it',
		'not this one',
		"I can't accept that",
		'no way',
		'I no want am',
		'make una no start',
		'no o',
	);
	const tails = fc.constantFrom('', ' svp', ' merci', ' !!!', ' 🙏', ' ok', ' please', ' mola', ', désolé');
	const refusal = fc.oneof(
		fc.tuple(frames, verbs).map(([frame, verb]) => frame(verb)),
		english,
	);

	test('whatever the words around it', () => {
		fc.assert(
			fc.property(refusal, tails, fc.boolean(), (text, tail, shout) => {
				const said = shout ? `${text}${tail}`.toUpperCase() : `${text}${tail}`;
				expect(read(said, SUMMARY).intent).not.toBe('confirm');
				expect(read(said, OFFER, 'provider').intent).not.toBe('provider_accept');
			}),
			{ numRuns: 400 },
		);
	});

	test('"do not cancel" cancels nothing, in any context', () => {
		const keeps = fc.constantFrom(
			"n'annulez pas",
			'ne pas annuler',
			'je ne veux pas annuler',
			"n'annulez surtout pas ma demande",
			"don't cancel",
			'please do not cancel my request',
			'no cancel am abeg',
			'bul annule',
			"je n'ai pas demandé d'annuler",
			'annulez pas svp',
			'ne reportez surtout pas mon rdv',
		);
		fc.assert(
			fc.property(keeps, tails, fc.constantFrom(null, CANCEL, SUMMARY), (text, tail, question) => {
				const reading = localUnderstand(`${text}${tail}`, ground({ question }));
				expect([reading.intent, question === null ? null : reading.alternatives[0]]).not.toContain('cancel_request');
				expect(['leave_queue', 'reschedule_appointment']).not.toContain(reading.intent);
				if (question === CANCEL) expect(reading.intent).not.toBe('confirm');
			}),
		);
	});
});
