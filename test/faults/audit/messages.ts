import type { OutboxMessage } from '../../../src/channels/outbox/model.ts';
import type { EmulatedMessage } from '../../twilio-emulator/state.ts';
import type { Evidence } from './evidence.ts';
import { byId, type Check, check, expectThat, groupBy, type Records } from './records.ts';

/** Statuses of a message that reached the phone. */
const ARRIVED = new Set(['sent', 'delivered', 'read']);

/** The slowest answer of a carrier and the write after it. */
const NOTING_MS = 15_000;

/** I5: every message arrives, and arrives once; those that arrive twice are listed with what excuses each. */
export function deliveredOnce(evidence: Evidence, { outbox }: Records): Check & { doubles: string[]; losses: number } {
	const result = {
		...check('I5', 'every outgoing message is delivered, once, and what it says is what was queued'),
		doubles: [],
		losses: 0,
	};
	const doubles: string[] = [];
	const accepted = groupBy(evidence.sent, (message) => outboxIdOf(message));
	let losses = 0;
	for (const row of outbox) {
		const arrived = (accepted.get(row._id) ?? []).filter((message) => ARRIVED.has(message.status));
		const words = row.text.trim();
		for (const message of arrived)
			expectThat(result, bare(message.body).startsWith(bare(words)), () => `${row._id} was sent with other words than were queued`);
		if (arrived.length > 1) {
			const excuse = excuseOf(evidence, arrived);
			doubles.push(`${row._id} arrived ${arrived.length} times: ${excuse ?? 'no excuse'}`);
			expectThat(result, excuse !== undefined, () => `${row._id} arrived ${arrived.length} times, and nothing excuses it`);
		} else if (row.status === 'expired') {
			result.checked++;
			result.noted.push(`${row._id} expired (${row.errorCode ?? ''}), arrived ${arrived.length} times`);
		} else {
			if (arrived.length === 0) losses++;
			expectThat(result, arrived.length === 1, () => `${row._id} is ${row.status} (${lifeOf(row)}) and did not arrive`);
			expectThat(result, !row.open, () => `${row._id} is still ${row.status}`);
		}
	}
	const known = byId(outbox);
	for (const id of accepted.keys()) expectThat(result, known.has(id), () => `a message was sent for ${id}, which is not in the outbox`);
	return { ...result, doubles, losses };
}

/** The order in which a phone got what was queued for it. */
export function sentInOrder({ sent }: Evidence, { outbox }: Records): Check {
	const result = check('order out', 'messages to one person go out in the order they were queued');
	const first = new Map<string, number>();
	for (const [at, message] of sent.entries()) if (!first.has(outboxIdOf(message))) first.set(outboxIdOf(message), at);
	for (const rows of groupBy(outbox, (row) => row.contact).values()) {
		const gone = rows.filter((row) => first.has(row._id));
		for (const [i, later] of gone.entries()) {
			const earlier = gone[i - 1];
			if (earlier === undefined) continue;
			const inOrder = (first.get(earlier._id) ?? 0) < (first.get(later._id) ?? 0);
			// After a minute of holding back the rest, order gives way: what comes later is not kept from the person for ever.
			const waited = (later.history[0]?.at.getTime() ?? 0) - earlier.createdAt.getTime();
			if (!inOrder && waited > 60_000) result.noted.push(`${later._id} overtook ${earlier._id} (${lifeOf(earlier)}) after ${waited} ms`);
			else expectThat(result, inOrder, () => `${later._id} overtook ${earlier._id} (${lifeOf(earlier)}; ${lifeOf(later)})`);
		}
	}
	return result;
}

/** Nobody gets what is meant for another: neither the message, nor the number of a request that is not theirs. */
export function rightPerson({ sent }: Evidence, { outbox, contacts, requests, offers }: Records): Check {
	const result = check('person', 'no message goes to the wrong person, and none speaks of a request that is not theirs');
	const rows = byId(outbox);
	const people = byId(contacts);
	const offered = groupBy(offers, (offer) => offer.request);
	const concerned = new Map(
		requests.map((request) => [
			request.number,
			new Set([request.client, ...(offered.get(request._id) ?? []).map((offer) => offer.contact)]),
		]),
	);
	for (const message of sent) {
		const row = rows.get(outboxIdOf(message));
		if (row === undefined) continue;
		const phone = people.get(row.contact)?.phone;
		expectThat(result, message.to.replace(/^whatsapp:/, '') === phone, () => `${row._id} went to somebody else`);
		for (const [, number] of message.body.matchAll(/n° (\d{4,})/g)) {
			expectThat(
				result,
				concerned.get(Number(number))?.has(row.contact) === true,
				() => `${row._id} speaks to ${row.contact} of request ${number}`,
			);
		}
	}
	return result;
}

function outboxIdOf(message: EmulatedMessage): string {
	return message.statusCallback === undefined ? '' : (new URL(message.statusCallback).searchParams.get('outbox') ?? '');
}

/**
 * What a double may be excused by (I5): that a sender or the database was killed after the carrier took the first and before we noted it.
 * A lost answer is no excuse: the callback and a look-up tell what became of it.
 */
function excuseOf({ incidents }: Evidence, arrived: EmulatedMessage[]): string | undefined {
	const first = Math.min(...arrived.map((message) => message.createdAt.getTime()));
	const kill = incidents.find(({ at, what }) => !what.includes(' web ') && at >= first && at <= first + NOTING_MS);
	return kill === undefined ? undefined : `${kill.what} ${kill.at - first} ms after the first`;
}

function lifeOf(row: OutboxMessage): string {
	return `${row.attempts} attempts: ${row.history.map(({ status, code }) => (code === undefined ? status : `${status} ${code}`)).join(', ')}`;
}

function bare(text: string): string {
	return text.replace(/\s+/g, ' ').trim();
}
