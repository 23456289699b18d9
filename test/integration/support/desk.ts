import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { OutboxModel } from '../../../src/channels/outbox/model.ts';
import { type NewOutboxMessage, queueMessages } from '../../../src/channels/outbox/queue-messages.ts';
import type { Contact } from '../../../src/conversation/contacts/contact.ts';
import { ContactModel } from '../../../src/conversation/contacts/model.ts';
import { newContact } from '../../../src/conversation/contacts/new-contact.ts';
import { openBook } from '../../../src/conversation/flow/book.ts';
import { loadFlows } from '../../../src/conversation/flow/load.ts';
import { inboxItem } from '../../../src/conversation/inbox/inbox-item.ts';
import { InboxModel } from '../../../src/conversation/inbox/model.ts';
import type { InboxItem, Input } from '../../../src/conversation/input.ts';
import { drainLane } from '../../../src/conversation/lane/drain-lane.ts';
import { createRunScene } from '../../../src/conversation/scene/in-scene.ts';
import type { TurnDeps } from '../../../src/conversation/turn/deps.ts';
import { createTakeTurn } from '../../../src/conversation/turn/take-turn.ts';
import { authenticator, issueToken } from '../../../src/modules/accounts/index.ts';
import { importText } from '../../../src/modules/organisations/import/import-text.ts';
import { supportModule } from '../../../src/modules/support/index.ts';
import type { Identity } from '../../../src/platform/http/endpoint.ts';
import { loadTexts } from '../../../src/platform/i18n.ts';
import { monotonicIds } from '../../../src/platform/ids.ts';
import { insertRows } from '../../../src/platform/mongo/insert-rows.ts';
import { organisationView } from '../../../src/turns.ts';
import { createTriage } from '../../../src/understanding/triage/triage.ts';
import { clearDatabase } from '../../support/database.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { moduleApi } from '../../support/module-api.ts';
import { NOTHING_READ } from '../../support/nothing-read.ts';

export const ORG = 'djobea';
export const AWA: Identity = { org: ORG, role: 'agent', subject: 'awa' };
export const BORIS: Identity = { org: ORG, role: 'agent', subject: 'boris' };
export const HORTENSE: Identity = { org: ORG, role: 'manager', subject: 'hortense' };
export const STRANGER: Identity = { org: 'other', role: 'agent', subject: 'awa' };

const answer = z.looseObject({ items: z.array(z.looseObject({})).default([]), next_cursor: z.string().nullish() });

/** The support module behind its real routes, scenes and lanes, in front of a real database. Needs `useDatabase`. */
export function openDesk() {
	const clock = manualClock(new Date('2026-11-21T10:00:00Z'));
	const newId = monotonicIds(clock);
	const key = { secret: 'a secret of at least thirty-two characters', clock };
	const runScene = createRunScene({ clock, newId });
	const { routes, subscribers } = supportModule({ inScene: runScene, clock, triage: createTriage() });
	const api = moduleApi({ routes, authenticate: authenticator(key), answer });
	let people = 0;

	const turnDeps: TurnDeps = {
		clock,
		book: openBook(loadFlows('flows')),
		findRelease: async () => null,
		texts: loadTexts('locales'),
		commands: new Map(),
		followed: new Set(),
		understand: async () => NOTHING_READ,
		detectLanguage: () => 'fr',
		findOrganisation: organisationView,
		keepMedia: async () => 'none',
		findAnswered: async () => null,
		keepTraces: false,
	};

	return {
		clock,
		newId,
		turnDeps,
		subscribers,
		async open(): Promise<void> {
			await api.open();
			await this.reset();
		},
		close: api.close,

		/** Two organisations without conversations; the second has the people of the first. */
		async reset(): Promise<void> {
			await clearDatabase();
			const text = readFileSync('test/fixtures/import/good.yaml', 'utf8');
			const other = text.replace('slug: djobea', 'slug: other').replace('5238886', '5238896').replace('5238887', '5238897');
			for (const file of [text, other]) {
				const result = await importText(file, 'file.yaml', async () => ({ clock, newId, carrier: 'simulator' }));
				if ('errors' in result) throw new Error(result.errors.join('\n'));
			}
			await ContactModel.deleteMany({ org: { $in: [ORG, 'other'] } }, { acrossOrganisations: true });
		},

		async ask(identity: Identity, method: string, path: string, body?: unknown) {
			return api.call(await issueToken(identity, key), method, path, body);
		},

		async download(identity: Identity, id: string): Promise<Response> {
			return fetch(`${api.url()}/api/v1/media/${id}`, { headers: { authorization: `Bearer ${await issueToken(identity, key)}` } });
		},

		/** A person who has written on WhatsApp just now. */
		async person(changes: Partial<Contact> = {}): Promise<string> {
			people++;
			const phone = `+2376900000${String(people).padStart(2, '0')}`;
			const now = clock.now();
			const reach = [
				{ channel: 'whatsapp' as const, carrier: 'simulator' as const, sender: '+14155238886', address: phone, lastInboundAt: now },
			];
			const contact = newContact({ _id: newId(), org: ORG, phone, name: 'Mme Ngo', language: 'fr', reach, ...changes }, now);
			await insertRows(ContactModel, [contact]);
			return contact._id;
		},

		/** What the program said to somebody and has not sent yet. */
		queue(...messages: NewOutboxMessage[]): Promise<void> {
			const actor = { kind: 'system' as const, id: 'system', source: 'test' };
			return runScene({ org: ORG, actor, correlationId: 'test' }, async (scene) => queueMessages(scene, messages));
		},

		/** Someone waiting for a person. */
		waiting(changes: Partial<Contact> = {}): Promise<string> {
			return this.person({ owner: 'human', ownerSince: clock.now(), handoverReason: 'asked', ...changes });
		},

		/** Puts an input of the person in their lane. */
		async writes(contact: string, input: Input | string): Promise<string> {
			const id = newId();
			const said: Input = typeof input === 'string' ? { kind: 'message', text: input } : input;
			const item = inboxItem(id, clock.now(), {
				org: ORG,
				contact,
				source: 'simulator',
				externalId: id,
				input: said,
				correlationId: 'test',
				route: { channel: 'whatsapp', carrier: 'simulator', sender: '+14155238886', address: '+237690000000' },
			});
			await insertRows(InboxModel, [item]);
			return id;
		},

		/** Takes the turns that wait in the contact's lane. */
		async drain(contact: string, deps: Partial<TurnDeps> = {}): Promise<number | null> {
			const takeTurn = createTakeTurn({ ...turnDeps, ...deps }, runScene);
			return drainLane({ clock, newId, takeTurn }, { org: ORG, key: contact });
		},

		contact: async (id: string): Promise<Contact | null> => ContactModel.findOne({ _id: id, org: ORG }).lean(),
		said: async (contact: string): Promise<string[]> =>
			(await OutboxModel.find({ org: ORG, contact }).sort({ _id: 1 }).lean()).map(({ text }) => text),
		inbox: async (contact: string): Promise<InboxItem[]> => InboxModel.find({ org: ORG, contact }).sort({ _id: 1 }).lean(),
	};
}
