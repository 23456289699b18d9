import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { OutgoingChoice, OutgoingMessage, Route } from '../../../src/channels/message.ts';
import { checkLimits } from '../../../src/channels/render/check-limits.ts';
import { LIMITS } from '../../../src/channels/render/limits.ts';
import { render } from '../../../src/channels/render/render.ts';
import { countSms, smsText } from '../../../src/channels/render/sms-text.ts';
import { splitMessage, splitText } from '../../../src/channels/render/split-text.ts';
import { toDelivery } from '../../../src/channels/render/to-delivery.ts';

const choices = (count: number, label = 'Choix', description?: string): OutgoingChoice[] =>
	Array.from({ length: count }, (_, index) => ({ payload: `f.1.s.${index}`, label: `${label} ${index + 1}`, description }));
const message = (count: number, more: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
	text: 'Que voulez-vous ?',
	choices: choices(count),
	listButton: 'Choisir',
	...more,
});
const ROUTE: Route = { channel: 'whatsapp', carrier: 'twilio', sender: '+14155238886', address: '+237650000001' };

describe('the form', () => {
	test.each([
		['no choices', message(0), 'none'],
		['one', message(1), 'buttons'],
		['three', message(3), 'buttons'],
		['four', message(4), 'list'],
		['ten', message(10), 'list'],
		['eleven', message(11), 'numbers'],
		['a label of 20', message(0, { choices: choices(2, 'x'.repeat(18)) }), 'buttons'],
		['a label of 21 goes to the list', message(0, { choices: choices(2, 'x'.repeat(19)) }), 'list'],
		['a label of 25 goes to numbers', message(0, { choices: choices(2, 'x'.repeat(23)) }), 'numbers'],
		['a description of 73', message(0, { choices: choices(4, 'a', 'd'.repeat(73)) }), 'numbers'],
		['a list without its button', message(4, { listButton: '' }), 'numbers'],
		['a list button of 21', message(4, { listButton: 'b'.repeat(21) }), 'numbers'],
		['1024 characters above', message(2, { text: 'x'.repeat(1024) }), 'buttons'],
		['1025 characters above', message(2, { text: 'x'.repeat(1025) }), 'numbers'],
		['the same label twice', message(0, { choices: [...choices(1), ...choices(1)] }), 'numbers'],
		['a payload of 201', message(0, { choices: [{ payload: 'p'.repeat(201), label: 'a' }] }), 'numbers'],
	])('%s', (_name, given, form) => {
		expect(render(given, 'whatsapp', '').form).toBe(form);
	});

	test('numbers on SMS, always', () => {
		for (const count of [1, 2, 3, 4, 10, 11]) expect(render(message(count), 'sms', '').form).toBe('numbers');
		expect(render(message(0), 'sms', '').form).toBe('none');
	});

	test('written-out choices with descriptions and the hint', () => {
		const given = message(0, {
			choices: [
				{ payload: 'a', label: 'Plomberie', description: 'fuites, robinets' },
				{ payload: 'b', label: 'Froid' },
			],
		});
		expect(render(given, 'whatsapp', 'Répondez par un numéro.').plainText).toBe(
			'Que voulez-vous ?\n\n1. Plomberie – fuites, robinets\n2. Froid\n\nRépondez par un numéro.',
		);
	});

	test('what is shown rich never passes a limit', () => {
		const choice = fc.record({
			payload: fc.string({ minLength: 1, maxLength: 250 }),
			label: fc.string({ maxLength: 30 }),
			description: fc.string({ maxLength: 90 }),
		});
		fc.assert(
			fc.property(
				fc.array(choice, { maxLength: 12 }),
				fc.string({ maxLength: 1100 }),
				fc.string({ maxLength: 25 }),
				(list, text, listButton) => {
					const { form } = render({ text, choices: list, listButton }, 'whatsapp', '');
					const limits = LIMITS.whatsapp;
					if (form === 'buttons') {
						expect(list.length).toBeLessThanOrEqual(limits.buttons);
						expect(Math.max(...list.map(({ label }) => label.length))).toBeLessThanOrEqual(limits.buttonTitle);
					}
					if (form === 'list') {
						expect(list.length).toBeLessThanOrEqual(limits.rows);
						expect(Math.max(...list.map(({ label }) => label.length))).toBeLessThanOrEqual(limits.rowTitle);
					}
				},
			),
		);
	});
});

describe('limits at lint time', () => {
	test('a good message has no problem on either channel', () => {
		expect(checkLimits(message(3), 'whatsapp', 'Répondez par un numéro.')).toEqual([]);
		expect(checkLimits(message(10), 'sms', 'Répondez par un numéro.')).toEqual([]);
		expect(checkLimits(message(25), 'whatsapp')).toEqual([]);
	});

	test.each([
		['text', message(2, { text: 'x'.repeat(1025) }), 'whatsapp'],
		['text', message(0, { text: 'x'.repeat(1601) }), 'whatsapp'],
		['text', message(0, { text: '' }), 'sms'],
		['text', message(0, { text: 'ç'.repeat(700) }), 'sms'],
		['choices.0.label', message(0, { choices: choices(1, 'x'.repeat(19)) }), 'whatsapp'],
		['choices.3.label', message(0, { choices: [...choices(3), ...choices(1, 'x'.repeat(23))] }), 'whatsapp'],
		['choices.1.label', message(0, { choices: [...choices(1), ...choices(1)] }), 'whatsapp'],
		['choices.0.description', message(0, { choices: choices(4, 'a', 'd'.repeat(73)) }), 'whatsapp'],
		['choices.0.payload', message(0, { choices: [{ payload: 'p'.repeat(201), label: 'a' }] }), 'whatsapp'],
		['listButton', message(4, { listButton: 'b'.repeat(21) }), 'whatsapp'],
		['listButton', message(4, { listButton: '' }), 'whatsapp'],
	] as const)('%s', (path, given, channel) => {
		expect(checkLimits(given, channel).map((problem) => problem.path)).toContain(path);
	});

	test('no problem means it is shown as meant', () => {
		const choice = fc.record({ payload: fc.string({ minLength: 1, maxLength: 250 }), label: fc.string({ maxLength: 30 }) });
		fc.assert(
			fc.property(fc.array(choice, { minLength: 1, maxLength: 10 }), fc.string({ maxLength: 60 }), (list, text) => {
				const given = { text, choices: list, listButton: 'Choisir' };
				if (checkLimits(given, 'whatsapp').length > 0) return;
				expect(render(given, 'whatsapp', '').form).toBe(list.length <= 3 ? 'buttons' : 'list');
			}),
		);
	});
});

describe('SMS', () => {
	test('typographic marks become plain ones, accents stay', () => {
		expect(smsText('🔔 Demande (⭐ 4,7/5)\n1. ✅ Accepter')).toBe('Demande (4,7/5)\n1. Accepter');
		expect(smsText('👍')).toBe('👍');
		expect(smsText('« L’œuvre » – c’est “prêt”… à 5\u202f000\u00a0F')).toBe('"L\'oeuvre" - c\'est "prêt"... à 5 000 F');
	});

	test.each([
		['', 'gsm7', 0, 1],
		['a'.repeat(160), 'gsm7', 160, 1],
		['a'.repeat(161), 'gsm7', 161, 2],
		['é è à ù É Ç', 'gsm7', 11, 1],
		['€', 'gsm7', 2, 1],
		['ça', 'ucs2', 2, 1],
		['ê'.repeat(70), 'ucs2', 70, 1],
		['ê'.repeat(71), 'ucs2', 71, 2],
		['😀', 'ucs2', 2, 1],
	])('%j', (text, encoding, units, segments) => {
		expect(countSms(text)).toEqual({ encoding, units, segments });
	});
});

describe('splitting', () => {
	test('between paragraphs when it can', () => {
		expect(splitText(`${'a'.repeat(60)}\n\n${'b'.repeat(60)}`, 100)).toEqual(['a'.repeat(60), 'b'.repeat(60)]);
	});

	test('between sentences, then words', () => {
		expect(splitText('Un mot. Deux mots ici. Trois.', 24)).toEqual(['Un mot. Deux mots ici.', 'Trois.']);
		expect(splitText('alpha beta gamma delta', 12)).toEqual(['alpha beta', 'gamma delta']);
	});

	test('nothing is lost and no part is too long', () => {
		const unit = fc.constantFrom('a', 'é', ' ', '\n', '\n\n', '. ', '😀', 'mot');
		fc.assert(
			fc.property(fc.string({ unit, maxLength: 600 }), fc.integer({ min: 20, max: 200 }), (text, limit) => {
				const parts = splitText(text, limit);
				for (const part of parts) expect(part.length).toBeLessThanOrEqual(limit);
				expect(parts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
				expect(parts.every((part) => part.isWellFormed())).toBe(true);
			}),
		);
	});

	test('the choices and the template go with the last part', () => {
		const template = { name: 't', variables: {} };
		const parts = splitMessage(message(3, { text: 'Phrase. '.repeat(300), template }), 'whatsapp');
		expect(parts.length).toBeGreaterThan(1);
		expect(parts.slice(0, -1).every((part) => part.choices.length === 0 && part.template === undefined)).toBe(true);
		expect(parts.at(-1)).toMatchObject({ choices: choices(3), template });
		expect(parts.every((part) => part.text.length <= 1024)).toBe(true);
	});

	test('a message that fits stays whole', () => {
		const given = message(3);
		expect(splitMessage(given, 'whatsapp')).toEqual([given]);
	});
});

describe('the delivery of an outbox row', () => {
	const row = {
		_id: 'o1',
		message: message(2, { template: { name: 'pending', variables: { 1: 'x' } } }),
		language: 'fr',
		correlationId: 'c1',
	};

	test('buttons in the window, the template out of it', () => {
		expect(toDelivery(row, ROUTE, { numbersHint: '' })).toMatchObject({ outboxId: 'o1', form: 'buttons', language: 'fr' });
		expect(toDelivery(row, ROUTE, { numbersHint: '', windowClosed: true }).form).toBe('template');
	});

	test('no template on SMS, nor without one', () => {
		expect(toDelivery(row, { ...ROUTE, channel: 'sms' }, { numbersHint: '', windowClosed: true }).form).toBe('numbers');
		const bare = { ...row, message: message(2) };
		expect(toDelivery(bare, ROUTE, { numbersHint: '', windowClosed: true }).form).toBe('buttons');
	});
});
