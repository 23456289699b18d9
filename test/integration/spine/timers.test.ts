import { beforeEach, describe, expect, test } from '@jest/globals';
import { InboxModel } from '../../../src/conversation/inbox/model.ts';
import type { NewTimer } from '../../../src/conversation/scene/scene.ts';
import { TimerModel } from '../../../src/conversation/timers/model.ts';
import { fireDueTimers, type ModuleTimer } from '../../../src/conversation/timers/pump.ts';
import { AppError } from '../../../src/platform/errors.ts';
import { EventModel } from '../../../src/platform/events/model.ts';
import { useDatabase } from '../../support/database.ts';
import { freshSpine, ORG, type Spine } from '../../support/spine.ts';

useDatabase();
let spine: Spine;
beforeEach(async () => {
	spine = await freshSpine();
});

const options = { org: ORG, actor: { kind: 'system' as const, id: 'system', source: 'test' }, correlationId: 'corr' };
const inSeconds = (seconds: number) => new Date(spine.clock.now().getTime() + seconds * 1000);
const set = (...timers: NewTimer[]) =>
	spine.runScene(options, async (scene) => {
		for (const timer of timers) scene.setTimer(timer);
	});
const ofModule = (key: string, seconds = 10): NewTimer => ({
	key,
	kind: 'dispatch.offer_expiry',
	fireAt: inSeconds(seconds),
	data: { key },
});
const ofContact = (key: string, seconds = 10): NewTimer => ({
	...ofModule(key, seconds),
	kind: 'question_reminder',
	contact: `c-${key}`,
	position: '7',
});
const emits: ModuleTimer = {
	kind: 'dispatch.offer_expiry',
	run: async (scene, data) => scene.emit({ type: 'offer.expired', subject: { kind: 'offer', id: String(data.key) }, data: {} }),
};
const fire = (timers: ModuleTimer[] = [emits]) => fireDueTimers({ ...spine, timers });
const events = () => EventModel.countDocuments({ org: ORG });

test('nothing fires early', async () => {
	await set(ofModule('a'), ofContact('b'));
	spine.clock.advance(9_999);
	expect(await fire()).toBe(0);
	expect(await TimerModel.countDocuments({ org: ORG })).toBe(2);
});

test('a contact timer becomes an input of its lane, with the position it is bound to', async () => {
	await set(ofContact('a'));
	spine.clock.advance(10_000);
	await fire();
	expect(await InboxModel.find({ org: ORG }).lean()).toMatchObject([
		{
			contact: 'c-a',
			source: 'timer',
			input: { kind: 'timer', timer: 'question_reminder', position: '7', data: { key: 'a' } },
			state: 'pending',
			correlationId: 'corr',
		},
	]);
	expect(await TimerModel.countDocuments({ org: ORG })).toBe(0);
});

test('each fires exactly once with several pumps at the same time', async () => {
	await set(...Array.from({ length: 130 }, (_, i) => ofContact(`c${i}`)), ...Array.from({ length: 40 }, (_, i) => ofModule(`m${i}`)));
	spine.clock.advance(10_000);
	await Promise.all([fire(), fire(), fire()]);
	await fire();
	expect(await InboxModel.countDocuments({ org: ORG })).toBe(130);
	expect(await events()).toBe(40);
	expect(await TimerModel.countDocuments({ org: ORG })).toBe(0);
});

test('a timer set again or cancelled while a pump holds it does not fire', async () => {
	await set(ofModule('again'), ofModule('gone'));
	spine.clock.advance(10_000);
	const ran: string[] = [];
	const notes: ModuleTimer = { kind: 'dispatch.offer_expiry', run: async (_scene, data) => void ran.push(String(data.key)) };
	await TimerModel.updateMany({ org: ORG }, { $set: { lease: { owner: 'pump', until: inSeconds(60) } } });
	await spine.runScene(options, async (scene) => {
		scene.setTimer(ofModule('again', 10));
		scene.cancelTimer('gone');
	});
	expect(await fire([notes])).toBe(0);
	spine.clock.advance(10_000);
	expect(await fire([notes])).toBe(1);
	expect(ran).toEqual(['again']);
});

test('a pump that died is followed by another after its lease', async () => {
	await set(ofModule('a'), ofContact('b'));
	spine.clock.advance(10_000);
	await TimerModel.updateMany({ org: ORG }, { $set: { lease: { owner: 'dead', until: inSeconds(60) } } });
	expect(await fire()).toBe(0);
	spine.clock.advance(60_000);
	expect(await fire()).toBe(2);
	expect(await events()).toBe(1);
});

describe('a handler', () => {
	test('may set its own key again', async () => {
		await set(ofModule('tick'));
		spine.clock.advance(10_000);
		await fire([{ kind: 'dispatch.offer_expiry', run: async (scene) => scene.setTimer(ofModule('tick', 10)) }]);
		expect(await TimerModel.countDocuments({ org: ORG })).toBe(1);
		expect(await fire()).toBe(0);
	});

	test('that fails is tried five times, further and further apart, then parked; nothing it wrote stays', async () => {
		await set(ofModule('a'), ofModule('b'));
		spine.clock.advance(10_000);
		let runs = 0;
		const fails: ModuleTimer = {
			kind: 'dispatch.offer_expiry',
			async run(scene, data) {
				await emits.run(scene, data);
				if (data.key !== 'a') return;
				runs++;
				throw new AppError('internal', 'broken');
			},
		};
		for (const seconds of [0, 0.5, 0.5, 5, 30, 120, 3600]) {
			spine.clock.advance(seconds * 1000);
			await fire([fails]);
		}
		expect(runs).toBe(5);
		expect(await events()).toBe(1);
		expect(await TimerModel.find({ org: ORG }).lean()).toMatchObject([{ key: 'a', state: 'parked', attempts: 5, lastError: 'internal' }]);
	});

	test('that nobody has is an error of ours, parked in the end', async () => {
		await set(ofModule('a'));
		spine.clock.advance(10_000);
		await fire([]);
		expect(await TimerModel.findOne({ org: ORG }).lean()).toMatchObject({ attempts: 1, lastError: 'not_found' });
	});
});
