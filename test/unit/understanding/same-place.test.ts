import { describe, expect, test } from '@jest/globals';
import { localUnderstand } from '../../../src/understanding/understand.ts';
import { ground } from './labelled.ts';

const PLACE = 'Dans quel quartier êtes-vous ?';
const found = (text: string, question: string | null = null) => localUnderstand(text, ground({ question })).found;

describe('the place of the last job', () => {
	test.each([
		...[
			'même adresse',
			'au même endroit que la dernière fois',
			'plombier, même adresse que la dernière fois',
			'chez moi comme la dernière fois',
		],
		...["fuite d'eau, au même endroit que la dernière fois", 'toujours la même adresse svp'],
		...['same place as last time', 'same address', 'I need a plumber, same house'],
		...['abeg come same place wey you come last time', 'di same place as before'],
		...['benn adress la', 'fa ngeen ñëwoon', 'benn bérab ak bu mujj'],
	])('is meant by "%s"', (text) => expect(found(text)).toMatchObject({ same_place: true }));

	test.each([
		...['ça fuit encore au même endroit', 'pas la même adresse', "ce n'est pas le même endroit que la dernière fois"],
		...['not the same place', 'le robinet fuit comme la dernière fois', 'the pipe leaks at the same spot', 'plombier à Makepe'],
	])('is not meant by "%s"', (text) => expect(found(text)).not.toHaveProperty('same_place'));

	test('is an answer to where', () => expect(found('au même endroit', PLACE)).toMatchObject({ same_place: true }));
});
