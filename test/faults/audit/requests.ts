import { findTransition, type Status } from '../../../src/modules/requests/statuses.ts';
import { allStoriesEnd } from '../plan.ts';
import type { Evidence } from './evidence.ts';
import { byId, type Check, check, expectThat, groupBy, type Records } from './records.ts';

const ENDS: readonly Status[] = ['service_completed', 'cancelled', 'no_provider', 'disputed'];
const OPEN_OFFERS = new Set(['sent', 'delivered', 'seen']);

/** Every request's history is one that the table of transitions allows, without a gap. */
export function legalHistories({ plan }: Evidence, { requests }: Records): Check {
	const result = check('history', 'every request has a legal history, by actors who may, and comes to an end');
	const numbers = new Set<number>();
	for (const request of requests) {
		const name = `request ${request.number}`;
		expectThat(result, !numbers.has(request.number), () => `${name}: the number was given twice`);
		numbers.add(request.number);
		const [first, ...rest] = request.history;
		expectThat(result, first?.from === null && first.to === 'request_received', () => `${name} does not begin at the beginning`);
		let at = first?.to;
		for (const line of rest) {
			const rule = line.from === null ? undefined : findTransition(line.from, line.to);
			expectThat(result, line.from === at, () => `${name} jumps from ${at} to ${line.from}`);
			expectThat(
				result,
				rule?.by.includes(line.actor.kind) === true,
				() => `${name}: ${line.actor.kind} took it from ${line.from} to ${line.to}`,
			);
			at = line.to;
		}
		expectThat(result, at === request.status, () => `${name} is ${request.status}, its history says ${at}`);
		if (allStoriesEnd(plan)) expectThat(result, ENDS.includes(request.status), () => `${name} is still ${request.status}`);
	}
	return result;
}

/** I6: of those who said yes exactly one has the job, and everybody who said yes was told. */
export function oneAssignee(_evidence: Evidence, { requests, offers, searches, outbox, events }: Records): Check {
	const result = check('I6', 'of many providers who say yes exactly one gets the job, and the others are told once');
	const offersOf = groupBy(offers, (offer) => offer.request);
	const acceptances = groupBy(
		events.filter((event) => event.type === 'offer.accepted'),
		(event) => String(event.data.request),
	);
	for (const request of requests) {
		const name = `request ${request.number}`;
		const mine = offersOf.get(request._id) ?? [];
		const accepted = mine.filter((offer) => offer.status === 'accepted');
		const times = request.history.filter((line) => line.to === 'provider_accepted').length;
		expectThat(
			result,
			(acceptances.get(request._id)?.length ?? 0) === times,
			() => `${name}: ${times} acceptances, ${acceptances.get(request._id)?.length ?? 0} events`,
		);
		expectThat(
			result,
			times <= 1 + request.reallocations,
			() => `${name} was accepted ${times} times, lost ${request.reallocations} times`,
		);
		if (request.assigned !== null) {
			const winner = accepted.filter((offer) => offer._id === request.assigned?.offer);
			expectThat(result, winner.length === 1, () => `${name} has ${winner.length} winning offers`);
		}
		if (ENDS.includes(request.status))
			for (const offer of mine)
				expectThat(result, !OPEN_OFFERS.has(offer.status), () => `${name} has ended and ${offer._id} is ${offer.status}`);
		const open = searches.filter((search) => search.request === request._id && search.state === 'open');
		expectThat(result, !ENDS.includes(request.status) || open.length === 0, () => `${name} has ended and is still searched for`);
	}
	// The news of a lost offer is told once for each offer.
	const news = groupBy(
		outbox.filter((row) => row.notice && /a été prise par un autre/.test(row.text)),
		(row) => `${row.contact} ${row.subject}`,
	);
	for (const [key, rows] of news)
		expectThat(result, rows.length === 1, () => `${key} was told ${rows.length} times that another was faster`);
	const offered = byId(offers);
	for (const row of [...news.values()].flat()) {
		const { status, respondedAt } = offered.get(row.subject) ?? {};
		const heard = status === 'standby' && respondedAt !== undefined && respondedAt < row.createdAt;
		expectThat(result, !heard, () => `${row._id} tells of ${row.subject}, whose late yes was already answered`);
	}
	return result;
}

/** I7: while a person had the conversation the bot said nothing but news of jobs. */
export function silentBot({ plan }: Evidence, { outbox, traces, events }: Records): Check {
	const result = check('I7', 'while a human owns a conversation the bot says nothing; after the hand-back it speaks again');
	const said = groupBy(outbox, (row) => row.turn);
	let heard = 0;
	for (const trace of traces) {
		if (trace.before?.owner !== 'human' || trace.after?.owner !== 'human') continue;
		if (trace.inputKind === 'message' || trace.inputKind === 'choice') heard++;
		const words = (said.get(trace._id) ?? []).filter((row) => row.origin === 'bot' && !row.notice && !row.optOutReply);
		expectThat(result, words.length === 0, () => `${trace._id} (${trace.inputKind}): the bot spoke while a human had the conversation`);
	}
	if (plan.size.talkers > 0) expectThat(result, heard > 0, () => 'nobody spoke to a human: nothing was proved');
	const given = events.filter((event) => event.type === 'conversation.handed_back');
	for (const { subject, at } of given) {
		const spoke = outbox.some((row) => row.contact === subject.id && row.origin === 'bot' && row.createdAt >= at);
		expectThat(result, spoke, () => `${subject.id}: the bot did not speak again after the hand-back`);
	}
	return result;
}
