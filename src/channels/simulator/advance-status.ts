import { SIMULATOR_STATUSES, SimulatorMessageModel, type SimulatorStatus } from './model.ts';

/** Moves a bubble's ticks forward, never back. Gives whether anything changed. */
export async function advanceStatus(org: string, id: string, status: SimulatorStatus): Promise<boolean> {
	const earlier = SIMULATOR_STATUSES.slice(0, SIMULATOR_STATUSES.indexOf(status));
	const result = await SimulatorMessageModel.updateOne({ org, _id: id, status: { $in: earlier } }, { $set: { status } });
	return result.modifiedCount === 1;
}
