import { Counter } from 'prom-client';
import { failureCode } from '../../platform/failure-code.ts';
import { log } from '../../platform/log.ts';
import { isOutage } from '../../platform/mongo/is-outage.ts';
import { ContactModel } from '../contacts/model.ts';
import { InboxModel } from '../inbox/model.ts';
import type { InboxItem } from '../input.ts';

/** L4: an item that fails three times will fail again; the person's next messages must not wait for it. */
const MOST_ATTEMPTS = 3;
/** A process that dies usually dies of something else (a deployment, the machine); an item that is there each time is the cause. */
const MOST_CRASHES = 8;
/** Before the second and the third attempt. */
const RETRY_MS = [1_000, 5_000];
/** The database's fault: the item is not to blame. */
const OUTAGE_MS = 1_000;

const dead = new Counter({ name: 'palabre_inbox_dead_total', help: 'Inputs given up after their last attempt', labelNames: ['input'] });
const failed = new Counter({
	name: 'palabre_turns_failed_total',
	help: 'Turns that failed and will be tried again',
	labelNames: ['input'],
});

/**
 * Notes a failed turn. The item stays at the front of its lane until its next attempt; after the last it is parked as `dead` and the lane
 * goes on. Answers in how many milliseconds the lane may go on: 0 at once.
 */
export async function failItem(item: InboxItem, error: unknown, now: Date): Promise<number> {
	const code = failureCode(error);
	const details = { item: item._id, org: item.org, contact: item.contact, kind: item.input.kind, attempt: item.attempts + 1, error: code };
	failed.inc({ input: item.input.kind });
	if (isOutage(error)) {
		log.warn('turn failed with the database', details);
		return OUTAGE_MS;
	}
	const wait = RETRY_MS[item.attempts];
	if (item.attempts + 1 >= MOST_ATTEMPTS || wait === undefined) {
		log.error('input parked after its last attempt', { ...details, cause: error });
		await park(item, { attempts: item.attempts + 1 }, code, now);
		return 0;
	}
	log.warn('turn failed, trying again', { ...details, cause: error });
	const later = { attempts: item.attempts + 1, notBefore: new Date(now.getTime() + wait), lastError: code };
	await InboxModel.updateOne({ _id: item._id, org: item.org, state: 'pending' }, { $set: later });
	return wait;
}

/** The process that had this item in hand died. True: it happened too often, the item is parked. */
export async function noteCrash(item: InboxItem, now: Date): Promise<boolean> {
	const crashes = (item.crashes ?? 0) + 1;
	if (crashes < MOST_CRASHES) {
		await InboxModel.updateOne({ _id: item._id, org: item.org, state: 'pending' }, { $set: { crashes } });
		return false;
	}
	log.error('input parked: processes keep dying with it', { item: item._id, org: item.org, contact: item.contact, kind: item.input.kind });
	await park(item, { crashes }, 'crash', now);
	return true;
}

/** An item for a contact that does not exist can never be applied: it is parked, or its lane would be looked at for ever. */
export async function isOrphan(item: InboxItem, now: Date): Promise<boolean> {
	if ((await ContactModel.exists({ _id: item.contact, org: item.org })) !== null) return false;
	log.error('input parked: no such contact', { item: item._id, org: item.org, contact: item.contact, kind: item.input.kind });
	await park(item, {}, 'not_found', now);
	return true;
}

async function park(item: InboxItem, counts: { attempts?: number; crashes?: number }, lastError: string, now: Date): Promise<void> {
	dead.inc({ input: item.input.kind });
	const parked = { ...counts, state: 'dead' as const, lastError, doneAt: now };
	await InboxModel.updateOne({ _id: item._id, org: item.org, state: 'pending' }, { $set: parked });
}
