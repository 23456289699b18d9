import { readFileSync } from 'node:fs';
import { applyStatus } from '../../../src/channels/outbox/apply-status.ts';
import type { StatusDeps } from '../../../src/channels/outbox/deps.ts';
import { drainOutbox } from '../../../src/channels/outbox/drain-outbox.ts';
import { OutboxModel } from '../../../src/channels/outbox/model.ts';
import { SenderPace } from '../../../src/channels/outbox/pace.ts';
import { toDelivery } from '../../../src/channels/render/to-delivery.ts';
import { createFindSender, createFindSenderOf } from '../../../src/channels/senders/find-sender.ts';
import { simulatorCarrier } from '../../../src/channels/simulator/carrier.ts';
import { keepFile } from '../../../src/channels/simulator/files.ts';
import { type PhoneContent, sendFromPhone } from '../../../src/channels/simulator/send-from-phone.ts';
import type { Contact } from '../../../src/conversation/contacts/contact.ts';
import { ContactModel } from '../../../src/conversation/contacts/model.ts';
import { outboxPeople } from '../../../src/conversation/contacts/outbox-people.ts';
import { InboxModel } from '../../../src/conversation/inbox/model.ts';
import { createReceive } from '../../../src/conversation/inbox/receive.ts';
import { drainLane } from '../../../src/conversation/lane/drain-lane.ts';
import { createRunScene } from '../../../src/conversation/scene/in-scene.ts';
import { fireDueTimers } from '../../../src/conversation/timers/pump.ts';
import { createTakeTurn } from '../../../src/conversation/turn/take-turn.ts';
import { importText } from '../../../src/modules/organisations/import/import-text.ts';
import { assembleModules } from '../../../src/modules.ts';
import { EventModel } from '../../../src/platform/events/model.ts';
import { loadTexts } from '../../../src/platform/i18n.ts';
import { monotonicIds } from '../../../src/platform/ids.ts';
import { ACROSS_ORGANISATIONS } from '../../../src/platform/mongo/define-model.ts';
import { turnDeps } from '../../../src/turns.ts';
import { clearDatabase } from '../../support/database.ts';
import { manualClock } from '../../support/manual-clock.ts';

/** Thursday, 10:00 in Douala, 09:00 in Dakar. */
export const START = new Date('2026-11-26T09:00:00Z');

/** Our number on WhatsApp, by the organisation it belongs to. */
const OURS: Record<string, string> = { djobea: '+14155238886', other: '+14155238896', accueil: '+221338000001' };

/** The whole house on a real database and simulated phones, driven step by step. Needs `useDatabase`. */
export async function openHouse() {
	const clock = manualClock(START);
	const newId = monotonicIds(clock);
	const texts = loadTexts('locales');
	const modules = assembleModules({ clock, newId, texts, publicBaseUrl: 'https://palabre.example' });
	const runScene = createRunScene({ clock, newId });
	const findSender = createFindSender(clock);
	const deferred: (() => Promise<void>)[] = [];
	const carriers: StatusDeps['carriers'] = {};
	const status: StatusDeps = { clock, newId, carriers, people: outboxPeople };
	carriers.simulator = simulatorCarrier({
		clock,
		newId,
		organisationOf: async (route) => (await findSender(route.channel, route.sender))?.org ?? null,
		applyStatus: (update) => applyStatus(status, update),
		defer: (work) => void deferred.push(work),
	});
	await clearDatabase();
	const good = readFileSync('test/fixtures/import/good.yaml', 'utf8');
	const other = good.replace('slug: djobea', 'slug: other').replace('5238886', '5238896').replace('5238887', '5238897');
	for (const file of [good, other, readFileSync('test/fixtures/queues/dakar.yaml', 'utf8')]) {
		const result = await importText(file, 'file.yaml', async () => ({ clock, newId, carrier: 'simulator' }));
		if ('errors' in result) throw new Error(result.errors.join('\n'));
	}
	const turns = await turnDeps({ clock, texts, modules, carriers, keepTraces: true, mayEditReleased: true });
	const takeTurn = createTakeTurn(turns, runScene);
	const receive = createReceive({ clock, newId, findSender });
	const outbox = {
		...status,
		findSenderOf: createFindSenderOf(clock),
		pace: new SenderPace(),
		render: (row: Parameters<typeof toDelivery>[0], route: Parameters<typeof toDelivery>[1], options: { windowClosed: boolean }) =>
			toDelivery(row, route, { ...options, numbersHint: '' }),
	};
	let heardUpTo = '';

	/** Everything that happens by itself now: turns, sends, their news, and what modules make of events. */
	async function settle(): Promise<void> {
		for (let busy = true; busy; ) {
			busy = false;
			for (const { org, contact } of await InboxModel.find(
				{ state: 'pending', notBefore: { $lte: clock.now() } },
				null,
				ACROSS_ORGANISATIONS,
			).lean()) {
				await drainLane({ clock, newId, takeTurn }, { org, key: contact });
				busy = true;
			}
			const due = { open: true, parked: false, status: 'queued' as const, notBefore: { $lte: clock.now() } };
			for (const { org, contact } of await OutboxModel.find(due, null, ACROSS_ORGANISATIONS).lean()) {
				await drainOutbox(outbox, { org, key: contact });
				clock.seconds(6);
				busy = true;
			}
			for (const work of deferred.splice(0)) await work();
			const events = await EventModel.find({ _id: { $gt: heardUpTo } }, null, ACROSS_ORGANISATIONS)
				.sort({ _id: 1 })
				.lean();
			for (const event of events) {
				heardUpTo = event._id;
				for (const { subscribers } of modules) for (const { types, run } of subscribers) if (types.includes(event.type)) await run(event);
				busy = true;
			}
		}
	}

	return {
		clock,
		newId,
		modules,
		runScene,
		routes: modules.flatMap(({ routes }) => routes),
		settle,

		/** A person does something on their phone; gives what they hear then. */
		async does(org: string, phone: string, name: string, content: PhoneContent): Promise<string> {
			clock.seconds(20);
			const before = await OutboxModel.countDocuments({ org });
			await sendFromPhone(
				{
					clock,
					newId,
					receive: async (messages, id) =>
						Promise.all(messages.map(async (one) => ((await receive(one, id)).unknownSender ? 'unknown_sender' : 'stored'))),
					showTyping: () => undefined,
				},
				{ org, channel: 'whatsapp', sender: OURS[org] ?? '', address: phone, profileName: name, content },
			);
			await settle();
			const contact = await this.contact(org, phone);
			const said = await OutboxModel.find({ org }).sort({ _id: 1 }).skip(before).lean();
			return said
				.filter((message) => message.contact === contact?._id)
				.map(({ text, choices }) => [text, ...choices.map(({ label }) => `[${label}]`)].join(' '))
				.join('\n');
		},

		writes(org: string, phone: string, name: string, text: string): Promise<string> {
			return this.does(org, phone, name, { kind: 'text', text });
		},

		async photo(org: string, bytes: Buffer): Promise<string> {
			return (await keepFile({ clock, newId }, { org, bytes })).id;
		},

		async pass(minutes: number): Promise<void> {
			clock.minutes(minutes);
			await fireDueTimers({ clock, newId, runScene, timers: modules.flatMap(({ timers }) => timers) });
			await settle();
		},

		contact: async (org: string, phone: string): Promise<Contact | null> => ContactModel.findOne({ org, phone }).lean(),
	};
}

export type House = Awaited<ReturnType<typeof openHouse>>;
