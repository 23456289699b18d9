import { beforeEach, expect, test } from '@jest/globals';
import { OutboxModel } from '../../../src/channels/outbox/model.ts';
import { ContactModel } from '../../../src/conversation/contacts/model.ts';
import { InboxModel } from '../../../src/conversation/inbox/model.ts';
import { drainLane } from '../../../src/conversation/lane/drain-lane.ts';
import { createApologise } from '../../../src/conversation/turn/apologise.ts';
import { loadTexts } from '../../../src/platform/i18n.ts';
import { AN_ORGANISATION } from '../../support/an-organisation.ts';
import { useDatabase } from '../../support/database.ts';
import { freshSpine, inbound, ORG, type Spine } from '../../support/spine.ts';

useDatabase();

const texts = loadTexts('locales');
let spine: Spine;
beforeEach(async () => {
	spine = await freshSpine();
});

async function live(findOrganisation = async () => AN_ORGANISATION): Promise<void> {
	const received = await spine.receive(inbound('SM1', 'Bonjour'));
	const onParked = createApologise({ texts, findOrganisation }, spine.runScene);
	const takeTurn = async () => {
		throw new Error('a bug');
	};
	for (let attempt = 0; attempt < 3; attempt++) {
		await drainLane({ clock: spine.clock, newId: spine.newId, takeTurn, onParked }, { org: ORG, key: received.contact?._id ?? '' });
		spine.clock.advance(60_000);
	}
}

test('a message that cannot be handled is parked, and its sender hears of it once', async () => {
	await live();
	expect(await InboxModel.find({ org: ORG }, { state: 1, attempts: 1, _id: 0 }).lean()).toEqual([{ state: 'dead', attempts: 3 }]);
	const told = await OutboxModel.find({ org: ORG }).lean();
	expect(told.map((row) => row.text)).toEqual([texts.say('fr', 'common.trouble', {}, AN_ORGANISATION)]);
});

test('an agent who takes over at that very moment speaks instead (I7)', async () => {
	await live(async () => {
		await ContactModel.updateMany({ org: ORG }, { $set: { owner: 'human', agent: 'awa' } });
		return AN_ORGANISATION;
	});
	expect(await InboxModel.find({ org: ORG }, { state: 1, _id: 0 }).lean()).toEqual([{ state: 'dead' }]);
	expect(await OutboxModel.countDocuments({ org: ORG })).toBe(0);
});
