import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Delivery } from '../../../src/channels/message.ts';
import { contentOf, contentRequest, shapeKey } from '../../../src/channels/twilio/content-shape.ts';
import { fillContent } from '../../twilio-emulator/contents.ts';

const delivery = (more: Partial<Delivery> = {}): Delivery => ({
	outboxId: 'o1',
	route: { channel: 'whatsapp', carrier: 'twilio', sender: '+1', address: '+2' },
	plainText: '',
	text: 'Bonjour !\n\nQue voulez-vous ?',
	form: 'buttons',
	choices: [
		{ payload: 'a', label: 'Oui' },
		{ payload: 'b', label: 'Non' },
	],
	listButton: 'Choisir',
	language: 'fr',
	correlationId: 'c1',
	...more,
});

const keyOf = (given: Delivery): string | undefined => {
	const content = contentOf(given);
	return content === null ? undefined : shapeKey('AC1', content.shape);
};

describe('content shapes', () => {
	test('each line is a variable, the line breaks are the shape’s', () => {
		expect(contentOf(delivery())).toEqual({
			shape: { kind: 'buttons', body: '{{1}}\n\n{{2}}', described: [false, false], listButton: '' },
			variables: { 1: 'Bonjour !', 2: 'Que voulez-vous ?', 3: 'Oui', 4: 'a', 5: 'Non', 6: 'b' },
		});
	});

	test('one content serves other texts, titles, payloads and languages', () => {
		const other = delivery({
			text: 'Hello!\n\nWhat now?',
			choices: [
				{ payload: 'x', label: 'Yes' },
				{ payload: 'y', label: 'No' },
			],
			language: 'en',
		});
		expect(keyOf(other)).toBe(keyOf(delivery()));
	});

	test.each([
		['another layout', delivery({ text: 'Bonjour ! Que voulez-vous ?' })],
		['another number of choices', delivery({ choices: [{ payload: 'a', label: 'Oui' }] })],
		['a list', delivery({ form: 'list' })],
	])('%s is another content', (_name, other) => {
		expect(keyOf(other)).not.toBe(keyOf(delivery()));
	});

	test('descriptions are variables of the rows that have one', () => {
		const content = contentOf(
			delivery({
				form: 'list',
				choices: [
					{ payload: 'a', label: 'A', description: 'première' },
					{ payload: 'b', label: 'B' },
				],
			}),
		);
		expect(content?.shape.described).toEqual([true, false]);
		expect(content?.variables).toEqual({ 1: 'Bonjour !', 2: 'Que voulez-vous ?', 3: 'A', 4: 'a', 5: 'première', 6: 'B', 7: 'b' });
	});

	test('too many lines go with numbers', () => {
		expect(contentOf(delivery({ text: Array.from({ length: 17 }, (_, line) => `l${line}`).join('\n') }))).toBeNull();
	});

	test('what the phone gets is the message, and every variable is acceptable to Twilio', () => {
		const line = fc.string({ unit: fc.constantFrom('a', 'é', ' ', '\t', '{', '}', '1', '.'), minLength: 1, maxLength: 40 });
		fc.assert(
			fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), fc.array(line, { minLength: 1, maxLength: 3 }), (lines, labels) => {
				const given = delivery({ text: lines.join('\n'), choices: labels.map((label, index) => ({ payload: `p${index}`, label })) });
				const content = contentOf(given);
				if (content === null) throw new Error('no content');
				const request = contentRequest(content.shape, 'k'.repeat(64));
				const stored = {
					sid: 'HX',
					friendlyName: '',
					language: 'fr',
					variables: request.variables,
					types: request.types,
					approval: 'unsubmitted' as const,
					createdAt: new Date(0),
				};
				const filled = fillContent(stored, JSON.stringify(content.variables))['twilio/quick-reply'];
				const bare = (text: string) => text.replace(/[\s{]+/g, '');
				if (given.text.trim() !== '') expect(bare(filled?.body ?? '')).toBe(bare(given.text));
				expect(filled?.actions?.map((action) => action.id)).toEqual(given.choices.map((choice) => choice.payload));
			}),
		);
	});

	test('the request is snake_case, with a sample for each variable and a text fallback', () => {
		const content = contentOf(delivery());
		if (content === null) throw new Error('no content');
		const request = contentRequest(content.shape, 'abcdef0123456789');
		expect(request).toEqual({
			friendly_name: 'palabre_buttons_2_abcdef012345',
			language: 'fr',
			variables: { 1: 'Texte 1', 2: 'Texte 2', 3: 'Choix 1', 4: 'choix-1', 5: 'Choix 2', 6: 'choix-2' },
			types: {
				'twilio/text': { body: '{{1}}\n\n{{2}}\n\n1. {{3}}\n2. {{5}}' },
				'twilio/quick-reply': {
					body: '{{1}}\n\n{{2}}',
					actions: [
						{ type: 'QUICK_REPLY', title: '{{3}}', id: '{{4}}' },
						{ type: 'QUICK_REPLY', title: '{{5}}', id: '{{6}}' },
					],
				},
			},
		});
	});
});
