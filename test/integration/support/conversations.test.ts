import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mediaId } from '../../../src/channels/media/media-id.ts';
import { storeMedia } from '../../../src/channels/media/store.ts';
import { type NewOutboxMessage, OutboxModel } from '../../../src/channels/outbox/model.ts';
import { queueMessages } from '../../../src/channels/outbox/queue-messages.ts';
import { createRunScene } from '../../../src/conversation/scene/in-scene.ts';
import { useDatabase } from '../../support/database.ts';
import { AWA, HORTENSE, ORG, openDesk, STRANGER } from './desk.ts';

useDatabase();
const desk = openDesk();
beforeAll(() => desk.open());
beforeEach(() => desk.reset());
afterAll(() => desk.close());

const SECOND = 1000;

/** A message to the person, as a turn queues it. */
async function tell(contact: string, text: string, changes: Partial<NewOutboxMessage> = {}): Promise<void> {
	const message = { contact, text, language: 'fr', choices: [], listButton: '', subject: '', notice: false, optOutReply: false, turn: '' };
	const actor = { kind: 'system' as const, id: 'system', source: 'test' };
	await createRunScene(desk)({ org: ORG, actor, correlationId: 'test' }, async (scene) =>
		queueMessages(scene, [{ ...message, origin: 'bot', ...changes }]),
	);
}

describe('the list', () => {
	test('gives the longest waiting first, page by page', async () => {
		const waiting: string[] = [];
		for (let i = 0; i < 5; i++) {
			// Two of them at the very same moment.
			if (i !== 2) desk.clock.advance(SECOND);
			waiting.push(await desk.waiting());
		}
		await desk.person();
		const seen: unknown[] = [];
		let cursor: string | null = '';
		while (cursor !== null) {
			const page = await desk.ask(AWA, 'GET', `/conversations?owner=human&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
			expect(page.status).toBe(200);
			seen.push(...page.body.items.map(({ id }) => id));
			cursor = page.body.next_cursor ?? null;
		}
		expect(seen).toEqual(waiting);
	});

	test('pages through the bot’s conversations, those that never had another owner first', async () => {
		const returned = await desk.person({ ownerSince: desk.clock.now() });
		const fresh = [await desk.person(), await desk.person()];
		const first = await desk.ask(AWA, 'GET', '/conversations?owner=bot&limit=1');
		const rest = await desk.ask(AWA, 'GET', `/conversations?owner=bot&cursor=${first.body.next_cursor}`);
		expect([...first.body.items, ...rest.body.items].map(({ id }) => id)).toEqual([...fresh, returned]);
	});

	test('shows who waits, since when, and the last thing said', async () => {
		const asked = desk.clock.now();
		const id = await desk.waiting();
		desk.clock.advance(SECOND);
		await desk.writes(id, 'Vous êtes là ?');
		expect((await desk.ask(HORTENSE, 'GET', '/conversations')).body.items).toEqual([
			expect.objectContaining({
				id,
				owner: 'human',
				agent: null,
				reason: 'asked',
				name: 'Mme Ngo',
				phone: expect.stringMatching(/^\+237/),
				language: 'fr',
				channel: 'whatsapp',
				window_open: true,
				opted_out: false,
				waiting_since: asked.toISOString(),
				unanswered: 1,
				last_message: { from: 'person', kind: 'message', text: 'Vous êtes là ?', at: desk.clock.now().toISOString() },
			}),
		]);
	});

	test('counts what came in since the last answer; notices of jobs are no answers', async () => {
		const id = await desk.waiting({ agent: 'awa' });
		const answered = await desk.writes(id, 'Bonjour');
		desk.clock.advance(SECOND);
		const first = desk.clock.now();
		await desk.writes(id, 'Ça ne marche pas');
		desk.clock.advance(SECOND);
		await tell(id, 'Je regarde', { origin: 'human', turn: answered });
		await desk.writes(id, { kind: 'location', latitude: 4.08, longitude: 9.73, label: 'Carrefour Makepe' });
		desk.clock.advance(SECOND);
		await tell(id, 'Paul est en route', { notice: true });
		const shown = await desk.ask(AWA, 'GET', '/conversations?agent=awa');
		expect(shown.body.items).toMatchObject([
			{ unanswered: 2, waiting_since: first.toISOString(), last_message: { from: 'bot', text: 'Paul est en route' } },
		]);
	});

	test('can be of one agent, or of those nobody has', async () => {
		const free = await desk.waiting();
		const mine = await desk.waiting({ agent: 'awa' });
		await desk.waiting({ agent: 'boris' });
		expect((await desk.ask(AWA, 'GET', '/conversations?agent=awa')).body.items).toMatchObject([{ id: mine }]);
		expect((await desk.ask(AWA, 'GET', '/conversations?agent=')).body.items).toMatchObject([{ id: free }]);
		expect((await desk.ask(AWA, 'GET', '/conversations')).body.items).toHaveLength(3);
	});

	test('is of one’s own organisation', async () => {
		await desk.waiting();
		expect((await desk.ask(STRANGER, 'GET', '/conversations')).body.items).toEqual([]);
	});

	test.each(['owner=machine', 'limit=201', 'cursor=xxx', `cursor=${Buffer.from('[1e300,"a"]').toString('base64url')}`])(
		'refuses %s',
		async (query) => {
			const field = query.slice(0, query.indexOf('='));
			expect(await desk.ask(AWA, 'GET', `/conversations?${query}`)).toMatchObject({ status: 400, body: { field } });
		},
	);
});

describe('the history', () => {
	test('holds both sides in the order they spoke', async () => {
		const id = await desk.waiting();
		await desk.writes(id, 'Bonjour');
		desk.clock.advance(SECOND);
		const choices = [{ payload: 'a|b', label: 'Demander un service' }];
		await tell(id, 'Que puis-je faire ?', { choices });
		desk.clock.advance(SECOND);
		await desk.writes(id, { kind: 'choice', payload: 'a|b', label: 'Demander un service' });
		await desk.writes(id, { kind: 'location', latitude: 4.0876, longitude: 9.7366 });
		desk.clock.advance(SECOND);
		await tell(id, 'Awa ici', { origin: 'human' });
		await OutboxModel.updateOne({ org: ORG, contact: id, text: 'Awa ici' }, { $set: { status: 'failed', errorCode: '63016' } });
		await desk.writes(id, { kind: 'domain', type: 'job.done', data: {} });
		const { body } = await desk.ask(AWA, 'GET', `/conversations/${id}`);
		expect(body).toMatchObject({ id, open: [] });
		expect(body.history).toMatchObject({
			next_cursor: null,
			items: [
				{ from: 'person', kind: 'message', text: 'Bonjour', channel: 'whatsapp', status: null },
				{ from: 'bot', kind: 'message', text: 'Que puis-je faire ?', choices: ['Demander un service'], status: 'queued' },
				{ from: 'person', kind: 'choice', text: 'Demander un service' },
				{ from: 'person', kind: 'location', location: { latitude: 4.0876, longitude: 9.7366 } },
				{ from: 'human', text: 'Awa ici', status: 'failed', error: '63016' },
			],
		});
		expect(JSON.stringify(body)).not.toContain('a|b');
	});

	test('pages backwards without a gap or a repetition, even within one moment', async () => {
		const id = await desk.waiting();
		const spoken: string[] = [];
		for (let i = 0; i < 12; i++) {
			if (i % 3 === 0) desk.clock.advance(SECOND);
			spoken.push(`n° ${i}`);
			if (i % 2 === 0) await desk.writes(id, `n° ${i}`);
			else await tell(id, `n° ${i}`);
		}
		const pages: unknown[][] = [];
		let cursor: unknown = '';
		while (typeof cursor === 'string') {
			const { body }: { body: Record<string, unknown> } = await desk.ask(
				AWA,
				'GET',
				`/conversations/${id}?limit=5${cursor === '' ? '' : `&cursor=${cursor}`}`,
			);
			const history = body.history;
			if (typeof history !== 'object' || history === null || !('items' in history) || !Array.isArray(history.items))
				throw new Error('no history');
			pages.unshift(history.items.map((entry: { text: string }) => entry.text));
			cursor = 'next_cursor' in history ? history.next_cursor : null;
		}
		expect(pages.map((page) => page.length)).toEqual([2, 5, 5]);
		expect(pages.flat()).toEqual(spoken);
	});

	test('says what dialogue is open', async () => {
		const frame = { flow: 'request', version: 1, state: 'service', facts: { secret: 'x' }, wrong: 0 };
		const session = { frames: [frame], standing: [], drafts: [], turn: 3, askedTurn: 3, position: 1, lastPrompt: '' };
		const id = await desk.waiting({ session });
		expect((await desk.ask(AWA, 'GET', `/conversations/${id}`)).body.open).toEqual([{ flow: 'request', version: 1, state: 'service' }]);
	});
});

describe('a file', () => {
	test('is in the history, and is downloaded by the organisation’s own people', async () => {
		const id = await desk.waiting();
		const media = ['photo', 'broken'].map((name) => ({ url: `https://carrier.test/${name}`, contentType: 'image/jpeg' }));
		const item = await desk.writes(id, { kind: 'media', media, caption: 'La fuite' });
		const bytes = Buffer.from('not really a picture');
		const file = mediaId(item, 0);
		await storeMedia({ id: file, org: ORG, contact: id, bytes, contentType: 'image/jpeg', receivedAt: desk.clock.now() });
		expect((await desk.ask(AWA, 'GET', `/conversations/${id}`)).body).toMatchObject({
			history: {
				items: [
					{
						kind: 'media',
						text: 'La fuite',
						media: [
							{ id: file, content_type: 'image/jpeg' },
							{ id: null, content_type: 'image/jpeg' },
						],
					},
				],
			},
		});
		const answer = await desk.download(AWA, file);
		expect(answer.status).toBe(200);
		expect(answer.headers.get('content-type')).toBe('image/jpeg');
		expect(answer.headers.get('content-disposition')).toBe('attachment');
		expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
		expect((await desk.download(STRANGER, file)).status).toBe(404);
		expect((await desk.download({ org: ORG, role: 'provider', subject: 'paul' }, file)).status).toBe(403);
		expect((await desk.download(AWA, 'nothing')).status).toBe(404);
	});
});
