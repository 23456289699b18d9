import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { InboxModel } from '../../../src/conversation/inbox/model.ts';
import { drainLane, type TakeTurn } from '../../../src/conversation/lane/drain-lane.ts';
import { TimerModel } from '../../../src/conversation/timers/model.ts';
import { fireDueTimers } from '../../../src/conversation/timers/pump.ts';
import { deadLetters } from '../../../src/modules/ops/metrics.ts';
import { opsRoutes } from '../../../src/modules/ops/routes.ts';
import type { StoredEvent } from '../../../src/platform/events/event.ts';
import { Follower } from '../../../src/platform/events/follower.ts';
import { EventModel } from '../../../src/platform/events/model.ts';
import type { Identity } from '../../../src/platform/http/endpoint.ts';
import { useDatabase } from '../../support/database.ts';
import { knownBy, moduleApi } from '../../support/module-api.ts';
import { freshSpine, inbound, ORG, type Spine, textOf, turnOf } from '../../support/spine.ts';

useDatabase();

const IDENTITIES: Record<string, Identity> = {
	manager: { org: ORG, role: 'manager', subject: 'marie' },
	admin: { org: ORG, role: 'admin' },
	agent: { org: ORG, role: 'agent', subject: 'awa' },
	stranger: { org: 'other', role: 'admin' },
};
const answer = z.looseObject({ items: z.array(z.looseObject({ id: z.string() })).default([]), next_cursor: z.string().nullish() });

/** Handles what it is told to, and nothing else. */
const fragile = {
	name: 'test.fragile',
	types: ['request.created'],
	works: false,
	handled: [] as string[],
	async run(event: StoredEvent) {
		if (!fragile.works) throw new Error('it cannot be done');
		fragile.handled.push(event._id);
	},
};

let spine: Spine;
const routes = opsRoutes({
	clock: { now: () => spine.clock.now() },
	inScene: (options, work) => spine.runScene(options, work),
	subscribers: [fragile],
});
const api = moduleApi({ routes, authenticate: knownBy(IDENTITIES), answer });
beforeAll(api.open);
afterAll(api.close);
beforeEach(async () => {
	spine = await freshSpine();
});

const call = (who: string, method: string, path: string, body?: unknown) => api.call(who, method, `/ops/dead-letters${path}`, body);

/** The lane of a contact whose turns fail while `fails` says so; gives the texts that were applied. */
async function drain(contact: string, fails: (text: string) => boolean): Promise<string[]> {
	const applied: string[] = [];
	const works = turnOf(spine, async (_scene, item) => void applied.push(textOf(item)));
	const takeTurn: TakeTurn = async (item, ...rest) => {
		if (fails(textOf(item))) throw new Error('it cannot be done');
		return works(item, ...rest);
	};
	for (let look = 0; look < 6; look++) {
		await drainLane({ clock: spine.clock, newId: spine.newId, takeTurn }, { org: ORG, key: contact });
		spine.clock.advance(10_000);
	}
	return applied;
}

/** A message that could not be applied, and one after it that was. */
async function parkedInput(externalId = 'SM1'): Promise<{ id: string; contact: string }> {
	const { contact } = await spine.receive(inbound(externalId, 'bad, call 690 11 22 33'));
	await spine.receive(inbound(`${externalId}-next`, 'good'));
	if (contact === null) throw new Error('no contact');
	expect(await drain(contact._id, (text) => text.startsWith('bad'))).toEqual(['good']);
	const row = await InboxModel.findOne({ org: ORG, externalId }).lean();
	if (row === null) throw new Error('no row');
	return { id: row._id, contact: contact._id };
}

/** A module's timer whose handler failed to the end. */
async function parkedTimer(): Promise<string> {
	await spine.runScene({ org: ORG, actor: { kind: 'system', id: 'system', source: 'test' }, correlationId: 't' }, async (scene) =>
		scene.setTimer({ key: 'k', kind: 'test.broken', fireAt: spine.clock.now(), data: {} }),
	);
	for (let look = 0; look < 6; look++) {
		await fireDueTimers({ ...spine, timers: [] });
		spine.clock.advance(200_000);
	}
	const row = await TimerModel.findOne({ org: ORG }).lean();
	expect(row?.state).toBe('parked');
	return row?._id ?? '';
}

/** An event that its subscriber could not handle. */
async function parkedEvent(): Promise<{ id: string; event: string }> {
	Object.assign(fragile, { works: false, handled: [] });
	const follower = new Follower(fragile, { clock: spine.clock, signal: new AbortController().signal, retryMs: [] });
	await spine.runScene({ org: ORG, actor: { kind: 'system', id: 'system', source: 'test' }, correlationId: 't' }, async (scene) =>
		scene.emit({ type: 'request.created', subject: { kind: 'request', id: 'r1' }, data: {} }),
	);
	const event = await EventModel.findOne({ org: ORG, type: 'request.created' }).lean();
	if (event === null) throw new Error('no event');
	await follower.hear({ event, token: null });
	await follower.stop();
	return { id: `${event._id}:test.fragile`, event: event._id };
}

async function depth(): Promise<Record<string, number>> {
	const { values } = await deadLetters.get();
	return Object.fromEntries(values.map(({ labels, value }) => [labels.kind, value]));
}

describe('GET /ops/dead-letters', () => {
	test('shows what was parked, newest first, page by page, without what was said', async () => {
		const first = await parkedInput();
		const timer = await parkedTimer();
		const last = await parkedInput('SM2');
		const page = await call('manager', 'GET', '?limit=2');
		expect(page.body.items).toEqual([
			expect.objectContaining({ id: last.id, kind: 'input', about: 'message', contact: last.contact, attempts: 3, error: 'Error' }),
			expect.objectContaining({ id: timer, kind: 'timer', about: 'test.broken', contact: null, error: 'not_found' }),
		]);
		expect(JSON.stringify(page.body)).not.toContain('690');
		const rest = await call('admin', 'GET', `?limit=2&cursor=${page.body.next_cursor}`);
		expect(rest.body.items.map(({ id }) => id)).toEqual([first.id]);
		expect(rest.body.next_cursor).toBeNull();
	});

	test('is for managers and admins of the organisation', async () => {
		const { id } = await parkedInput();
		expect((await call('agent', 'GET', '')).status).toBe(403);
		expect((await call('agent', 'POST', `/${id}/drop`, { reason: 'x' })).status).toBe(403);
		expect((await call('stranger', 'GET', '')).body.items).toEqual([]);
		expect((await call('stranger', 'POST', `/${id}/retry`, { reason: 'x' })).status).toBe(404);
		expect((await call('manager', 'POST', `/${id}/retry`, {})).status).toBe(400);
		expect(await InboxModel.findOne({ org: ORG, _id: id }).lean()).toMatchObject({ state: 'dead' });
	});
});

describe('an operator', () => {
	test('retries an input: it is applied, once, with all its attempts', async () => {
		const { id, contact } = await parkedInput();
		expect(await depth()).toEqual({ input: 1, timer: 0, event: 0 });
		expect((await call('manager', 'POST', `/${id}/retry`, { reason: 'the flow is mended' })).status).toBe(200);
		expect(await InboxModel.findOne({ org: ORG, _id: id }).lean()).toMatchObject({ state: 'pending', attempts: 0, crashes: 0 });
		expect(await drain(contact, () => false)).toEqual(['bad, call 690 11 22 33']);
		expect(await depth()).toEqual({ input: 0, timer: 0, event: 0 });
		expect((await call('manager', 'POST', `/${id}/retry`, { reason: 'again' })).status).toBe(409);
	});

	test('drops an input: it is never applied, and a redelivery is still a duplicate', async () => {
		const { id, contact } = await parkedInput();
		expect((await call('manager', 'POST', `/${id}/drop`, { reason: 'rang her on 690 11 22 33' })).status).toBe(200);
		expect(await spine.receive(inbound('SM1', 'bad'))).toMatchObject({ duplicate: true });
		expect(await drain(contact, () => false)).toEqual([]);
		expect((await call('manager', 'GET', '')).body.items).toEqual([]);
		expect(await EventModel.find({ org: ORG, 'subject.id': id }).lean()).toMatchObject([
			{
				type: 'dead_letter.dropped',
				actor: { kind: 'manager', id: 'marie', source: 'api' },
				data: { kind: 'input', about: 'message', contact, reason: 'rang her on [hidden]' },
			},
		]);
	});

	test('retries and drops a timer', async () => {
		const id = await parkedTimer();
		expect(await depth()).toEqual({ input: 0, timer: 1, event: 0 });
		expect((await call('admin', 'POST', `/${id}/retry`, { reason: 'deployed' })).status).toBe(200);
		let ran = 0;
		await fireDueTimers({ ...spine, timers: [{ kind: 'test.broken', run: async () => void ran++ }] });
		expect(ran).toBe(1);
		const other = await parkedTimer();
		expect((await call('admin', 'POST', `/${other}/drop`, { reason: 'obsolete' })).status).toBe(200);
		expect(await TimerModel.countDocuments({ org: ORG })).toBe(0);
		expect(await EventModel.countDocuments({ org: ORG, type: 'dead_letter.retried', 'subject.id': id })).toBe(1);
	});

	test.each(['retry', 'drop'])('of two who %s at once one wins, the other is told', async (verb) => {
		const { id } = await parkedInput();
		const both = await Promise.all(['manager', 'admin'].map((who) => call(who, 'POST', `/${id}/${verb}`, { reason: 'me' })));
		expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
		expect(await EventModel.countDocuments({ org: ORG, 'subject.id': id })).toBe(1);
	});
});

test.each([
	['the list of inputs', () => InboxModel.find({ state: 'dead', org: ORG }).sort({ _id: -1 }), 'dead'],
	['the list of timers', () => TimerModel.find({ state: 'parked', org: ORG }).sort({ _id: -1 }), 'parked'],
	['the count of inputs', () => InboxModel.find({ state: 'dead' }, null, { acrossOrganisations: true }), 'dead'],
	['the count of timers', () => TimerModel.find({ state: 'parked' }, null, { acrossOrganisations: true }), 'parked'],
])('%s reads its index only', async (_label, query, index) => {
	const { queryPlanner } = z.object({ queryPlanner: z.object({ winningPlan: z.unknown() }) }).parse(await query().explain());
	const plan = JSON.stringify(queryPlanner.winningPlan);
	expect(plan).toContain(`"indexName":"${index}"`);
	expect(plan).not.toMatch(/COLLSCAN|"stage":"SORT"/);
});

describe('an event that its subscriber could not handle', () => {
	test('is shown, and handled once an operator tries again when the reason is gone', async () => {
		const { id, event } = await parkedEvent();
		expect((await call('manager', 'GET', '')).body.items).toMatchObject([
			{ id, kind: 'event', about: 'test.fragile', contact: null, attempts: 1, error: 'Error' },
		]);
		expect(await depth()).toEqual({ input: 0, timer: 0, event: 1 });
		const again = `/${encodeURIComponent(id)}/retry`;
		expect((await call('stranger', 'POST', again, { reason: 'x' })).status).toBe(404);
		expect((await call('manager', 'POST', again, { reason: 'perhaps' })).status).toBe(409);
		expect((await call('manager', 'GET', '')).body.items).toMatchObject([{ id, attempts: 2 }]);
		fragile.works = true;
		expect((await call('manager', 'POST', again, { reason: 'mended' })).status).toBe(200);
		expect(fragile.handled).toEqual([event]);
		expect(await depth()).toEqual({ input: 0, timer: 0, event: 0 });
		expect(await EventModel.find({ org: ORG, 'subject.id': id }).lean()).toMatchObject([{ type: 'dead_letter.retried' }]);
	});

	test('is given up for good when an operator says so', async () => {
		const { id } = await parkedEvent();
		expect((await call('manager', 'POST', `/${encodeURIComponent(id)}/drop`, { reason: 'too late' })).status).toBe(200);
		expect(fragile.handled).toEqual([]);
		expect(await depth()).toEqual({ input: 0, timer: 0, event: 0 });
	});
});
