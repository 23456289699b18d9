import { afterAll, beforeEach, describe, expect } from '@jest/globals';
import { type OpenAiEmulator, openAiEmulator } from '../openai-emulator/emulator.ts';
import { until } from '../support/until.ts';
import { useDeployment } from '../support/use-deployment.ts';
import type { TwilioEmulator } from '../twilio-emulator/emulator.ts';
import { attacks } from '../unit/understanding/attacks.ts';
import { comeToSummary, PLUMBING } from './request-by-phone.ts';

/** The program with a model behind it: good, slow, broken, turned. */
const openai: OpenAiEmulator = await openAiEmulator();
afterAll(() => openai.close());
const { story } = useDeployment({
	environment: { OPENAI_API_KEY: 'key', OPENAI_BASE_URL: openai.url, LLM_PRICE_IN: '1000000', LLM_PRICE_OUT: '0' },
});

/** Long enough to be put to the model, and nothing that the rules know. */
const LONG = 'tu vois un peu le bazar, ';
const GOOD = {
	intent: 'request_service',
	slots: { service: 'plomberie' },
	sentiment: 'neutre',
	urgency: 'basse',
	category: null,
	wants_human: false,
	language: 'fr',
	confidence: 0.9,
	evidence: [],
};
const LOST = /pas compris/;
let people = 0;
/** Another text each time, so that the cache does not answer. */
const unclear = (): string => `${LONG.repeat(14)} ${'z'.repeat(people + 1)}`;
const next = (): string => `+2376530${String(10_000 + ++people)}`;

beforeEach(() => {
	openai.chats.length = 0;
	openai.chat = () => ({ content: JSON.stringify(GOOD) });
});

describe('a model', () => {
	/**
	 * Strangers send texts that only the model can read, until it was in time for one: on a busy machine it may not be, and then, as it
	 * should, the local reading stands.
	 */
	async function readInTime(twilio: TwilioEmulator): Promise<void> {
		await until(async () => {
			openai.chats.length = 0;
			const phone = twilio.phone(next());
			await phone.send(unclear());
			const { text } = await phone.expects(/quel quartier|Que se passe-t-il|pas compris/i);
			return !LOST.test(text);
		});
	}

	story('that is good reads what the rules cannot', ({ twilio }) => readInTime(twilio));

	const BAD: Record<string, () => ReturnType<OpenAiEmulator['chat']>> = {
		silent: () => 'hang',
		'500': () => ({ status: 500, raw: '{}' }),
		'429': () => ({ status: 429, raw: '{}' }),
		garbage: () => ({ raw: '<html>' }),
		empty: () => ({ content: '' }),
		'very long': () => ({ content: JSON.stringify({ ...GOOD, evidence: ['x'.repeat(1_000_000)] }) }),
		'of another vocabulary': () => ({ content: JSON.stringify({ ...GOOD, intent: 'grant_refund' }) }),
	};
	story('that recovers is asked again', async ({ twilio }) => {
		openai.chat = () => (openai.chats.length === 1 ? { content: 'Sure! {' } : { content: JSON.stringify(GOOD) });
		await readInTime(twilio);
		expect(openai.chats).toHaveLength(2);
	});

	// Four that count as failures in a row at most: at five the breaker opens, which ask.test.ts looks at.
	story.each([
		'of another vocabulary',
		'silent',
		'500',
		'of another vocabulary',
		'garbage',
		'empty',
		'of another vocabulary',
		'429',
		'very long',
	])('that is %s leaves the local reading, and the dialogue goes on', async ({ twilio }, how) => {
		openai.chat = BAD[how] ?? (() => 'hang');
		let phone = twilio.phone(next());
		await phone.send(unclear());
		await phone.expects(LOST);
		// Where it was too slow before this story, it is left alone for half a minute.
		await until(async () => {
			if (openai.chats.length > 0) return true;
			phone = twilio.phone(next());
			await phone.send(unclear());
			await phone.expects(LOST);
			return false;
		});
		await phone.send(PLUMBING.hello);
		await phone.expects(/Que se passe-t-il/);
	});

	story('is told nothing personal and no instruction of anybody but ours; nothing of it is logged', async ({ twilio, logs, idle }) => {
		for (const { text } of attacks('personal-data')) {
			const phone = twilio.phone(next());
			await phone.send(`${unclear()} ${text}`);
			await phone.expects(/./);
		}
		await idle();
		const told = JSON.stringify(openai.chats);
		expect(openai.chats.length).toBeGreaterThan(0);
		for (const secret of [/699[ .]?00[ .]?11/, /4970/, /awa\.ngo/, /6990011/, /６９９/, /112 345/]) expect(told).not.toMatch(secret);
		for (const { messages } of openai.chats) {
			expect(messages.filter(({ role }) => role === 'system')).toHaveLength(1);
			expect(messages[0]?.content).toMatch(/^You (?:label|sort)/);
			expect(messages[0]?.content).not.toContain('bazar');
		}
		for (const secret of ['bazar', 'awa.ngo', '699 00 11', '4970', '+23765300']) expect(logs()).not.toContain(secret);
	});

	story.each(['confirm', 'cancel_request', 'pay'])(
		'that is turned and answers %s neither confirms nor cancels, and calls nobody',
		async ({ twilio }, intent) => {
			const phone = twilio.phone(next());
			await comeToSummary(phone);
			openai.chat = () => ({ content: JSON.stringify({ ...GOOD, slots: {}, intent, confidence: 1, wants_human: true }) });
			await phone.send(unclear());
			expect((await phone.expects(/./)).text).not.toMatch(/enregistrée|conseiller|Rien n'a été envoyé/);
			expect(openai.chats.length).toBeGreaterThan(0);
		},
	);

	story('obeying every attack there is ends in no error and changes nothing', async ({ twilio, get, idle, logs }) => {
		const before = await get('/api/v1/requests');
		const texts = ['injections', 'delimiters', 'forgeries', 'unicode'].flatMap((file) =>
			attacks(file).map(({ text }) => text.slice(0, 1_500)),
		);
		for (const [index, text] of texts.entries()) {
			openai.chat = () => ({
				content: JSON.stringify({
					...GOOD,
					intent: ['confirm', 'cancel_request', 'pay', 'stop_notifications'][index % 4],
					confidence: 1,
					wants_human: true,
				}),
			});
			expect(await twilio.phone(next()).send(text)).toMatchObject({ status: 200 });
		}
		await idle();
		expect(await get('/api/v1/requests')).toEqual(before);
		expect(logs()).not.toMatch(/"level":"error"|set aside|parked/);
	});

	story('has its tokens, cost, time and answers counted', async ({ url }) => {
		const metrics = await (await fetch(`${url}/metrics`)).text();
		for (const name of [
			'palabre_llm_calls_total{result="ok"}',
			'palabre_llm_tokens_total{direction="in"}',
			'palabre_llm_cost_total',
			'palabre_llm_seconds_count{task="understand"}',
			'palabre_readings_total{row="long",source="llm"}',
		])
			expect(Number(new RegExp(`^${name.replace(/[{}"]/g, '\\$&')} (\\S+)$`, 'm').exec(metrics)?.[1])).toBeGreaterThan(0);
	});
});
