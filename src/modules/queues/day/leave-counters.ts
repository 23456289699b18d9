import type { InScene, Scene } from '../../../conversation/scene/scene.ts';
import { ACROSS_ORGANISATIONS } from '../../../platform/mongo/define-model.ts';
import { findOrganisation } from '../../organisations/index.ts';
import { QUEUES } from '../actors.ts';
import { CounterModel, type CounterSession, NOBODY_THERE } from '../counter/model.ts';
import { letKeptGo } from '../line/keep-place.ts';
import { firstDayOf, localDay } from '../queue/opening.ts';

/** One run looks at so many counters, those opened first first; the next run, minutes later, takes the rest (I12). */
const MOST_COUNTERS = 500;
const CORRELATION = 'queues-night';

/**
 * Counters that their agents left open when the day ended are nobody's the next morning: another agent can sit down there, and who had
 * one can open another. A counter with somebody in hand keeps them until the visit is ended.
 */
export async function leaveCounters(inScene: InScene, now: Date): Promise<void> {
	const open = await CounterModel.find({ state: { $ne: 'closed' }, ticket: null }, null, ACROSS_ORGANISATIONS)
		.sort({ openedAt: 1 })
		.limit(MOST_COUNTERS)
		.lean();
	for (const session of open) {
		const organisation = await findOrganisation(session.org);
		const branch = organisation?.branches.find(({ id }) => id === session.branch);
		if (organisation === null || branch === undefined) continue;
		const acted = new Date(Math.max(...[session.openedAt, session.lastCallAt].map((at) => at?.getTime() ?? 0)));
		if (localDay(acted, organisation.timezone) >= firstDayOf(organisation, branch, now)) continue;
		await inScene({ org: session.org, actor: QUEUES, correlationId: CORRELATION }, (scene) => leave(scene, session));
	}
}

/** Unless somebody presses a key there at this moment. */
async function leave(scene: Scene, session: CounterSession): Promise<void> {
	const { _id, org, branch, counter, agent, version } = session;
	const left = await CounterModel.updateOne(
		{ _id, org, version },
		{ $set: { ...NOBODY_THERE, reserved: [] }, $inc: { version: 1 } },
		{ session: scene.db },
	);
	if (left.modifiedCount === 0) return;
	await letKeptGo(scene, { ...session });
	scene.emit({
		type: 'counter.closed',
		subject: { kind: 'counter', id: counter },
		data: { branch, counter, agent, reason: null },
	});
}
