import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Delivery, StatusUpdate } from '../../../src/channels/message.ts';
import { simulatorCarrier } from '../../../src/channels/simulator/carrier.ts';
import { fileUrl, keepFile } from '../../../src/channels/simulator/files.ts';
import { markRead } from '../../../src/channels/simulator/mark-read.ts';
import { SimulatorMessageModel } from '../../../src/channels/simulator/model.ts';
import { monotonicIds } from '../../../src/platform/ids.ts';
import { clearDatabase, useDatabase } from '../../support/database.ts';

useDatabase();
beforeEach(clearDatabase);

const clock = { now: () => new Date('2026-11-21T08:00:00Z') };
const newId = monotonicIds(clock);
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

function setUp() {
	const statuses: StatusUpdate[] = [];
	const later: (() => Promise<void>)[] = [];
	const applyStatus = async (update: StatusUpdate): Promise<void> => void statuses.push(update);
	const carrier = simulatorCarrier({
		clock,
		newId,
		applyStatus,
		organisationOf: async ({ sender }) => (sender === '+14155238886' ? 'djobea' : null),
		defer: (work) => later.push(work),
	});
	const settle = async (): Promise<void> => {
		for (const work of later.splice(0)) await work();
	};
	return { carrier, statuses, applyStatus, settle };
}

function delivery(rest: Partial<Delivery> = {}): Delivery {
	return {
		outboxId: 'o1',
		route: { channel: 'whatsapp', carrier: 'simulator', sender: '+14155238886', address: '+237671234567' },
		text: 'C’est pour quand ?',
		plainText: 'C’est pour quand ?\n1. Maintenant',
		form: 'buttons',
		choices: [{ payload: 'now', label: 'Maintenant' }],
		listButton: 'Choisir',
		language: 'fr',
		correlationId: 'k1',
		...rest,
	};
}

describe('the simulator’s carrier', () => {
	test('stores the bubble, answers, then reports delivery', async () => {
		const { carrier, statuses, settle } = setUp();
		const result = await carrier.send(delivery());
		const bubble = await SimulatorMessageModel.findOne({ org: 'djobea' }).lean();
		expect(result).toEqual({ ok: true, accepted: { providerId: bubble?._id, status: 'sent' } });
		expect(bubble).toMatchObject({ direction: 'out', text: 'C’est pour quand ?', form: 'buttons', status: 'sent', outboxId: 'o1' });
		expect(bubble?.choices).toEqual([{ payload: 'now', label: 'Maintenant' }]);
		expect(statuses).toEqual([]);
		await settle();
		expect(statuses).toEqual([{ carrier: 'simulator', outboxId: 'o1', providerId: bubble?._id, status: 'delivered' }]);
	});

	test('shows an SMS as plain numbered text', async () => {
		const { carrier } = setUp();
		await carrier.send(delivery({ route: { channel: 'sms', carrier: 'simulator', sender: '+14155238886', address: '+237671234567' } }));
		const bubble = await SimulatorMessageModel.findOne({ org: 'djobea' }).lean();
		expect(bubble).toMatchObject({ text: 'C’est pour quand ?\n1. Maintenant', form: 'numbers', choices: [] });
	});

	test('sends an outbox row once, however often it is asked', async () => {
		const { carrier, statuses, settle } = setUp();
		const [first, second] = await Promise.all([carrier.send(delivery()), carrier.send(delivery())]);
		await settle();
		expect(second).toEqual(first);
		expect(await SimulatorMessageModel.countDocuments({ org: 'djobea' })).toBe(1);
		expect(statuses).toHaveLength(1);
	});

	test('finds a message whose send ended unknown', async () => {
		const { carrier, settle } = setUp();
		expect(await carrier.lookUp(delivery(), clock.now(), new Set())).toBeNull();
		await carrier.send(delivery());
		await settle();
		expect(await carrier.lookUp(delivery(), clock.now(), new Set())).toMatchObject({ status: 'delivered' });
	});

	test('refuses a sender of no organisation', async () => {
		const { carrier } = setUp();
		const route = { ...delivery().route, sender: '+33100000000' };
		expect(await carrier.send(delivery({ route }))).toEqual({ ok: false, failure: { action: 'alert', code: 'unknown_sender' } });
	});

	test('a displayed phone has read its messages, once and only up to the last one seen', async () => {
		const { carrier, statuses, applyStatus, settle } = setUp();
		await carrier.send(delivery());
		await carrier.send(delivery({ outboxId: 'o2' }));
		await settle();
		const [first] = await SimulatorMessageModel.find({ org: 'djobea' }).sort({ _id: 1 }).lean();
		const phone = { org: 'djobea', channel: 'whatsapp', address: '+237671234567', upTo: first?._id ?? '' } as const;
		statuses.length = 0;
		expect(await markRead({ newId, applyStatus }, phone)).toBe(1);
		expect(await markRead({ newId, applyStatus }, phone)).toBe(0);
		expect(statuses).toEqual([{ carrier: 'simulator', outboxId: 'o1', providerId: first?._id, status: 'read' }]);
	});

	test('delivery that comes late does not take a reading back', async () => {
		const { carrier, statuses, applyStatus, settle } = setUp();
		const result = await carrier.send(delivery());
		const upTo = result.ok ? result.accepted.providerId : '';
		await markRead({ newId, applyStatus }, { org: 'djobea', channel: 'whatsapp', address: '+237671234567', upTo });
		await settle();
		expect(statuses.map((one) => one.status)).toEqual(['read']);
		expect(await SimulatorMessageModel.findOne({ org: 'djobea' }).lean()).toMatchObject({ status: 'read' });
	});

	test('gives back a photo, byte for byte, and only its own', async () => {
		const { carrier } = setUp();
		const { id } = await keepFile({ clock, newId }, { org: 'djobea', bytes: PIXEL });
		expect(await carrier.fetchMedia({ url: fileUrl(id), contentType: 'image/png' })).toEqual({ bytes: PIXEL, contentType: 'image/png' });
		for (const url of ['simulator:nope', 'http://127.0.0.1/secret', '']) {
			await expect(carrier.fetchMedia({ url, contentType: 'image/png' })).rejects.toMatchObject({ code: 'unavailable' });
		}
	});
});
