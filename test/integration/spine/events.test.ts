import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { StoredEvent } from '../../../src/platform/events/event.ts';
import { CheckpointModel, EventModel, ParkedEventModel } from '../../../src/platform/events/model.ts';
import { type Subscribers, startSubscribers } from '../../../src/platform/events/start-subscribers.ts';
import type { Subscriber } from '../../../src/platform/events/subscriber.ts';
import { createEventWatch } from '../../../src/platform/events/watch-events.ts';
import { openInsertStream } from '../../../src/platform/mongo/insert-stream.ts';
import { LeaseModel } from '../../../src/platform/mongo/lease.ts';
import { useDatabase } from '../../support/database.ts';
import { freshSpine, ORG, type Spine } from '../../support/spine.ts';
import { until } from '../../support/until.ts';

useDatabase();
let spine: Spine;
const running: Subscribers[] = [];
beforeEach(async () => {
	spine = await freshSpine();
});
afterEach(async () => {
	await Promise.all(running.splice(0).map((one) => one.stop()));
});

function happens(type: string, id: string, org = ORG): Promise<void> {
	const options = { org, actor: { kind: 'system' as const, id: 'system', source: 'test' }, correlationId: 'corr' };
	return spine.runScene(options, async (scene) => scene.emit({ type, subject: { kind: 'request', id }, data: { id } }));
}

/** Starts and waits until the log is followed: what happens from then on is heard. */
async function follow(...subscribers: Subscriber[]): Promise<Subscribers> {
	const started = startSubscribers(subscribers, spine);
	running.push(started);
	await until(async () => (await CheckpointModel.countDocuments()) >= subscribers.length);
	return started;
}

function listener(name: string, types: string[], heard: string[]): Subscriber {
	return { name, types, run: async (event) => void heard.push(event.subject.id) };
}

describe('subscribers', () => {
	test('hear their types in order, across organisations, and again nothing after a restart', async () => {
		const heard: string[] = [];
		const first = await follow(listener('a', ['x.done'], heard));
		for (const id of ['1', '2', '3']) await happens('x.done', id);
		await happens('y.done', 'no');
		await happens('x.done', '4', 'other');
		await until(async () => heard.length === 4);
		await first.stop();
		await happens('x.done', '5');
		await follow(listener('a', ['x.done'], heard));
		await until(async () => heard.length >= 5);
		expect(heard).toEqual(['1', '2', '3', '4', '5']);
	});

	test('of events that say the same only the last that waits is handled, and none that says something else is lost', async () => {
		const heard: string[] = [];
		let go: (() => void) | undefined;
		const first = new Promise<void>((resolve) => {
			go = resolve;
		});
		const all: string[] = [];
		await follow(
			{
				name: 'a',
				types: ['x.done'],
				latestOf: ({ subject }) => (subject.id.split('.').length > 1 ? subject.id.slice(0, 1) : null),
				async run(event) {
					heard.push(event.subject.id);
					if (heard.length === 1) await first;
				},
			},
			listener('b', ['x.done'], all),
		);
		const ids = ['a.1', 'a.2', 'b.1', 'own', 'a.3', 'b.2', 'own', 'a.4'];
		for (const id of ids) await happens('x.done', id);
		await until(async () => all.length === ids.length);
		go?.();
		await until(async () => heard.at(-1) === 'a.4');
		expect(heard).toEqual(['a.1', 'own', 'b.2', 'own', 'a.4']);
	});

	test('only one process follows at a time, another takes over', async () => {
		const heard: string[] = [];
		const first = await follow(listener('a', ['x.done'], heard));
		running.push(startSubscribers([listener('a', ['x.done'], heard)], spine));
		await happens('x.done', '1');
		await until(async () => heard.length >= 1);
		await first.stop();
		await happens('x.done', '2');
		await until(async () => heard.length >= 2);
		expect(heard).toEqual(['1', '2']);
	});

	test('an event that cannot be handled is tried again, and holds back no other subscriber', async () => {
		const heard: string[] = [];
		let attempts = 0;
		const fails: Subscriber = {
			name: 'fails',
			types: ['x.done'],
			async run() {
				attempts++;
				if (attempts < 3) throw new Error('broken');
			},
		};
		await follow(fails, listener('works', ['x.done'], heard));
		await happens('x.done', '1');
		await until(async () => heard.length === 1);
		await until(async () => attempts === 3);
		expect(await ParkedEventModel.countDocuments({ org: ORG })).toBe(0);
	});

	test('a place in the stream that is gone is made up for from the log itself', async () => {
		const heard: string[] = [];
		await (await follow(listener('a', ['x.done'], heard))).stop();
		await happens('x.done', '1');
		// The place of another server, as after a restored backup.
		await CheckpointModel.updateOne({ _id: 'a' }, { $set: { token: { _data: 'FF' }, at: spine.clock.now() } });
		await LeaseModel.deleteMany({});
		running.push(startSubscribers([listener('a', ['x.done'], heard)], spine));
		await until(async () => heard.length >= 1);
		await happens('x.done', '2');
		await until(async () => heard.length >= 2);
		expect(heard).toEqual(['1', '2']);
	});
});

describe('live views', () => {
	test('hear what is committed, of their organisation and their kind only', async () => {
		const inserts = await openInsertStream(['events']);
		const watch = createEventWatch(inserts);
		const all: StoredEvent[] = [];
		const one: string[] = [];
		const types: string[] = [];
		watch.watchEvents({ org: ORG }, (event) => all.push(event));
		watch.watchEvents({ org: ORG, types: ['y.done'] }, (event) => types.push(event.type));
		const stop = watch.watchEvents({ org: ORG, subject: { kind: 'request', id: '1' } }, (event) => one.push(event.type));
		await happens('x.done', '1');
		await happens('x.done', '1', 'other');
		await happens('y.done', '2');
		await until(async () => all.length === 2);
		stop();
		await happens('x.done', '1');
		await until(async () => all.length === 3);
		expect([one, types]).toEqual([['x.done'], ['y.done']]);
		expect(all[0]).toEqual(await EventModel.findOne({ org: ORG }).sort({ _id: 1 }).lean());
		await inserts.close();
	});
});
