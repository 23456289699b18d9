import type { Command, CommandResult } from '../../src/conversation/command.ts';
import { ContactModel } from '../../src/conversation/contacts/model.ts';
import { newContact } from '../../src/conversation/contacts/new-contact.ts';
import { InboxModel } from '../../src/conversation/inbox/model.ts';
import { createRunScene } from '../../src/conversation/scene/in-scene.ts';
import type { Actor, Scene } from '../../src/conversation/scene/scene.ts';
import { fireDueTimers, type ModuleTimer } from '../../src/conversation/timers/pump.ts';
import { EventModel } from '../../src/platform/events/model.ts';
import { monotonicIds } from '../../src/platform/ids.ts';
import { manualClock } from './manual-clock.ts';

export const SYSTEM: Actor = { kind: 'system', id: 'test', source: 'test' };

interface Setting {
	/** Whose number people write to. */
	org: string;
	start: Date;
}

/**
 * What stands around a module whose tests need no channels and no dialogues: real scenes on a real database, its people, what they were
 * told, and a time that the test moves. Needs `useDatabase`. `drive` then works the module that was made of it.
 */
export function moduleWorld({ org: home, start }: Setting) {
	const clock = manualClock(start);
	const newId = monotonicIds(clock);
	const inScene = createRunScene({ clock, newId });

	/** What a contact was told, in order. */
	async function told(contact: string, type?: string): Promise<{ type: string; data: Record<string, unknown> }[]> {
		const rows = await InboxModel.find({ org: home, contact }).sort({ _id: 1 }).lean();
		const news = rows.flatMap(({ input }) => (input.kind === 'domain' ? [{ type: input.type, data: input.data }] : []));
		return type === undefined ? news : news.filter((one) => one.type === type);
	}

	return {
		clock,
		newId,
		inScene,

		systemScene<T>(work: (scene: Scene) => Promise<T>, org: string): Promise<T> {
			return inScene({ org, actor: SYSTEM, correlationId: 'test' }, work);
		},

		/** A person who can be reached on WhatsApp. */
		async addContact({ id, org = home, sender = '+14155238886', ...known }: NewPerson): Promise<void> {
			const reach = [{ channel: 'whatsapp' as const, carrier: 'simulator' as const, sender, address: known.phone }];
			await ContactModel.create(newContact({ _id: id, org, reach, ...known }, start));
		},

		told,

		async types(contact: string): Promise<string[]> {
			return (await told(contact)).map(({ type }) => type);
		},

		async eventsOf(type: string, org: string): Promise<Record<string, unknown>[]> {
			return (await EventModel.find({ org, type }).sort({ _id: 1 }).lean()).map(({ data }) => data);
		},

		/** Asks the commands as the flow of a contact's turn would, and fires the timers as the pump does. */
		drive({ commands, timers }: { commands: readonly Command[]; timers: readonly ModuleTimer[] }) {
			async function fire(): Promise<void> {
				await fireDueTimers({ clock, newId, runScene: inScene, timers });
			}
			return {
				async ask(contact: string, command: string, args: unknown = {}, org = home): Promise<CommandResult> {
					const found = commands.find(({ name }) => name === command);
					if (found === undefined) throw new Error(`no command ${command}`);
					const row = await ContactModel.findOne({ _id: contact, org }).lean();
					if (row === null) throw new Error(`no contact ${contact}`);
					const actor: Actor = { kind: row.provider === undefined ? 'client' : 'provider', id: contact, source: 'button' };
					const result = await inScene({ org, actor, correlationId: 'test', contact: row }, (scene) => found.run(scene, args));
					if (!found.outcomes.includes(result.outcome)) throw new Error(`${command} gave ${result.outcome}, which it does not declare`);
					return result;
				},
				fire,
				/** Moves the clock minute by minute. */
				async pass(minutes: number): Promise<void> {
					for (let i = 0; i < minutes; i++) {
						clock.minutes(1);
						await fire();
					}
				},
			};
		},
	};
}

interface NewPerson {
	id: string;
	org?: string;
	phone: string;
	name: string;
	provider?: string;
	/** Our number that they write to. */
	sender?: string;
}
