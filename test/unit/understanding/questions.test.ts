import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { LANGUAGES } from '../../../src/platform/i18n.ts';
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
		['provider', 'retry_price', 'working'],
		['provider', 'ask_eta', 'accepted'],
		['provider', 'notice_job_changed_confirm', 'accepted'],
		['provider', 'notice_job_confirm', 'accepted'],
		['provider', 'notice_job_reminder', 'accepted'],
		['my_requests', 'ask_reason', 'cancel'],
		['menu', 'client', 'service'],
		['appointment', 'ask_day', 'appointment_time'],
		['appointment', 'ask_slot', 'appointment_time'],
		['ticket', 'ask_rating', 'rating'],
		['help', 'provider', 'other'],
		['help', 'client', 'other'],
	])('%s.%s is about %s in every language', (file, key, topic) => {
		for (const language of LANGUAGES) expect([language, topicOf(String(texts(language, file)[key]))]).toEqual([language, topic]);
	});

	test('no question, no topic', () => expect([topicOf(null), topicOf(' '), topicOf('Bla bla.')]).toEqual(['none', 'none', 'other']));
});
