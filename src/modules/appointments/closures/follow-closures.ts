import type { InScene } from '../../../conversation/scene/scene.ts';
import type { Clock } from '../../../platform/clock.ts';
import { AppError } from '../../../platform/errors.ts';
import { listOrganisations } from '../../organisations/index.ts';
import { APPOINTMENTS } from '../actors.ts';
import { findBooking } from '../booking/find-booking.ts';
import { BookingModel } from '../booking/model.ts';
import { followClosure } from './follow-closure.ts';
import { isClosedAt } from './is-closed-at.ts';

/** Rows read from the database at a time. */
const BATCH = 500;

/**
 * Looks for appointments that a house has closed on since they were booked, or opened on again. It compares what is booked with the hours
 * as they are, rather than follow edits: so it does not matter which process imported them, whether that one died, or that somebody booked
 * at the same moment. Each booking is one transaction, conditional on its version: two processes that look at once mark it once.
 */
export async function followClosures({ inScene, clock }: { inScene: InScene; clock: Clock }, correlationId: string): Promise<void> {
	for (const organisation of await listOrganisations()) {
		const coming = { org: organisation.slug, status: 'confirmed' as const, start: { $gt: clock.now() } };
		const fields = { branch: 1, service: 1, start: 1, end: 1, closedSince: 1 } as const;
		for await (const booking of BookingModel.find(coming, fields).lean().cursor({ batchSize: BATCH })) {
			if (isClosedAt(organisation, booking) === (booking.closedSince !== undefined)) continue;
			await inScene({ org: organisation.slug, actor: APPOINTMENTS, correlationId }, async (scene) => {
				const current = await findBooking(scene, booking._id);
				if (current !== null) await followClosure(scene, current);
			}).catch(unlessChanged);
		}
	}
}

/** Its person, or another process, was first: the next look finds what is left to do. */
function unlessChanged(error: unknown): void {
	if (!(error instanceof AppError) || error.code !== 'conflict') throw error;
}
