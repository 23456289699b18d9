import { beforeEach, describe, expect, test } from '@jest/globals';
import { OutboxModel } from '../../../src/channels/outbox/model.ts';
import { queueMessages } from '../../../src/channels/outbox/queue-messages.ts';
import type { Contact } from '../../../src/conversation/contacts/contact.ts';
import { ContactModel } from '../../../src/conversation/contacts/model.ts';
import type { OpenScene } from '../../../src/conversation/scene/in-scene.ts';
import { AppError } from '../../../src/platform/errors.ts';
import { EventModel } from '../../../src/platform/events/model.ts';
import { countTransactions } from '../../support/count-transactions.ts';
import { useDatabase } from '../../support/database.ts';
import { aMessage } from '../../support/outbox.ts';
import { aContact, freshSpine, ORG, type Spine } from '../../support/spine.ts';

useDatabase();
let spine: Spine;
let contacts: Contact[];
beforeEach(async () => {
	spine = await freshSpine();
	contacts = await Promise.all(Array.from({ length: 12 }, (_, nth) => aContact(spine, { phone: `+2376900001${10 + nth}` })));
});

const options = { org: ORG, actor: { kind: 'system' as const, id: 'system', source: 'test' }, correlationId: 'corr' };

/** What a turn writes: its contact under a condition, an event, a message. */
function gatherTurn(scene: OpenScene, contact: Contact, name: string): void {
	scene.change(ContactModel, {
		filter: { _id: contact._id, org: ORG, owner: 'bot' },
		update: { $set: { name } },
		gone: () => new AppError('lease_lost', 'the owner changed'),
	});
	scene.emit({ type: 'x.done', subject: { kind: 'contact', id: contact._id }, data: {} });
	queueMessages(scene, [aMessage(contact._id, name)]);
}

const turns = (name: string) =>
	Promise.allSettled(contacts.map((contact) => spine.runScene(options, async (scene) => gatherTurn(scene, contact, name))));

/** By contact: its name, and how many events and messages it has. */
async function written(): Promise<[string | undefined, number, number][]> {
	return Promise.all(
		contacts.map(async ({ _id }): Promise<[string | undefined, number, number]> => {
			const row = await ContactModel.findOne({ _id, org: ORG }).lean();
			const events = await EventModel.countDocuments({ org: ORG, 'subject.id': _id });
			return [row?.name, events, await OutboxModel.countDocuments({ org: ORG, contact: _id })];
		}),
	);
}

describe('scenes that end at the same moment', () => {
	test('share transactions, and each is written once', async () => {
		const { result, transactions } = await countTransactions(() => turns('one'));
		expect(result.map(({ status }) => status)).toEqual(contacts.map(() => 'fulfilled'));
		expect(await written()).toEqual(contacts.map(() => ['one', 1, 1]));
		expect(transactions).toBeLessThan(contacts.length / 2);
	});

	test('one whose row has changed is abandoned with its own error; the others are written, once, and whole', async () => {
		const [first] = contacts;
		await ContactModel.updateOne({ _id: first?._id, org: ORG }, { $set: { owner: 'human', name: 'before' } });
		const results = await turns('two');
		expect(results[0]).toMatchObject({ status: 'rejected', reason: { code: 'lease_lost' } });
		expect(results.slice(1).every(({ status }) => status === 'fulfilled')).toBe(true);
		expect(await written()).toEqual(contacts.map((contact) => (contact === first ? ['before', 0, 0] : ['two', 1, 1])));
	});

	test('one that works in its own transaction stays by itself, and both kinds are whole', async () => {
		const results = await Promise.allSettled(
			contacts.map((contact, nth) =>
				spine.runScene(options, async (scene) => {
					if (nth % 3 === 0)
						await ContactModel.updateOne({ _id: contact._id, org: ORG }, { $set: { language: 'en' } }, { session: scene.db });
					gatherTurn(scene, contact, 'three');
					if (nth === 3) throw new AppError('conflict', 'no');
				}),
			),
		);
		expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1);
		const rows = await ContactModel.find({ org: ORG, language: 'en' }).lean();
		expect(rows).toHaveLength(3);
		const expected = contacts.map((_, nth) => (nth === 3 ? [undefined, 0, 0] : ['three', 1, 1]));
		expect(await written()).toEqual(expected);
	});

	test('one that decided on what has changed since decides again, in its own transaction; the others are written once', async () => {
		const attempts = contacts.map(() => 0);
		/** Who puts a mark behind the name they read. */
		const mark = (contact: Contact, nth: number) =>
			spine.runScene(options, async (scene) => {
				attempts[nth] = (attempts[nth] ?? 0) + 1;
				const row = await ContactModel.findOne({ _id: contact._id, org: ORG })
					.session(scene.reads.db ?? null)
					.lean();
				// Somebody else is quicker, once.
				if (nth === 0 && attempts[nth] === 1) await ContactModel.updateOne({ _id: contact._id, org: ORG }, { $set: { name: 'other' } });
				scene.change(ContactModel, {
					filter: { _id: contact._id, org: ORG, name: row?.name },
					update: { $set: { name: `${row?.name}!` } },
				});
				scene.change(ContactModel, { filter: { _id: contact._id, org: ORG }, update: { $set: { language: 'en' } } });
				expect(scene.isChanged(ContactModel, contact._id)).toBe(true);
			});
		await ContactModel.updateMany({ org: ORG }, { $set: { name: 'x' } });
		await Promise.all(contacts.map(mark));
		expect(attempts).toEqual(contacts.map((_, nth) => (nth === 0 ? 2 : 1)));
		const rows = await ContactModel.find({ org: ORG }).sort({ phone: 1 }).lean();
		expect(rows.map(({ name, language }) => `${name} ${language}`)).toEqual(contacts.map((_, nth) => (nth === 0 ? 'other! en' : 'x! en')));
	});

	test('what a scene decides on is read outside until its transaction has begun', async () => {
		await spine.runScene(options, async (scene) => {
			expect(scene.reads).toEqual({ org: ORG });
			const { db } = scene;
			expect(scene.reads).toEqual({ org: ORG, db });
		});
	});

	test('a new row that changes within its scene is written as it is at the end', async () => {
		const [contact] = contacts;
		if (contact === undefined) return;
		await spine.runScene(options, async (scene) => {
			const row = { ...contact, _id: 'new', phone: '+237690000999' };
			expect(scene.isNew(ContactModel, 'new')).toBe(false);
			scene.insert(ContactModel, { ...row, name: 'first' });
			expect(scene.isNew(ContactModel, 'new')).toBe(true);
			scene.insert(ContactModel, { ...row, name: 'last' });
		});
		expect((await ContactModel.findOne({ _id: 'new', org: ORG }).lean())?.name).toBe('last');
	});
});
