import { Histogram } from 'prom-client';
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import { failureCode } from '../../platform/failure-code.ts';
import type { NewId } from '../../platform/ids.ts';
import { log, withCorrelation } from '../../platform/log.ts';
import type { Work } from '../../platform/work/work-pool.ts';
import type { Contact } from '../contacts/contact.ts';
import type { ContactRow } from '../contacts/model.ts';
import { findWaiting } from '../inbox/find-waiting.ts';
import type { InboxItem } from '../input.ts';
import { claimContact, LANE_LEASE_MS } from './claim-contact.ts';
import { dropErased } from './drop-erased.ts';
import { failItem, isOrphan, noteCrash } from './fail-item.ts';
import { releaseLane, renewLane } from './lease.ts';

/** The right to take turns for one contact. Every write of the turn to the contact must be filtered on `lease.owner`. */
export interface LaneLease {
	owner: string;
	/** Nothing more is known to wait behind this item: the turn may free the lane in its own write (`freeLane`) and say so. */
	last: boolean;
}

/**
 * Takes one input through its turn. It must flip the item from pending to done in its own transaction (`finishItem`). Throws AppError
 * `lease_lost` when the lane or the item is no longer its own. May answer `{ released: true }`: it freed the lane itself.
 */
export type TakeTurn = (item: InboxItem, contact: Contact, lease: LaneLease) => Promise<{ released: boolean } | undefined>;

export interface LaneDeps {
	clock: Clock;
	newId: NewId;
	takeTurn: TakeTurn;
	/** The person wrote on WhatsApp after the window had closed: what was parked for them may go out now. */
	onWindowOpened?(org: string, contact: string): Promise<void>;
	/** An input was given up: whoever sent it should hear of it. */
	onParked?(item: InboxItem): Promise<void>;
}

/** Another process has the lane: it will see the rows, or we do when it is done. */
const HELD_MS = 400;
const RENEW_MS = LANE_LEASE_MS / 3;
/** Rule X3: an inbound message opens the window for 24 hours; five minutes are kept as a margin. */
const WINDOW_MS = (24 * 60 - 5) * 60_000;

const turnSeconds = new Histogram({
	name: 'palabre_turn_seconds',
	help: 'Time one turn took',
	labelNames: ['input'],
	buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
});
const lagSeconds = new Histogram({
	name: 'palabre_lane_lag_seconds',
	help: 'Time an input waited for its turn',
	buckets: [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300],
});

/**
 * Drains one contact's lane: its inputs in id order, one at a time, under the contact's lease (I3). Answers in how many milliseconds to
 * look again, null when nothing is left.
 */
export async function drainLane(deps: LaneDeps, { org, key: contact }: Work): Promise<number | null> {
	const owner = deps.newId();
	const readAt = deps.clock.now();
	let items = await findWaiting({ org, key: contact });
	let holds = false;
	try {
		for (let head = items.shift(); head !== undefined; head = items.shift()) {
			const now = deps.clock.now();
			if (head.notBefore > now) return head.notBefore.getTime() - now.getTime();
			const row = await claimContact(head, { owner, now, holds });
			if (row === null) return holds || (await isOrphan(head, now)) ? 0 : HELD_MS;
			if (!holds) {
				holds = true;
				const past = row.lanePast;
				// Somebody was here since the rows were read: they may be done.
				if (past !== undefined && past.owner === null && past.until >= readAt) {
					items = await findWaiting({ org, key: contact });
					continue;
				}
				if (past !== undefined && past.owner !== null && (await noteCrash(head, now))) continue;
			}
			if (row.erasedAt !== undefined) {
				await dropErased(head, now);
				continue;
			}
			const { wait, released } = await turn(deps, head, row, { owner, last: items.length === 0 });
			if (released) holds = false;
			if (wait > 0) return wait;
		}
	} catch (error) {
		// Another process has taken over: it goes on where the database says.
		if (error instanceof AppError && error.code === 'lease_lost') return HELD_MS;
		throw error;
	} finally {
		if (holds) await releaseLane(org, contact, owner, deps.clock.now());
	}
	return null;
}

async function turn(deps: LaneDeps, item: InboxItem, row: ContactRow, lease: LaneLease): Promise<{ wait: number; released: boolean }> {
	const { lanePast: past, ...contact } = row;
	const started = deps.clock.now();
	lagSeconds.observe((started.getTime() - item.receivedAt.getTime()) / 1000);
	const renewal = setInterval(() => {
		renewLane(item.org, item.contact, lease.owner, deps.clock.now()).catch(() => undefined);
	}, RENEW_MS);
	const stopTimer = turnSeconds.startTimer({ input: item.input.kind });
	try {
		if (opensWindow(item, past?.heardAt ?? null)) await deps.onWindowOpened?.(item.org, item.contact);
		const end = await withCorrelation(item.correlationId, () => deps.takeTurn(item, contact, lease));
		return { wait: 0, released: end?.released === true };
	} catch (error) {
		if (error instanceof AppError && error.code === 'lease_lost') {
			log.debug('lane lost during a turn', { item: item._id });
			throw error;
		}
		const wait = await failItem(item, error, deps.clock.now());
		if (wait === 0) await tellOfParking(deps, item);
		return { wait, released: false };
	} finally {
		clearInterval(renewal);
		stopTimer();
	}
}

function opensWindow(item: InboxItem, heardAt: Date | null): boolean {
	if (item.route?.channel !== 'whatsapp') return false;
	return heardAt === null || item.receivedAt.getTime() - heardAt.getTime() > WINDOW_MS;
}

/** The lane goes on even when the apology cannot be queued. */
async function tellOfParking(deps: LaneDeps, item: InboxItem): Promise<void> {
	try {
		await deps.onParked?.(item);
	} catch (error) {
		log.error('nobody was told of a parked input', { item: item._id, error: failureCode(error) });
	}
}
