import type { ClientSession } from 'mongoose';
import { BookingModel } from '../booking/model.ts';

/** What the queues and their counters ask about appointments: those of today who have not come yet will take counters too (rule Q6). */
export const bookedSlots = {
	/** Appointments of these services in a branch between two moments whose people have no ticket yet, in order. */
	async bookedBetween(
		within: { org: string; db?: ClientSession },
		{ branch, services, from, to }: { branch: string; services: readonly string[]; from: Date; to: Date },
	): Promise<{ at: Date; service: string; minutes: number }[]> {
		const rows = await BookingModel.find(
			{ org: within.org, branch, service: { $in: [...services] }, start: { $gte: from, $lt: to }, status: 'confirmed' },
			{ service: 1, start: 1, end: 1 },
		)
			.sort({ start: 1 })
			.session(within.db ?? null)
			.lean();
		return rows.map(({ service, start, end }) => ({ at: start, service, minutes: Math.round((end.getTime() - start.getTime()) / 60_000) }));
	},

	/** How many appointments a branch has between two moments, and what was written of them last. */
	async stateOf(
		within: { org: string; db?: ClientSession },
		{ branch, from, to }: { branch: string; from: Date; to: Date },
	): Promise<string> {
		const [state] = await BookingModel.aggregate<{ count: number; versions: number }>([
			{ $match: { org: within.org, branch, start: { $gte: from, $lt: to }, status: { $nin: ['held', 'offered'] } } },
			{ $group: { _id: null, count: { $sum: 1 }, versions: { $sum: '$version' } } },
		]).session(within.db ?? null);
		return state === undefined ? '' : `${state.count}.${state.versions}`;
	},
};
