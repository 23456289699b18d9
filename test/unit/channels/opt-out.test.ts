import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { optOutWord } from '../../../src/channels/keywords/opt-out.ts';
import type { ChannelName, OptOutWord } from '../../../src/channels/message.ts';

const CASES: [text: string, channel: ChannelName, word: OptOutWord | null][] = [
	['STOP', 'whatsapp', 'stop'],
	['stop', 'sms', 'stop'],
	[' Stop. ', 'whatsapp', 'stop'],
	['STOP!!!', 'sms', 'stop'],
	['stop 🛑', 'whatsapp', 'stop'],
	['« Stop »', 'whatsapp', 'stop'],
	['STOP STOP', 'whatsapp', 'stop'],
	['arrêt', 'whatsapp', 'stop'],
	['ARRET', 'sms', 'stop'],
	['Arrêter', 'whatsapp', 'stop'],
	['arrêtez !', 'whatsapp', 'stop'],
	['Stopper', 'whatsapp', 'stop'],
	['désabonner', 'sms', 'stop'],
	['Se désabonner', 'sms', null],
	['me désabonner', 'sms', 'stop'],
	['unsubscribe', 'whatsapp', 'stop'],
	['Opt-out', 'whatsapp', 'stop'],
	['stopall', 'sms', 'stop'],
	['START', 'sms', 'start'],
	['start', 'whatsapp', 'start'],
	['unstop', 'sms', 'start'],
	['Oui-start', 'whatsapp', 'start'],
	['réabonner', 'whatsapp', 'start'],
	['HELP', 'sms', 'help'],
	['info', 'sms', 'help'],
	['help', 'whatsapp', null],
	['aide', 'sms', null],
	['aide', 'whatsapp', null],
	['stop, o Zé não vem', 'whatsapp', null],
	['stop le robinet fuit encore', 'sms', null],
	['je veux arrêter la recherche', 'whatsapp', null],
	['non stop', 'whatsapp', null],
	['annuler', 'whatsapp', null],
	['cancel', 'sms', null],
	['fin', 'whatsapp', null],
	['end', 'sms', null],
	['quit', 'whatsapp', null],
	['oui', 'sms', null],
	['yes', 'sms', null],
	['commencer', 'whatsapp', null],
	['', 'whatsapp', null],
	['🛑', 'whatsapp', null],
	['1', 'sms', null],
];

describe('opt-out words', () => {
	test.each(CASES)('%j on %s is %s', (text, channel, word) => {
		expect(optOutWord(text, channel)).toBe(word);
	});

	test('only a whole message counts: a word with anything said around it never opts out', () => {
		const words = fc.constantFrom('stop', 'arrêter', 'unsubscribe', 'start');
		const said = fc.constantFrom('robinet', 'paul', 'demain', 'svp', 'le', 'bonamoussadi', '15000');
		fc.assert(
			fc.property(words, said, fc.boolean(), (word, other, before) => {
				expect(optOutWord(before ? `${other} ${word}` : `${word} ${other}`, 'whatsapp')).toBeNull();
			}),
		);
	});

	test('case and punctuation never matter', () => {
		const mark = fc.constantFrom('', '.', '!', ' ', '…', '🙏', '"');
		fc.assert(
			fc.property(fc.constantFrom('stop', 'arrêt', 'start'), mark, mark, fc.boolean(), (word, before, after, upper) => {
				expect(optOutWord(before + (upper ? word.toUpperCase() : word) + after, 'sms')).toBe(word === 'start' ? 'start' : 'stop');
			}),
		);
	});
});
