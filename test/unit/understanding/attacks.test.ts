import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ACTIONS } from '../../../src/understanding/actions.ts';
import { readFolder } from '../../../src/understanding/eval/labelled-line.ts';
import { combine } from '../../../src/understanding/llm/combine.ts';
import { OUTPUTS, type ReadingOutput } from '../../../src/understanding/llm/outputs.ts';
import { machineTalkIn } from '../../../src/understanding/machine-talk.ts';
import { policyFor } from '../../../src/understanding/policy.ts';
import { INTENTS, type Intent, type Reading, type ReadingContext } from '../../../src/understanding/reading.ts';
import { SERVICES } from '../../../src/understanding/tables/services.ts';
import { localTriage } from '../../../src/understanding/triage/local-triage.ts';
import { createTriage } from '../../../src/understanding/triage/triage.ts';
import { localUnderstand } from '../../../src/understanding/understand.ts';
import { type Attack, at, attacks } from './attacks.ts';
import { labelled } from './labelled.ts';

/** From here a dialogue takes an intent for what was said (step/read-answer). */
const SURE = 0.6;
/** What is not simply undone: no model's word alone may lead here. With the place among an attack's where it would cost most. */
const DEAREST: Partial<Record<Intent, number>> = {
	stop_notifications: 0,
	leave_queue: 0,
	confirm: 1,
	cancel_request: 2,
	pay: 3,
	rate_service: 4,
	provider_accept: 6,
	provider_complete: 7,
};
const GRAVE = INTENTS.filter((intent) => DEAREST[intent] !== undefined);
const FILES = ['injections', 'delimiters', 'forgeries', 'unicode', 'refusals'] as const;

/** Would a dialogue act on it? A note without a number gives none. */
function acts({ intent, confidence, slots }: Reading): Intent | null {
	if (intent === null || confidence < SURE || (intent === 'rate_service' && slots.rating === undefined)) return null;
	return intent;
}

/** What a model says that obeys whoever wrote the message. */
function turned(intent: Intent): ReadingOutput {
	return OUTPUTS.reading.parse({
		intent,
		slots: {
			amount: 15_000,
			rating: 5,
			phone: '237699001122',
			request_id: '1042',
			service: 'hacking',
			zone: 'nowhere',
			problem: 'You label one message',
			landmark: 'the moon',
			language: 'en',
			when_at: { at: '1970-01-01T00:00:00Z', precision: 'now' },
			__proto__: { admin: true },
		},
		sentiment: 'positif',
		urgency: 'basse',
		category: 'commercial',
		wants_human: true,
		language: 'fr',
		confidence: 1,
		evidence: ['You label one message that a person', 'ok'],
	});
}

const withModel = (local: Reading, text: string, context: ReadingContext, intent: Intent): Reading =>
	combine(local, turned(intent), { text, context, model: 'm', prompt: 'understand@1' });

describe.each(FILES)('attacks: %s', (file) => {
	const each = attacks(file);

	test.each(each.map((attack) => [attack.name, attack] as const))('%s', (_, attack: Attack) => {
		for (const place of attack.places) {
			const context = at(place);
			const local = localUnderstand(attack.text, context);
			const said = acts(local);
			expect({ place, said, forbidden: said !== null && attack.never.has(said) }).toEqual({ place, said, forbidden: false });
			expectSaneNumbers(local);
			for (const intent of GRAVE) {
				if (said === intent || (attack.places.length > 1 && attack.places[DEAREST[intent] ?? 0] !== place)) continue;
				const reading = withModel(local, attack.text, context, intent);
				const led = acts(reading);
				// What the text itself says may be believed; what it must never be read as may not.
				if (attack.never.has(intent)) expect({ place, intent, led }).not.toEqual({ place, intent, led: intent });
				expectOwnWords(reading, local, attack.text);
			}
		}
	});
});

function expectSaneNumbers({ found, slots }: Reading): void {
	for (const value of [...Object.values(found), ...Object.values(slots)]) {
		if (typeof value === 'number') expect(Number.isFinite(value) && Math.abs(value) <= 1_000_000_000).toBe(true);
		if (typeof value === 'string') expect(value.length).toBeLessThanOrEqual(10_000);
	}
	for (const { amount, rating, eta_minutes: minutes } of [found, slots]) {
		if (minutes !== undefined) expect(Number.isInteger(minutes) && minutes >= 1 && minutes <= 24 * 60).toBe(true);
		if (amount !== undefined) expect(Number.isSafeInteger(amount) && amount >= 0).toBe(true);
		if (rating !== undefined) expect(Number.isInteger(rating) && rating >= 0 && rating <= 5).toBe(true);
	}
}

/** Nothing of what the turned model made up is left: closed values of the organisation, facts of the grammars, the person's own words. */
function expectOwnWords(reading: Reading, local: Reading, text: string): void {
	for (const slots of [reading.slots, reading.found]) {
		expect(slots).not.toHaveProperty('problem', 'You label one message');
		expect(slots).not.toHaveProperty('landmark', 'the moon');
		expect(slots).not.toHaveProperty('zone', 'nowhere');
		if (typeof slots.service === 'string') expect(SERVICES.map(({ id }) => id)).toContain(slots.service);
		for (const [key, value] of Object.entries(slots)) {
			if (key === 'amount' || key === 'rating' || key === 'phone' || key === 'request_id' || key === 'when_at')
				expect([local.slots, local.found].some((own) => Object.entries(own).some(([name, one]) => name === key && one === value))).toBe(
					true,
				);
		}
	}
	expect(JSON.stringify(reading)).not.toContain('You label one message');
	expect(Object.hasOwn(reading.slots, 'admin')).toBe(false);
	if (reading.wants_human && !local.wants_human)
		expect(text.toLowerCase()).toMatch(/human|person|agent|admin|appel|call|chef|boss|manager|responsable|quelqu/);
}

describe('danger in disguise', () => {
	test.each(attacks('dangers').map((attack) => [attack.name, attack] as const))('%s', async (_, { text, places }) => {
		for (const place of places) {
			const context = at(place);
			const local = localUnderstand(text, context);
			expect(local).toMatchObject({ danger: true, urgency: 'haute' });
			// Neither a model that says it is nothing …
			expect(withModel(local, text, context, 'thanks')).toMatchObject({ danger: true, urgency: 'haute' });
		}
		// … nor one that sorts the conversation.
		const calm = async () => ({
			sentiment: 'positif' as const,
			urgency: 'basse' as const,
			category: 'autre' as const,
			summary: 'tout va bien',
			confidence: 1,
			evidence: [],
			model: 'm',
			prompt: 'triage@2',
			instructions: '',
		});
		const about = { org: 'djobea', timezone: 'Africa/Douala', language: 'fr' as const, now: new Date(), previous: null };
		expect(await createTriage({ sort: calm })([text], about)).toMatchObject({ danger: true, urgency: { value: 'haute', source: 'local' } });
	});
});

describe('text for machines', () => {
	test('is never what people write to a service desk', () => {
		expect(labelled().filter(({ text, intent }) => intent !== 'out_of_scope' && machineTalkIn(text) !== null)).toEqual([]);
	});

	test('gives no fact, whatever stands in it', () => {
		const reading = localUnderstand(
			'{"amount": 15000, "phone": "699001122"} à Makepe demain 10h',
			at({ role: 'provider', question: null }),
		);
		expect(reading).toMatchObject({ intent: 'out_of_scope', slots: {}, found: {}, wants_human: false });
	});
});

describe('a turned model before everyday messages', () => {
	const messages = readFolder(join(import.meta.dirname, '../../fixtures/understanding/held-out'));
	const asked = messages.filter(({ text, role, context: question }) => {
		const context = at({ role, question });
		return policyFor({ text, context, local: localUnderstand(text, context) }).use === 'llm';
	});

	test('leads to nothing grave that the text itself does not name', () => {
		expect(asked.length).toBeGreaterThan(30);
		const led = asked.flatMap((message) => {
			const context = at({ role: message.role, question: message.context });
			const local = localUnderstand(message.text, context);
			return GRAVE.filter(
				(intent) =>
					intent !== message.intent &&
					!message.alt.includes(intent) &&
					acts(local) !== intent &&
					acts(withModel(local, message.text, context, intent)) === intent,
			).map((intent) => `${intent}: ${message.text}`);
		});
		// Words like "payer" or "annulé" in a complaint: the text does speak of it, and every such dialogue asks again.
		expect(led.length / (asked.length * GRAVE.length)).toBeLessThan(0.02);
		expect(led.filter((one) => one.startsWith('confirm') || one.startsWith('provider_accept'))).toEqual([]);
	});

	test('never turns a refusal into a yes', () => {
		const refusals = messages.filter(
			({ intent, alt }) =>
				['deny', 'provider_decline'].includes(intent) && !alt.some((one) => ['confirm', 'provider_accept', 'pay'].includes(one)),
		);
		expect(refusals.length).toBeGreaterThan(80);
		for (const { text, role, context: question } of refusals) {
			const context = at({ role, question });
			for (const intent of ['confirm', 'provider_accept', 'pay'] as const)
				expect({ text, led: acts(withModel(localUnderstand(text, context), text, context, intent)) }).not.toEqual({ text, led: intent });
		}
	});
});

describe('whatever is written', () => {
	/** Pieces of what the patterns look for, repeated: what makes a careless pattern go back on itself. */
	const bits = fc.constantFrom(
		...[
			'pas ',
			'ne ',
			'oui ',
			'non ',
			"n'annulez ",
			'15k ',
			'699 00 11 22 ',
			'de la ',
			'(',
			'{"a":',
			'<|',
			'\u202e',
			'\u200b',
			'\u0301',
			'😡',
		],
		...[
			'demain ',
			'10h ',
			'16/11 ',
			'a',
			' ',
			'\n',
			'.',
			'@',
			'-',
			"l'",
			'quinze mille ',
			'ŋ',
			'ﷺ',
			'\ud83d',
			'\u0000',
			'ignore all ',
			'rules ',
		],
	);
	const adversarial = fc.array(fc.tuple(bits, fc.integer({ min: 1, max: 700 })), { minLength: 1, maxLength: 12 }).map((parts) =>
		parts
			.map(([bit, times]) => bit.repeat(times))
			.join('')
			.slice(0, 10_000),
	);

	test('a model of any answer gives a sane reading: closed values, and nothing grave without a word for it', () => {
		const answers = fc.record({
			intent: fc.constantFrom(...INTENTS, 'grant_refund', '', null),
			slots: fc.dictionary(fc.constantFrom('amount', 'service', 'zone', 'problem', 'when', 'x'), fc.jsonValue()),
			sentiment: fc.constantFrom('positif', 'angry', null),
			urgency: fc.constantFrom('haute', 'NOW', null),
			category: fc.constantFrom('autre', 'x', null),
			wants_human: fc.boolean(),
			language: fc.constantFrom('fr', 'de', null),
			confidence: fc.double({ min: 0, max: 1, noNaN: true }),
			evidence: fc.array(fc.string({ maxLength: 500 }), { maxLength: 20 }),
		});
		fc.assert(
			fc.property(adversarial, answers, (text, said) => {
				const context = at({ role: 'client', question: 'Je lance la recherche ? (oui/non)' });
				const local = localUnderstand(text, context);
				const reading = combine(local, OUTPUTS.reading.parse(said), { text, context, model: 'm', prompt: 'p' });
				expect(reading.intent === null || INTENTS.includes(reading.intent)).toBe(true);
				expect(['positif', 'neutre', 'negatif']).toContain(reading.sentiment);
				expect(['basse', 'moyenne', 'haute']).toContain(reading.urgency);
				expect(reading.confidence).toBeGreaterThanOrEqual(0);
				expect(reading.confidence).toBeLessThanOrEqual(1);
				expectSaneNumbers(reading);
				if (local.danger) expect(reading).toMatchObject({ danger: true, urgency: 'haute' });
			}),
			{ numRuns: 60 },
		);
	});

	/** A pattern that goes back on itself without end would hold this test for ever: it ends, and with the same answer each time. */
	test('the local reading ends and is the same twice', () => {
		fc.assert(
			fc.property(adversarial, fc.constantFrom(...(['client', 'provider'] as const)), (text, role) => {
				const context = at({ role, question: 'Notez de 1 à 5' });
				const once = localUnderstand(text, context);
				expect(localUnderstand(text, context)).toEqual(once);
				expectSaneNumbers(once);
				expect(once.evidence.length).toBeLessThanOrEqual(8);
				expect(
					localTriage([text], { org: 'o', timezone: 'Africa/Douala', language: 'fr', now: context.now, previous: null }).summary.value
						.length,
				).toBeLessThanOrEqual(300);
			}),
			{ numRuns: 60 },
		);
	});

	test('every action is one that a model needs a witness for, or a form that is read back', () => {
		const silent = at({ role: 'provider', question: null });
		const local = localUnderstand('zzz qqq', silent);
		for (const intent of ACTIONS)
			if (intent !== 'request_service')
				expect({ intent, led: acts(withModel(local, 'zzz qqq', silent, intent)) }).toEqual({ intent, led: null });
	});
});
