import { beforeEach, describe, expect, test } from '@jest/globals';
import { OutboxModel } from '../../../src/channels/outbox/model.ts';
import { queueMessages } from '../../../src/channels/outbox/queue-messages.ts';
import { onWakeOutbox } from '../../../src/channels/outbox/wake.ts';
import { ContactModel } from '../../../src/conversation/contacts/model.ts';
import { InboxModel } from '../../../src/conversation/inbox/model.ts';
import { onWakeLane } from '../../../src/conversation/lane/wake.ts';
import type { Scene } from '../../../src/conversation/scene/scene.ts';
import { TimerModel } from '../../../src/conversation/timers/model.ts';
import { AppError } from '../../../src/platform/errors.ts';
import { EventModel } from '../../../src/platform/events/model.ts';
import { useDatabase } from '../../support/database.ts';
import { aMessage } from '../../support/outbox.ts';
import { aContact, freshSpine, ORG, type Spine } from '../../support/spine.ts';

useDatabase();
let spine: Spine;
const woken: string[] = [];
onWakeLane((_org, contact) => void woken.push(`lane ${contact}`));
onWakeOutbox((_org, contact) => void woken.push(`outbox ${contact}`));
beforeEach(async () => {
	spine = await freshSpine();
	woken.length = 0;
});

const options = { org: ORG, actor: { kind: 'system' as const, id: 'system', source: 'test' }, correlationId: 'corr' };
const later = (key: string, data = {}) => ({ key, kind: 'test.kind', fireAt: new Date('2026-11-21T09:00:00Z'), data });
const keys = async () => (await TimerModel.find({ org: ORG }).sort({ key: 1 }).lean()).map((timer) => timer.key);

async function writeEverything(scene: Scene & { afterCommit(work: () => void): void }): Promise<void> {
	scene.emit({ type: 'request.accepted', subject: { kind: 'request', id: 'r1' }, data: { at: 1 } });
	scene.tell('c1', 'offer.made', { offer: 'o1' });
	scene.tell('c1', 'offer.lost', { offer: 'o2' });
	scene.setTimer(later('offer:o1:expiry'));
	queueMessages(scene, [aMessage('c1', 'un'), aMessage('c1', 'deux')]);
}

async function counts(): Promise<number[]> {
	const of = { org: ORG };
	return Promise.all([
		EventModel.countDocuments(of),
		InboxModel.countDocuments(of),
		TimerModel.countDocuments(of),
		OutboxModel.countDocuments(of),
	]);
}

describe('a scene (I4)', () => {
	test('of many more at once than there are connections every one is committed', async () => {
		const scenes = Array.from({ length: 100 }, (_, i) => i);
		const event = (i: number) => ({ type: 'test.done', subject: { kind: 'test', id: String(i) }, data: {} });
		await Promise.all(
			scenes.map((i) =>
				spine.runScene({ ...options, cause: `item${i}` }, async (scene) => {
					// Half of them are written together with others, half read in a transaction of their own.
					if (i % 2 === 0) await ContactModel.findOne({ org: ORG }).session(scene.db);
					scene.emit(event(i));
				}),
			),
		);
		expect(await EventModel.countDocuments({ org: ORG, type: 'test.done' })).toBe(scenes.length);
	});

	test('seen from another organisation, it writes there, in the same transaction', async () => {
		await spine.runScene({ ...options, cause: 'item1' }, async (scene) => {
			const there = scene.within('bank');
			there.emit({ type: 'ticket.called', subject: { kind: 'ticket', id: 't1' }, data: {} });
			there.setTimer(later('ticket:t1:call'));
			there.within(ORG).tell('c1', 'ticket.called', { ticket: 't1' });
			expect(there.within(ORG)).toBe(scene);
		});
		expect(await EventModel.countDocuments({ org: 'bank' })).toBe(1);
		expect((await TimerModel.find({ org: 'bank' }).lean()).map(({ key }) => key)).toEqual(['ticket:t1:call']);
		expect((await InboxModel.find({ org: ORG }).lean()).map(({ contact }) => contact)).toEqual(['c1']);
		expect(woken).toEqual(['lane c1']);
		expect([await EventModel.countDocuments({ org: ORG }), await TimerModel.countDocuments({ org: ORG })]).toEqual([0, 0]);
	});

	test('commits events, inputs, timers and messages together, then wakes the sleepers', async () => {
		const result = await spine.runScene({ ...options, cause: 'item1' }, async (scene) => {
			await writeEverything(scene);
			expect(woken).toEqual([]);
			return 42;
		});
		expect(result).toBe(42);
		expect(await counts()).toEqual([1, 2, 1, 2]);
		expect((await InboxModel.find({ org: ORG }).sort({ _id: 1 }).lean()).map((row) => [row.source, row.externalId])).toEqual([
			['module', 'item1:0'],
			['module', 'item1:1'],
		]);
		expect(await EventModel.findOne({ org: ORG }).lean()).toMatchObject({
			correlationId: 'corr',
			at: spine.clock.now(),
			actor: options.actor,
		});
		expect(new Set(woken)).toEqual(new Set(['lane c1', 'outbox c1']));
	});

	test('writes nothing and wakes nobody when its work fails', async () => {
		const failing = spine.runScene(options, async (scene) => {
			await writeEverything(scene);
			throw new AppError('conflict', 'no');
		});
		await expect(failing).rejects.toThrow('no');
		expect(await counts()).toEqual([0, 0, 0, 0]);
		expect(woken).toEqual([]);
	});

	test('gathers anew when a conflict runs it again: nothing is doubled', async () => {
		const contact = await aContact(spine);
		let runs = 0;
		await spine.runScene({ ...options, contact }, async (scene) => {
			runs++;
			await ContactModel.findOne({ _id: contact._id, org: ORG }, null, { session: scene.db }).lean();
			// Somebody else changes the row after this transaction's snapshot was taken.
			if (runs === 1) await ContactModel.updateOne({ _id: contact._id, org: ORG }, { $set: { name: 'other' } });
			await writeEverything(scene);
			await ContactModel.updateOne({ _id: contact._id, org: ORG }, { $set: { name: 'ours' } }, { session: scene.db });
		});
		expect(runs).toBe(2);
		expect(await counts()).toEqual([1, 2, 1, 2]);
		expect(woken.filter((one) => one === 'lane c1')).toHaveLength(2);
	});

	test('many scenes on one row all commit', async () => {
		const contact = await aContact(spine);
		const count = async () =>
			spine.runScene(options, async (scene) => {
				const row = await ContactModel.findOne({ _id: contact._id, org: ORG }, null, { session: scene.db }).lean();
				const turn = (row?.session.turn ?? 0) + 1;
				await ContactModel.updateOne({ _id: contact._id, org: ORG }, { $set: { 'session.turn': turn } }, { session: scene.db });
			});
		await Promise.all(Array.from({ length: 8 }, count));
		expect((await ContactModel.findOne({ org: ORG }).lean())?.session.turn).toBe(8);
	});

	test('beforeCommit is part of the transaction and may still tell', async () => {
		const failing = spine.runScene(
			{ ...options, beforeCommit: async () => Promise.reject(new AppError('lease_lost', 'gone')) },
			writeEverything,
		);
		await expect(failing).rejects.toThrow('gone');
		expect(await counts()).toEqual([0, 0, 0, 0]);
		await spine.runScene({ ...options, beforeCommit: async (scene) => scene.tell('c2', 'x', {}) }, async () => undefined);
		expect(await InboxModel.countDocuments({ org: ORG, contact: 'c2' })).toBe(1);
	});
});

describe('the timers of a scene (L9)', () => {
	test('setting a key again replaces its timer', async () => {
		await spine.runScene(options, async (scene) => scene.setTimer({ ...later('k', { n: 1 }), contact: 'c1', position: '3' }));
		const before = await TimerModel.findOne({ org: ORG }).lean();
		await spine.runScene(options, async (scene) => scene.setTimer(later('k', { n: 2 })));
		const after = await TimerModel.findOne({ org: ORG }).lean();
		expect(await keys()).toEqual(['k']);
		expect(after).toMatchObject({ data: { n: 2 } });
		expect(after?.contact).toBeUndefined();
		expect(after?.setting).not.toBe(before?.setting);
	});

	test('cancelling takes away one key or a prefix, and the last word counts', async () => {
		await spine.runScene(options, async (scene) => {
			for (const key of ['offer:1:expiry', 'offer:1:reminder', 'offer:10:expiry', 'offer:2:expiry']) scene.setTimer(later(key));
		});
		await spine.runScene(options, async (scene) => {
			scene.cancelTimers('offer:1:');
			scene.setTimer(later('offer:1:reminder'));
			scene.setTimer(later('offer:3'));
			scene.cancelTimer('offer:3');
			scene.cancelTimer('offer:2:expiry');
		});
		expect(await keys()).toEqual(['offer:10:expiry', 'offer:1:reminder'].sort());
	});

	test('another organisation has its own keys', async () => {
		await spine.runScene(options, async (scene) => scene.setTimer(later('k')));
		await spine.runScene({ ...options, org: 'other' }, async (scene) => scene.cancelTimers(''));
		expect(await keys()).toEqual(['k']);
	});
});
