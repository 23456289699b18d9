import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { ContactModel } from '../../../src/conversation/contacts/model.ts';
import { inboxItem } from '../../../src/conversation/inbox/inbox-item.ts';
import { InboxModel } from '../../../src/conversation/inbox/model.ts';
import type { InboxItem } from '../../../src/conversation/input.ts';
import { drainLane, type TakeTurn } from '../../../src/conversation/lane/drain-lane.ts';
import { type Lanes, startLanes } from '../../../src/conversation/lane/start-lanes.ts';
import { AppError } from '../../../src/platform/errors.ts';
import { openInsertStream } from '../../../src/platform/mongo/insert-stream.ts';
import { useDatabase } from '../../support/database.ts';
import { aContact, freshSpine, inbound, ORG, type Spine, textOf, turnOf } from '../../support/spine.ts';
import { until } from '../../support/until.ts';

useDatabase();
let spine: Spine;
const running: Lanes[] = [];
beforeEach(async () => {
	spine = await freshSpine();
});
afterEach(async () => {
	await Promise.all(running.splice(0).map((lanes) => lanes.stop()));
});

async function send(...texts: string[]): Promise<string> {
	const received = await Promise.all(texts.map((text, i) => spine.receive(inbound(`${text}-${i}`, text))));
	return received[0]?.contact?._id ?? '';
}

const lane = (contact: string) => ({ org: ORG, key: contact });
const states = async () => (await InboxModel.find({ org: ORG }).sort({ _id: 1 }).lean()).map((row) => row.state);
const remember = (into: string[]) => turnOf(spine, async (_scene, item) => void into.push(textOf(item)));

describe('a lane (I2, I3)', () => {
	test('five inputs within 100 ms are applied in order of arrival', async () => {
		const seen: string[] = [];
		const contact = await send('1', '2', '3', '4', '5');
		expect(await drainLane({ ...spine, takeTurn: remember(seen) }, lane(contact))).toBeNull();
		expect(seen).toEqual(['1', '2', '3', '4', '5']);
		expect(await states()).toEqual(Array.from({ length: 5 }, () => 'done'));
		expect(await ContactModel.findById(contact).where({ org: ORG }).lean()).toMatchObject({ lease: { owner: null }, session: { turn: 5 } });
	});

	test('two workers on one contact apply each input once, in order, one at a time', async () => {
		const seen: string[] = [];
		let now = 0;
		let most = 0;
		const takeTurn = turnOf(spine, async (_scene, item) => {
			most = Math.max(most, ++now);
			await new Promise((resolve) => setImmediate(resolve));
			seen.push(textOf(item));
			now--;
		});
		const texts = Array.from({ length: 30 }, (_, i) => String(i));
		for (let i = 0; i < 2; i++) running.push(startLanes({ ...spine, takeTurn, pollMs: 10 }));
		await send(...texts);
		await until(async () => (await states()).every((state) => state === 'done'));
		expect(seen).toEqual(texts);
		expect(most).toBe(1);
	});

	test('a worker that dies with an input in hand loses the lane after 30 s, and the input is applied', async () => {
		const contact = await send('1');
		const dies: TakeTurn = async (_item, _contact, lease) => {
			await ContactModel.updateOne(
				{ _id: contact, org: ORG },
				{ $set: { lease: { owner: 'dead', until: new Date(spine.clock.now().getTime() + 30_000) } } },
			);
			throw new AppError('lease_lost', `${lease.owner} is gone`);
		};
		await drainLane({ ...spine, takeTurn: dies }, lane(contact));
		const seen: string[] = [];
		await drainLane({ ...spine, takeTurn: remember(seen) }, lane(contact));
		expect(seen).toEqual([]);
		spine.clock.advance(30_001);
		await drainLane({ ...spine, takeTurn: remember(seen) }, lane(contact));
		expect(seen).toEqual(['1']);
		expect(await InboxModel.findOne({ org: ORG }).lean()).toMatchObject({ state: 'done', attempts: 0, crashes: 1 });
	});

	test('a turn whose lane was taken over meanwhile changes nothing', async () => {
		const contact = await send('1');
		const seen: string[] = [];
		const slow = turnOf(spine, async () => {
			await ContactModel.updateOne({ _id: contact, org: ORG }, { $set: { 'lease.owner': 'other', 'session.turn': 7 } });
		});
		await drainLane({ ...spine, takeTurn: slow }, lane(contact));
		expect(await ContactModel.findOne({ org: ORG }).lean()).toMatchObject({ lease: { owner: 'other' }, session: { turn: 7 } });
		expect(await states()).toEqual(['pending']);
		spine.clock.advance(30_001);
		await drainLane({ ...spine, takeTurn: remember(seen) }, lane(contact));
		expect(seen).toEqual(['1']);
	});

	test('a failing input is tried again at the front, parked after three attempts, and the lane goes on', async () => {
		const seen: string[] = [];
		const contact = await send('bad', 'good');
		const takeTurn = turnOf(spine, async (_scene, item) => {
			seen.push(textOf(item));
			if (textOf(item) === 'bad') throw new AppError('internal', 'broken');
		});
		expect(await drainLane({ ...spine, takeTurn }, lane(contact))).toBe(1_000);
		expect(await drainLane({ ...spine, takeTurn }, lane(contact))).toBe(1_000);
		spine.clock.advance(1_000);
		expect(await drainLane({ ...spine, takeTurn }, lane(contact))).toBe(5_000);
		spine.clock.advance(5_000);
		expect(await drainLane({ ...spine, takeTurn }, lane(contact))).toBeNull();
		expect(seen).toEqual(['bad', 'bad', 'bad', 'good']);
		expect(await states()).toEqual(['dead', 'done']);
		expect(await InboxModel.findOne({ org: ORG, state: 'dead' }).lean()).toMatchObject({ attempts: 3, lastError: 'internal' });
	});

	test('an input that processes keep dying with is parked', async () => {
		const contact = await send('poison', 'good');
		const seen: string[] = [];
		for (let i = 0; i < 8; i++) {
			await ContactModel.updateOne({ _id: contact, org: ORG }, { $set: { lease: { owner: 'dead', until: spine.clock.now() } } });
			spine.clock.advance(1);
			await drainLane({ ...spine, takeTurn: async () => Promise.reject(new AppError('lease_lost', 'x')) }, lane(contact));
		}
		await drainLane({ ...spine, takeTurn: remember(seen) }, lane(contact));
		expect(seen).toEqual(['good']);
		expect(await states()).toEqual(['dead', 'done']);
	});

	test('an input for a contact that does not exist is parked, not looked at for ever', async () => {
		await spine.runScene({ org: ORG, actor: { kind: 'system', id: 'system', source: 'test' }, correlationId: 'x' }, async (scene) =>
			scene.tell('nobody', 'request.updated', {}),
		);
		await drainLane({ ...spine, takeTurn: remember([]) }, lane('nobody'));
		expect(await states()).toEqual(['dead']);
	});
});

describe('what a message tells of how to reach the person', () => {
	const reach = async () => (await ContactModel.findOne({ org: ORG }).lean())?.reach;

	test('the channel of the last message comes first, with the time it was written', async () => {
		const contact = await send('1');
		spine.clock.advance(5_000);
		const at = spine.clock.now();
		await spine.receive(
			inbound('S1', '2', { route: { channel: 'sms', carrier: 'twilio', sender: '+14155238887', address: '+237690000001' } }),
		);
		await drainLane({ ...spine, takeTurn: remember([]) }, lane(contact));
		expect((await reach())?.map((one) => one.channel)).toEqual(['sms', 'whatsapp']);
		expect((await reach())?.[0]?.lastInboundAt).toEqual(at);
	});

	test('who writes can be reached again, and STOP outlives it', async () => {
		const optedOutAt = spine.clock.now();
		const known = {
			channel: 'whatsapp' as const,
			carrier: 'twilio' as const,
			sender: '+1',
			address: '+2',
			unreachable: '63003',
			optedOutAt,
		};
		const contact = await aContact(spine, { reach: [known] });
		const turnSaw: unknown[] = [];
		await spine.receive(inbound('1', 'x'));
		await drainLane({ ...spine, takeTurn: turnOf(spine, async (_s, _i, row) => void turnSaw.push(row.reach)) }, lane(contact._id));
		expect(await reach()).toEqual([{ ...inbound('', '').route, lastInboundAt: optedOutAt, optedOutAt }]);
		expect(turnSaw).toEqual([await reach()]);
	});

	test('the first message after the window had closed says so, the next does not', async () => {
		const opened: string[] = [];
		const contact = await aContact(spine);
		const deps = { ...spine, takeTurn: remember([]), onWindowOpened: async (_org: string, id: string) => void opened.push(id) };
		spine.clock.advance(24 * 3600_000);
		await spine.receive(inbound('1', 'x'));
		await spine.receive(inbound('2', 'y'));
		await drainLane(deps, lane(contact._id));
		expect(opened).toEqual([contact._id]);
	});
});

test('a turn may free the lane in its own write', async () => {
	const contact = await send('1', '2');
	const last: boolean[] = [];
	const takeTurn: TakeTurn = async (item, row, lease) => {
		last.push(lease.last);
		await turnOf(spine, async () => undefined)(item, row, lease);
		return { released: lease.last };
	};
	await drainLane({ ...spine, takeTurn }, lane(contact));
	expect(last).toEqual([false, true]);
});

test('an input stored by another process is heard of through the change stream, long before the poll', async () => {
	const seen: string[] = [];
	const inserts = await openInsertStream(['inbox']);
	running.push(startLanes({ ...spine, takeTurn: remember(seen), inserts, pollMs: 3600_000 }));
	const contact = await aContact(spine);
	const row = {
		org: ORG,
		contact: contact._id,
		source: 'twilio',
		externalId: 'S1',
		input: { kind: 'message' as const, text: 'x' },
		correlationId: 'x',
	};
	// Not by `insertRows`: that would be this process.
	await mongoose.connection.collection<InboxItem>('inbox').insertOne(inboxItem(spine.newId(), spine.clock.now(), row));
	await until(async () => (await states()).includes('done'));
	expect(seen).toEqual(['x']);
	await inserts.close();
});

test('stop finishes the turn in hand and releases the lease', async () => {
	let release: () => void = () => undefined;
	let started = false;
	const gate = new Promise<void>((resolve) => {
		release = resolve;
	});
	const takeTurn = turnOf(spine, async () => {
		started = true;
		await gate;
	});
	const lanes = startLanes({ ...spine, takeTurn, pollMs: 10 });
	await send('1');
	await until(async () => started);
	const stopped = lanes.stop();
	release();
	await stopped;
	expect(await states()).toEqual(['done']);
	expect(await ContactModel.findOne({ org: ORG }).lean()).toMatchObject({ lease: { owner: null } });
});
