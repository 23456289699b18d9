import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { OutboxModel } from '../../../src/channels/outbox/model.ts';
import type { NewOutboxMessage } from '../../../src/channels/outbox/queue-messages.ts';
import { TimerModel } from '../../../src/conversation/timers/model.ts';
import { EventModel } from '../../../src/platform/events/model.ts';
import type { Identity } from '../../../src/platform/http/endpoint.ts';
import { useDatabase } from '../../support/database.ts';
import { aMessage } from '../../support/outbox.ts';
import { AWA, BORIS, HORTENSE, ORG, openDesk, STRANGER } from './desk.ts';

useDatabase();
const desk = openDesk();
beforeAll(() => desk.open());
beforeEach(() => desk.reset());
afterAll(() => desk.close());

const MINUTE = 60_000;

async function events(contact: string): Promise<string[]> {
	const rows = await EventModel.find({ org: ORG, 'subject.id': contact }).sort({ _id: 1 }).lean();
	return rows.map(({ type }) => type);
}

async function idleTimer(contact: string): Promise<Date | undefined> {
	return (await TimerModel.findOne({ org: ORG, key: `human:${contact}` }).lean())?.fireAt;
}

async function actions(contact: string) {
	return (await desk.inbox(contact)).flatMap(({ input }) =>
		input.kind === 'agent_action' ? [[input.action, input.agent, input.text]] : [],
	);
}

describe('a claim', () => {
	test('gives a waiting conversation to the agent, and the person hears who answers', async () => {
		const id = await desk.waiting();
		desk.clock.advance(MINUTE);
		expect(await desk.ask(AWA, 'POST', `/conversations/${id}/claim`)).toMatchObject({
			status: 200,
			body: { id, owner: 'human', agent: 'awa', reason: 'asked', agent_active_at: desk.clock.now().toISOString() },
		});
		expect(await idleTimer(id)).toEqual(new Date(desk.clock.now().getTime() + 20 * MINUTE));
		expect(await events(id)).toEqual(['conversation.claimed']);
		await desk.drain(id);
		expect(await desk.said(id)).toEqual(['Awa Diallo vous répond maintenant.']);
	});

	test('of the bot’s conversation takes it over at once', async () => {
		const id = await desk.person();
		expect(await desk.ask(AWA, 'POST', `/conversations/${id}/claim`)).toMatchObject({
			status: 200,
			body: { owner: 'human', agent: 'awa' },
		});
		expect((await EventModel.findOne({ org: ORG, 'subject.id': id }).lean())?.data).toEqual({ agent: 'awa', from: 'bot' });
	});

	test('made twice is one, and shows that the agent is there', async () => {
		const id = await desk.waiting();
		await desk.ask(AWA, 'POST', `/conversations/${id}/claim`);
		desk.clock.advance(MINUTE);
		expect(await desk.ask(AWA, 'POST', `/conversations/${id}/claim`)).toMatchObject({
			status: 200,
			body: { agent: 'awa', agent_active_at: desk.clock.now().toISOString() },
		});
		expect(await events(id)).toEqual(['conversation.claimed']);
		expect(await actions(id)).toEqual([['claim', 'awa', 'Awa Diallo']]);
	});

	test('is refused when another has it, manager or not, and changes nothing', async () => {
		const id = await desk.waiting();
		await desk.ask(AWA, 'POST', `/conversations/${id}/claim`);
		const before = await desk.contact(id);
		for (const other of [BORIS, HORTENSE]) {
			expect(await desk.ask(other, 'POST', `/conversations/${id}/claim`)).toMatchObject({ status: 409, body: { code: 'conflict' } });
		}
		expect(await desk.contact(id)).toEqual(before);
	});

	test('takes back what the bot said and could not deliver; news stay', async () => {
		const id = await desk.person();
		const row = (text: string, changes: Partial<NewOutboxMessage> = {}) => aMessage(id, text, changes);
		await desk.queue(row('undelivered'), row('news', { notice: true }), row('sent soon'), row('an offer', { subject: 'offer1' }));
		await OutboxModel.updateMany({ org: ORG, text: { $ne: 'sent soon' } }, { $set: { parked: true } });
		await desk.ask(AWA, 'POST', `/conversations/${id}/claim`);
		const rows = await OutboxModel.find({ org: ORG, contact: id }).sort({ _id: 1 }).lean();
		expect(rows.map(({ text, open, errorCode }) => [text, open, errorCode])).toEqual([
			['undelivered', false, 'withdrawn'],
			['news', true, undefined],
			['sent soon', true, undefined],
			['an offer', true, undefined],
		]);
	});

	test('by a token without a subject is the role’s', async () => {
		const id = await desk.waiting();
		expect(await desk.ask({ org: ORG, role: 'agent' }, 'POST', `/conversations/${id}/claim`)).toMatchObject({ body: { agent: 'agent' } });
	});

	test.each(['human', 'bot'] as const)('of 20 agents at once on a conversation of the %s has one winner', async (owner) => {
		const id = await (owner === 'human' ? desk.waiting() : desk.person());
		const agents = Array.from({ length: 20 }, (_, i): Identity => ({ org: ORG, role: 'agent', subject: `agent-${i}` }));
		const answers = await Promise.all(agents.map((agent) => desk.ask(agent, 'POST', `/conversations/${id}/claim`)));
		const winners = agents.filter((_agent, i) => answers[i]?.status === 200);
		expect(winners).toHaveLength(1);
		expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
		expect(await desk.contact(id)).toMatchObject({ owner: 'human', agent: winners[0]?.subject });
		expect(await events(id)).toEqual(['conversation.claimed']);
		expect(await actions(id)).toHaveLength(1);
	});
});

describe('an agent’s message', () => {
	test('reaches the person in the agent’s own words, in order', async () => {
		const id = await desk.waiting();
		await desk.ask(AWA, 'POST', `/conversations/${id}/claim`);
		const first = await desk.ask(AWA, 'POST', `/conversations/${id}/messages`, { text: '  Bonjour Madame  ' });
		expect(first).toMatchObject({ status: 202, body: { id: expect.any(String), window_open: true } });
		await desk.ask(AWA, 'POST', `/conversations/${id}/messages`, { text: 'Je regarde.' });
		await desk.drain(id);
		expect(await desk.said(id)).toEqual(['Awa Diallo vous répond maintenant.', 'Bonjour Madame', 'Je regarde.']);
		const shown = await desk.ask(AWA, 'GET', `/conversations/${id}`);
		expect(shown.body).toMatchObject({
			history: { items: [{ from: 'bot' }, { from: 'human', agent: 'awa', message_id: first.body.id, status: 'queued' }, { agent: 'awa' }] },
		});
	});

	test('to a conversation of another is refused and not sent', async () => {
		const id = await desk.waiting();
		await desk.ask(AWA, 'POST', `/conversations/${id}/claim`);
		for (const other of [BORIS, HORTENSE]) {
			expect(await desk.ask(other, 'POST', `/conversations/${id}/messages`, { text: 'Non' })).toMatchObject({ status: 409 });
		}
		await desk.drain(id);
		expect(await desk.said(id)).toEqual(['Awa Diallo vous répond maintenant.']);
	});

	test.each([
		['that waits', () => desk.waiting()],
		['of the bot', () => desk.person()],
	])('claims a conversation %s', async (_name, person) => {
		const id = await person();
		expect(await desk.ask(AWA, 'POST', `/conversations/${id}/messages`, { text: 'Bonjour' })).toMatchObject({ status: 202 });
		expect(await desk.contact(id)).toMatchObject({ owner: 'human', agent: 'awa' });
		expect(await idleTimer(id)).toBeDefined();
		await desk.drain(id);
		expect(await desk.said(id)).toEqual(['Awa Diallo vous répond maintenant.', 'Bonjour']);
		expect(await events(id)).toEqual(['conversation.claimed', 'conversation.answered']);
	});

	test('sent again with the same client_id is one message, even at once and after the hand-back', async () => {
		const id = await desk.waiting();
		const body = { text: 'Bonjour', client_id: 'c-1' };
		const answers = await Promise.all([1, 2, 3].map(() => desk.ask(AWA, 'POST', `/conversations/${id}/messages`, body)));
		await desk.ask(AWA, 'POST', `/conversations/${id}/hand-back`);
		answers.push(await desk.ask(AWA, 'POST', `/conversations/${id}/messages`, body));
		expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202]);
		expect(new Set(answers.map((one) => one.body.id)).size).toBe(1);
		expect((await actions(id)).map(([action]) => action)).toEqual(['claim', 'message', 'hand_back']);
		expect(await desk.contact(id)).toMatchObject({ owner: 'bot' });
	});

	test('keeps the conversation with the agent', async () => {
		const id = await desk.waiting();
		await desk.ask(AWA, 'POST', `/conversations/${id}/claim`);
		desk.clock.advance(15 * MINUTE);
		await desk.ask(AWA, 'POST', `/conversations/${id}/messages`, { text: 'Encore un instant' });
		expect((await desk.contact(id))?.agentActiveAt).toEqual(desk.clock.now());
	});

	test('says when the window is closed', async () => {
		const id = await desk.waiting();
		desk.clock.advance(24 * 60 * MINUTE);
		expect(await desk.ask(AWA, 'POST', `/conversations/${id}/messages`, { text: 'Bonjour' })).toMatchObject({
			status: 202,
			body: { window_open: false },
		});
	});

	test.each([
		[{ text: '' }, 'text'],
		[{ text: '   ' }, 'text'],
		[{ text: 'x'.repeat(1601) }, 'text'],
		[{ text: 'a', client_id: '' }, 'client_id'],
		[{ text: 'a', note: 'private' }, 'note'],
		[{}, 'text'],
	])('%j is refused', async (body, field) => {
		const id = await desk.waiting();
		expect(await desk.ask(AWA, 'POST', `/conversations/${id}/messages`, body)).toMatchObject({ status: 400, body: { field } });
		expect(await desk.contact(id)).not.toHaveProperty('agent');
	});
});

describe('a hand-back', () => {
	test('lets the bot speak again, once', async () => {
		const id = await desk.waiting();
		await desk.ask(AWA, 'POST', `/conversations/${id}/claim`);
		expect(await desk.ask(AWA, 'POST', `/conversations/${id}/hand-back`)).toMatchObject({
			status: 200,
			body: { owner: 'bot', agent: null, reason: null, agent_active_at: null },
		});
		expect(await desk.ask(AWA, 'POST', `/conversations/${id}/hand-back`)).toMatchObject({ status: 200, body: { owner: 'bot' } });
		expect(await idleTimer(id)).toBeUndefined();
		expect(await events(id)).toEqual(['conversation.claimed', 'conversation.handed_back']);
		await desk.drain(id);
		expect(await desk.said(id)).toHaveLength(2);
		expect((await desk.said(id))[1]).toContain('je reprends le relais');
		await desk.writes(id, 'menu');
		await desk.drain(id);
		expect((await desk.said(id)).length).toBeGreaterThan(2);
	});

	test('asks the open question again', async () => {
		const id = await desk.person();
		await desk.writes(id, 'langue');
		await desk.drain(id);
		const [question] = await desk.said(id);
		await desk.ask(AWA, 'POST', `/conversations/${id}/claim`);
		await desk.ask(AWA, 'POST', `/conversations/${id}/hand-back`);
		await desk.drain(id);
		expect(question).toBeTruthy();
		expect((await desk.said(id)).at(-1)).toContain(question);
	});

	test('is for the agent who has it, and for managers', async () => {
		const id = await desk.waiting();
		expect(await desk.ask(BORIS, 'POST', `/conversations/${id}/hand-back`)).toMatchObject({ status: 409 });
		await desk.ask(AWA, 'POST', `/conversations/${id}/claim`);
		expect(await desk.ask(BORIS, 'POST', `/conversations/${id}/hand-back`)).toMatchObject({ status: 409 });
		expect(await desk.contact(id)).toMatchObject({ owner: 'human', agent: 'awa' });
		expect(await desk.ask(HORTENSE, 'POST', `/conversations/${id}/hand-back`)).toMatchObject({ status: 200 });
		const [, event] = await EventModel.find({ org: ORG, 'subject.id': id }).sort({ _id: 1 }).lean();
		expect(event).toMatchObject({ data: { agent: 'awa', by: 'hortense' }, actor: { kind: 'manager', id: 'hortense', source: 'api' } });
	});
});

describe('the bot', () => {
	test('that was composing an answer when an agent took over says nothing (I7)', async () => {
		const id = await desk.person();
		const message = await desk.writes(id, 'menu');
		let claimed: number | undefined;
		const wait = await desk.drain(id, {
			async understand(...heard) {
				claimed = (await desk.ask(AWA, 'POST', `/conversations/${id}/claim`)).status;
				return desk.turnDeps.understand(...heard);
			},
		});
		expect(claimed).toBe(200);
		expect(wait).toBeGreaterThan(0);
		expect(await desk.said(id)).toEqual([]);
		expect((await desk.inbox(id))[0]).toMatchObject({ _id: message, state: 'pending', attempts: 0 });
		await desk.drain(id);
		expect(await desk.said(id)).toEqual(['Awa Diallo vous répond maintenant.']);
		expect((await desk.inbox(id)).map(({ state }) => state)).toEqual(['done', 'done']);
	});

	test('stays silent while the agent has the conversation', async () => {
		const id = await desk.waiting();
		await desk.ask(AWA, 'POST', `/conversations/${id}/claim`);
		await desk.writes(id, 'menu');
		await desk.writes(id, 'bonjour ?');
		await desk.drain(id);
		expect(await desk.said(id)).toEqual(['Awa Diallo vous répond maintenant.']);
	});

	test('does not take back what an agent claims while it gives up waiting', async () => {
		const id = await desk.waiting();
		desk.clock.advance(31 * MINUTE);
		await desk.writes(id, { kind: 'timer', timer: 'human.idle', position: '', data: {} });
		await desk.drain(id, {
			async findOrganisation(org) {
				await desk.ask(AWA, 'POST', `/conversations/${id}/claim`);
				return desk.turnDeps.findOrganisation(org);
			},
		});
		await desk.drain(id);
		expect(await desk.contact(id)).toMatchObject({ owner: 'human', agent: 'awa' });
		expect(await desk.said(id)).toEqual(['Awa Diallo vous répond maintenant.']);
	});
});

describe('another organisation’s conversation', () => {
	test.each([
		['GET', ''],
		['POST', '/claim'],
		['POST', '/hand-back'],
		['POST', '/messages'],
	])('is not there: %s %s', async (method, path) => {
		const id = await desk.waiting();
		const body = path === '/messages' ? { text: 'Bonjour' } : undefined;
		expect(await desk.ask(STRANGER, method, `/conversations/${id}${path}`, body)).toMatchObject({
			status: 404,
			body: { code: 'not_found' },
		});
		expect(await desk.contact(id)).not.toHaveProperty('agent');
		expect(await desk.inbox(id)).toEqual([]);
	});

	test.each(['provider', 'counter'] as const)('and one’s own are not for the role %s', async (role) => {
		const id = await desk.waiting();
		const identity: Identity = { org: ORG, role, subject: 'paul' };
		expect(await desk.ask(identity, 'GET', `/conversations/${id}`)).toMatchObject({ status: 403 });
		expect(await desk.ask(identity, 'POST', `/conversations/${id}/claim`)).toMatchObject({ status: 403 });
	});
});
