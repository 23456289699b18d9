import { forgetMediaOf } from '../../channels/media/forget-media.ts';
import { blankMessages } from '../../channels/outbox/blank-messages.ts';
import { forgetPhone } from '../../channels/simulator/forget-phone.ts';
import { blankRows } from '../../platform/mongo/blank-rows.ts';
import { InboxModel } from '../inbox/model.ts';
import type { Scene } from '../scene/scene.ts';
import { TimerModel } from '../timers/model.ts';
import { TurnTraceModel } from '../turn/trace.ts';
import type { Person } from './person.ts';

/** What every kind of input holds of the person or of what was told to them; kinds, ids and times stay. */
export const INPUT_BLANKS = {
	texts: ['input.text', 'input.payload', 'input.label', 'input.caption', 'input.address', 'input.media.$[].url', 'route.address', 'heard'],
	gone: ['input.latitude', 'input.longitude'],
	emptied: ['input.data'],
};

/** What a person and we said, part by part: each blanks at most `most` rows and gives how many. */
export const TALK: readonly { kind: string; blank(scene: Scene, person: Person, most: number): Promise<number> }[] = [
	{
		kind: 'messages_in',
		async blank(scene, { contacts }, most) {
			const theirs = { org: scene.org, contact: { $in: contacts } };
			await InboxModel.updateMany({ ...theirs, state: { $in: ['pending', 'dead'] } }, dropped(scene.now), { session: scene.db });
			return (await blankRows(InboxModel, theirs, INPUT_BLANKS, { db: scene.db, most })).length;
		},
	},
	{ kind: 'messages_out', blank: (scene, { contacts }, most) => blankMessages(scene, { contact: { $in: contacts } }, most) },
	{ kind: 'files', blank: (scene, { contacts }, most) => forgetMediaOf(scene, contacts, most) },
	{ kind: 'simulator_messages', blank: (scene, { addresses }, most) => forgetPhone(scene, addresses, most) },
	{
		kind: 'timers',
		async blank(scene, { contacts }) {
			const gone = await TimerModel.deleteMany({ org: scene.org, contact: { $in: contacts } }, { session: scene.db });
			return gone.deletedCount;
		},
	},
	{
		kind: 'traces',
		async blank(scene, { contacts }) {
			const gone = await TurnTraceModel.deleteMany({ org: scene.org, contact: { $in: contacts } }, { session: scene.db });
			return gone.deletedCount;
		},
	},
];

/** An input that is given up; its row stays, so that a redelivery of it is still a duplicate (I2). */
export function dropped(now: Date) {
	return { $set: { state: 'dropped' as const, doneAt: now } };
}
