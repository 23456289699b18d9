import { ContactModel } from '../contacts/model.ts';
import type { Scene } from '../scene/scene.ts';
import { EMPTY_SESSION } from '../session.ts';
import type { Person } from './person.ts';

/**
 * Blanks who the person is, last of all: until then they are found by their number. The row stays for what points to it; whoever writes from
 * that number is somebody new. A turn that begins at the same moment conflicts with it. Gives how many rows changed.
 */
export async function eraseContactRow(scene: Scene, { contacts }: Person): Promise<number> {
	const { org, now, db } = scene;
	const { modifiedCount } = await ContactModel.updateMany(
		{ org, _id: { $in: contacts }, erasedAt: { $exists: false } },
		{
			$set: { reach: [], session: { ...EMPTY_SESSION }, owner: 'bot', erasedAt: now, updatedAt: now },
			$unset: {
				phone: true,
				waUserId: true,
				name: true,
				agent: true,
				ownerSince: true,
				agentActiveAt: true,
				handoverReason: true,
				questionTimerAt: true,
				lanePast: true,
			},
		},
		{ session: db },
	);
	return modifiedCount;
}
