import { afterAll, describe, expect } from '@jest/globals';
import { z } from 'zod';
import { openAiEmulator } from '../openai-emulator/emulator.ts';
import { until } from '../support/until.ts';
import { useDeployment } from '../support/use-deployment.ts';

/** A ticket's way through the running program: sorted by a model, corrected over the API, reported by the command. */
const openai = await openAiEmulator();
afterAll(() => openai.close());
const { story } = useDeployment({ environment: { OPENAI_API_KEY: 'key', OPENAI_BASE_URL: openai.url, LLM_MODEL: 'small' } });

const conversations = z.object({
	items: z.array(z.looseObject({ id: z.string(), summary: z.string().nullable(), triage: z.looseObject({}).nullable() })),
});

describe('a ticket', () => {
	story(
		'is sorted in the language of the person, corrected by an agent, and counted in the report',
		async ({ twilio, url, get, command }) => {
			openai.chat = ({ messages }) => ({
				content: messages[0]?.content.startsWith('You sort')
					? JSON.stringify({
							sentiment: 'negatif',
							category: 'technique',
							urgency: 'moyenne',
							summary: 'Power bill charged twice, wants a person',
							confidence: 0.83,
							evidence: ['two times'],
						})
					: '{}',
			});
			const phone = twilio.phone('+237653077001');
			await phone.send('my name is Brenda Tabi, I want to talk to a person, my bill was charged two times');
			const ask = async () => conversations.parse(await get('/api/v1/conversations')).items[0];
			await until(async () => (await ask())?.triage != null);
			expect(await ask()).toMatchObject({
				summary: 'Power bill charged twice, wants a person',
				category: 'technique',
				triage: { summary: { source: 'llm', model: 'small' } },
			});

			const token = (await command('token', '--role', 'agent', '--org', 'djobea', '--subject', 'awa')).trim();
			const answer = await fetch(`${url}/api/v1/conversations/${(await ask())?.id}/triage`, {
				method: 'POST',
				headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
				body: JSON.stringify({ category: 'facturation' }),
			});
			expect(answer.status).toBe(200);

			const report = await command('understand', 'report', '--org', 'djobea');
			expect(report).toContain(
				[
					'category: 1 corrected of 1 given (100.0 %)',
					'  by small, triage@2: 1 corrected of 1 given (100.0 %); confidence – in what stood, 0.83 in what was corrected',
					'  1 × technique → facturation (small, triage@2)',
					'  e.g. technique → facturation (small, triage@2, 0.83): Power bill charged twice, wants a person',
					'',
				].join('\n'),
			);
			expect(report).toMatch(/^sentiment: 0 corrected of 1 given \(0\.0 %\)$/m);
			expect(report).not.toMatch(/Brenda|653077001/);
		},
	);
});
