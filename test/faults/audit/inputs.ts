import type { InboxItem } from '../../../src/conversation/input.ts';
import type { Posted } from '../post-office.ts';
import type { Evidence } from './evidence.ts';
import { byId, type Check, check, expectThat, groupBy, type Records } from './records.ts';

const PERSON = new Set(['message', 'choice', 'media', 'location']);
/** A transaction is committed within this time or not at all, also when the database is just coming back. */
const COMMIT_MS = 30_000;
/** Within it the same button again is the same tap. */
const DOUBLE_TAP_MS = 10_000;

/** I1: what was answered 200 is there, once. */
export function stored({ posted }: Evidence, { inbox }: Records): Check {
	const result = check('I1', 'every webhook that was answered 200 is stored, once');
	const rows = groupBy(
		inbox.filter((item) => item.source === 'twilio'),
		(item) => item.externalId,
	);
	for (const { sid, ackedAt } of posted) {
		if (ackedAt === undefined) result.noted.push(`${sid} was never answered 200 while the campaign ran`);
		else expectThat(result, rows.get(sid)?.length === 1, () => `${sid} was answered 200 and is stored ${rows.get(sid)?.length ?? 0} times`);
	}
	const known = new Set(posted.map(({ sid }) => sid));
	for (const sid of rows.keys()) expectThat(result, known.has(sid), () => `${sid} is stored and nobody sent it`);
	return result;
}

/** I2: each input was applied, and its contact's session counts as many turns as there were inputs. */
export function appliedOnce(_evidence: Evidence, { inbox, contacts, traces }: Records): Check {
	const result = check('I2', 'every input is applied exactly once, people’s, modules’, timers’ and agents’');
	const traced = byId(traces);
	for (const item of inbox) {
		expectThat(
			result,
			item.state === 'done',
			() => `${item._id} (${item.input.kind}) is ${item.state}, last error ${item.lastError ?? 'none'}`,
		);
		if (item.state === 'done' && item.input.kind !== 'timer')
			expectThat(result, traced.has(item._id), () => `${item._id} (${item.input.kind}) is done and took no turn`);
	}
	const turns = groupBy(traces, (trace) => trace.contact);
	for (const contact of contacts) {
		const taken = turns.get(contact._id)?.length ?? 0;
		expectThat(
			result,
			contact.session.turn === taken,
			() => `${contact._id}: ${taken} inputs moved the session ${contact.session.turn} times`,
		);
	}
	return result;
}

/** I3: a contact's inputs were applied in the order in which they came. */
export function inOrder({ posted }: Evidence, { inbox }: Records): Check {
	const result = check('I3', 'each contact’s inputs are applied in the order of their arrival');
	const known = new Map(posted.map((one) => [one.sid, one]));
	for (const items of groupBy(inbox, (item) => item.contact).values()) {
		const done = items.filter((item) => item.doneAt !== undefined);
		for (const [i, later] of done.entries()) {
			for (const earlier of done.slice(Math.max(0, i - 8), i)) compare(result, known, earlier, later);
		}
	}
	return result;
}

function compare(result: Check, posted: Map<string, Posted>, earlier: InboxItem, later: InboxItem): void {
	const inverted = (earlier.doneAt?.getTime() ?? 0) > (later.doneAt?.getTime() ?? 0);
	const [first, second] = [posted.get(earlier.externalId), posted.get(later.externalId)];
	if (first !== undefined && second !== undefined) {
		// Which of two came first is only certain when one was answered before the other was sent.
		const certain = (first.ackedAt ?? Number.POSITIVE_INFINITY) < second.postedAt;
		const swapped = (second.ackedAt ?? Number.POSITIVE_INFINITY) < first.postedAt;
		if (certain) expectThat(result, !inverted, () => `${earlier._id} came before ${later._id} and was applied after it`);
		if (swapped) expectThat(result, inverted, () => `${later._id} came before ${earlier._id} and was applied after it`);
		return;
	}
	result.checked++;
	if (!inverted) return;
	// Made by a transaction that was still being committed when the other was taken in hand: it came after it.
	const waited = (later.doneAt?.getTime() ?? 0) - earlier.receivedAt.getTime();
	const line = `${earlier._id} (${earlier.input.kind}) was applied after ${later._id} (${later.input.kind}), ${waited} ms after it was made`;
	if (waited < COMMIT_MS) result.noted.push(line);
	else result.violations.push(line);
}

/** I4: nothing exists whose cause was not applied, and nothing applied lacks its consequences. */
export function together(_evidence: Evidence, { inbox, outbox, requests, events, traces }: Records): Check {
	const result = check('I4', 'a turn’s session, domain writes, messages and events commit together or not at all');
	const items = byId(inbox);
	const said = groupBy(outbox, (row) => row.turn);
	for (const row of outbox)
		expectThat(result, items.get(row.turn)?.state === 'done', () => `${row._id} answers ${row.turn}, which is not done`);
	for (const [turn, rows] of said) {
		const words = new Set(rows.map((row) => JSON.stringify([row.contact, row.text, row.choices])));
		expectThat(result, words.size === rows.length, () => `${turn} queued the same words twice`);
	}
	for (const item of inbox) {
		const cause = item.source === 'module' ? item.externalId.split(':')[0] : undefined;
		const source = cause === undefined ? undefined : items.get(cause);
		if (source !== undefined) expectThat(result, source.state === 'done', () => `${item._id} was caused by ${cause}, which is not done`);
	}
	for (const trace of traces) {
		const words = trace.effects.filter((effect) => effect.kind === 'say' || effect.kind === 'ask').length;
		const queued = said.get(trace._id)?.length ?? 0;
		// Words that belong together are one message, a long one is several; none at all is a loss.
		expectThat(result, words === 0 || queued > 0, () => `${trace._id} had ${words} things to say and queued nothing`);
	}
	const changes = groupBy(
		events.filter((event) => event.type === 'request.status_changed'),
		(event) => event.subject.id,
	);
	const created = groupBy(
		events.filter((event) => event.type === 'request.created'),
		(event) => event.subject.id,
	);
	for (const request of requests) {
		const moved = request.history.filter((line) => line.from !== null).length;
		expectThat(
			result,
			changes.get(request._id)?.length === moved && created.get(request._id)?.length === 1,
			() => `request ${request.number}: ${moved} changes, ${changes.get(request._id)?.length ?? 0} events`,
		);
	}
	for (const id of [...changes.keys(), ...created.keys()])
		expectThat(
			result,
			requests.some((request) => request._id === id),
			() => `there are events of ${id}, which does not exist`,
		);
	return result;
}

/** The bot answers everything a person says to it. */
export function answered(_evidence: Evidence, { inbox, outbox, traces }: Records): Check {
	const result = check('answers', 'everything a person says to the bot gets an answer');
	const traced = byId(traces);
	const said = groupBy(outbox, (row) => row.turn);
	for (const item of inbox) {
		const trace = traced.get(item._id);
		if (!PERSON.has(item.input.kind) || trace === undefined || trace.before?.owner === 'human') continue;
		if (isDoubleTap(item, inbox)) result.noted.push(`${item._id}: the same button twice`);
		else expectThat(result, said.has(item._id), () => `${item._id} (${item.input.kind}, ${trace.decision}) got no answer`);
	}
	return result;
}

/** The same button was tapped a moment ago: one answer is enough. */
function isDoubleTap({ _id, contact, input, doneAt }: InboxItem, inbox: readonly InboxItem[]): boolean {
	if (input.kind !== 'choice') return false;
	return inbox.some(
		(other) =>
			other.contact === contact &&
			other._id < _id &&
			other.input.kind === 'choice' &&
			other.input.payload === input.payload &&
			(doneAt?.getTime() ?? 0) - (other.doneAt?.getTime() ?? 0) < DOUBLE_TAP_MS,
	);
}
