import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { topicOf } from '../../../src/understanding/questions.ts';

const LOCALES = join(import.meta.dirname, '../../../locales');
const texts = (language: string, file: string): Record<string, unknown> =>
	z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(join(LOCALES, language, `${file}.json`), 'utf8')));

describe('the topic of the dialogues’ own questions', () => {
	test.each([
		['request', 'ask_service', 'service'],
		['request', 'ask_problem', 'problem'],
		['request', 'ask_place', 'place'],
		['request', 'ask_when', 'when'],
		['request', 'ask_date', 'appointment_time'],
		['request', 'summary', 'summary'],
		['provider', 'offer', 'new_offer'],
		['provider', 'offer_urgent', 'new_offer'],
		['provider', 'accepted', 'accepted'],
		['provider', 'coming', 'accepted'],
		['provider', 'at_place', 'there'],
		['provider', 'working', 'working'],
		['provider', 'ask_price', 'working'],
		['my_requests', 'ask_rating', 'rating'],
		['my_requests', 'ask_comment', 'comment'],
		['my_requests', 'ask_price', 'price'],
	])('%s.%s is about %s in French and English', (file, key, topic) => {
		expect(topicOf(String(texts('fr', file)[key]))).toBe(topic);
		expect(topicOf(String(texts('en', file)[key]))).toBe(topic);
	});

	test.each([
		['ask_service', 'service'],
		['ask_problem', 'problem'],
		['ask_place', 'place'],
		['ask_when', 'when'],
		['ask_date', 'appointment_time'],
		['summary', 'summary'],
	])('request.%s is about %s in Wolof', (key, topic) => {
		expect(topicOf(String(texts('wo', 'request')[key]))).toBe(topic);
	});

	test('no question, no topic', () => expect([topicOf(null), topicOf(' '), topicOf('Bla bla.')]).toEqual(['none', 'none', 'other']));
});
