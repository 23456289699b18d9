import type { mongo } from 'mongoose';
import { allStoriesEnd } from '../plan.ts';
import { rightJob } from './crossed.ts';
import type { Evidence } from './evidence.ts';
import { answered, appliedOnce, inOrder, stored, together } from './inputs.ts';
import { deliveredOnce, rightPerson, sentInOrder } from './messages.ts';
import { type Check, check, expectThat, type Records, readRecords } from './records.ts';
import { legalHistories, oneAssignee, silentBot } from './requests.ts';

/** The verdict on a campaign. */
export interface Audit {
	checks: Check[];
	/** Messages that arrived more than once, each with what excuses it. */
	doubles: string[];
	/** Messages that did not arrive. */
	losses: number;
	figures: Record<string, number>;
}

/** Proves I1–I7 from the database and the carrier's log alone. */
export async function audit(evidence: Evidence, db: mongo.Db): Promise<Audit> {
	const records = await readRecords(db);
	const delivered = deliveredOnce(evidence, records);
	const checks = [
		stored(evidence, records),
		appliedOnce(evidence, records),
		inOrder(evidence, records),
		together(evidence, records),
		delivered,
		sentInOrder(evidence, records),
		oneAssignee(evidence, records),
		silentBot(evidence, records),
		legalHistories(evidence, records),
		answered(evidence, records),
		rightPerson(evidence, records),
		rightJob(evidence, records),
		everybodyServed(evidence, records),
	];
	return { checks, doubles: delivered.doubles, losses: delivered.losses, figures: figuresOf(evidence, records) };
}

/** The campaign itself came to its end: an audit of a city that never moved would prove nothing. */
function everybodyServed({ plan, stories, exitCodes }: Evidence, { requests }: Records): Check {
	const result = check('stories', 'every client’s story came to its end, and the processes stopped cleanly when asked');
	for (const { phone, done, number, last } of stories) {
		const waits = `${phone} (request ${number ?? 'none'}) waits before: ${last.replaceAll('\n', ' / ').slice(0, 100)}`;
		if (allStoriesEnd(plan)) expectThat(result, done, () => waits);
		else if (!done) result.noted.push(waits);
	}
	const ended = stories.filter(({ done }) => done).length;
	expectThat(result, ended >= plan.size.storiesEnd, () => `only ${ended} stories ended`);
	const completed = requests.filter(({ status }) => status === 'service_completed').length;
	expectThat(result, completed > 0, () => 'not one request was completed');
	for (const code of exitCodes) expectThat(result, code === 0, () => `a process ended with ${code}`);
	return result;
}

function figuresOf({ posted, sent, failedCallbacks, stories, kills, seconds, desk }: Evidence, records: Records): Record<string, number> {
	return {
		seconds,
		kills_web: kills.web,
		kills_worker: kills.worker,
		kills_mongo: kills.mongo,
		step_downs: kills.stepDowns,
		webhooks: posted.length,
		webhooks_repeated: posted.filter(({ copies }) => copies > 1).length,
		webhooks_late: posted.filter(({ late }) => late).length,
		webhooks_not_answered_at_first: posted.filter(({ failures }) => failures > 0).length,
		inputs: records.inbox.length,
		messages: records.outbox.length,
		sends_accepted: sent.length,
		attempts: records.outbox.reduce((sum, row) => sum + row.attempts, 0),
		sends_unknown: records.outbox.filter((row) => row.history.some(({ status }) => status === 'unknown')).length,
		callbacks_lost: failedCallbacks,
		requests: records.requests.length,
		completed: records.requests.filter(({ status }) => status === 'service_completed').length,
		offers: records.offers.length,
		events: records.events.length,
		stories_ended: stories.filter(({ done }) => done).length,
		nudges: stories.reduce((sum, story) => sum + story.nudges, 0),
		handed_back: desk.handedBack,
		inputs_tried_again: records.inbox.filter(({ attempts }) => attempts > 0).length,
		inputs_after_a_crash: records.inbox.filter(({ crashes }) => (crashes ?? 0) > 0).length,
	};
}
