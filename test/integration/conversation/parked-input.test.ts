import { beforeEach, expect, test } from '@jest/globals';
import { OutboxModel } from '../../../src/channels/outbox/model.ts';
import { InboxModel } from '../../../src/conversation/inbox/model.ts';
import { drainLane } from '../../../src/conversation/lane/drain-lane.ts';
import { createApologise } from '../../../src/conversation/turn/apologise.ts';
import { loadTexts } from '../../../src/platform/i18n.ts';
import { useDatabase } from '../../support/database.ts';
import { freshSpine, inbound, ORG, type Spine } from '../../support/spine.ts';

useDatabase();

const texts = loadTexts('locales');
let spine: Spine;
beforeEach(async () => {
	spine = await freshSpine();
});

const organisation = {
	id: ORG,
	name: 'Djobea',
	timezone: 'Africa/Douala',
	currency: 'XAF',
	languages: ['fr' as const],
	services: [],
	zones: [],
	offers: { requests: true, queues: false, appointments: false },
	settings: {
		question_reminder_minutes: 15,
		question_expiry_minutes: 60,
		draft_keep_hours: 48,
		human_idle_warn_minutes: 20,
		human_idle_return_minutes: 30,
		wrong_answers_before_person: 3,
	},
};

async function live(): Promise<void> {
	const received = await spine.receive(inbound('SM1', 'Bonjour'));
	const onParked = createApologise({ texts, findOrganisation: async () => organisation }, spine.runScene);
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
	expect(told.map((row) => row.text)).toEqual([texts.say('fr', 'common.trouble', {}, organisation)]);
});
