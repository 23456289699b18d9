import type { ClientSession } from 'mongoose';
import { SimulatorFileModel, SimulatorMessageModel } from './model.ts';

/** Removes at most `most` bubbles of simulated phones with the photos in them; gives how many. They are development data, counted nowhere. */
export async function forgetPhone({ org, db }: { org: string; db: ClientSession }, addresses: string[], most: number): Promise<number> {
	const bubbles = await SimulatorMessageModel.find({ org, address: { $in: addresses } }, { media: true }, { session: db })
		.limit(most)
		.lean();
	if (bubbles.length === 0) return 0;
	const files = bubbles.flatMap(({ media }) => media.map(({ file }) => file));
	await SimulatorFileModel.deleteMany({ org, _id: { $in: files } }, { session: db });
	await SimulatorMessageModel.deleteMany({ org, _id: { $in: bubbles.map(({ _id }) => _id) } }, { session: db });
	return bubbles.length;
}
