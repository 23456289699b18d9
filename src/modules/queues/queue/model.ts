import { Schema } from 'mongoose';
import { defineModel } from '../../../platform/mongo/define-model.ts';
import { type Memory, NO_MEMORY } from '../line/policy.ts';

/** open: gives tickets · paused: those who wait wait on, nobody joins · closing: no new tickets, those who wait are served · closed. */
export const QUEUE_STATUSES = ['open', 'paused', 'closing', 'closed'] as const;
export type QueueStatus = (typeof QUEUE_STATUSES)[number];

/** The life of a queue; what it is stands in its organisation. */
export interface QueueLife {
	/** `<org>/<queue>`. */
	_id: string;
	org: string;
	queue: string;
	status: QueueStatus;
	/** In the staff's words. */
	reason: string | null;
	/** The local day on which the status was set: it holds for that day. */
	statusDay: string | null;
	/** Calls so far: an absent person may come back within so many. */
	calls: number;
	memory: Memory;
	/** Grows with every write that decides who is next or who still gets in. */
	version: number;
}

const schema = new Schema<QueueLife>({
	_id: { type: String, required: true },
	org: { type: String, required: true },
	queue: { type: String, required: true },
	status: { type: String, required: true },
	reason: { type: String, default: null },
	statusDay: { type: String, default: null },
	calls: { type: Number, required: true },
	memory: { type: Schema.Types.Mixed, required: true },
	version: { type: Number, required: true },
});

export const QueueModel = defineModel<QueueLife>('Queue', schema, { collection: 'queues', tenant: true });

/** The id of a queue's row: ids of queues are an organisation's own. */
export function queueKey(org: string, queue: string): string {
	return `${org}/${queue}`;
}

/** A queue that nothing has happened to: open, nobody called. */
export function newQueueLife(org: string, queue: string): QueueLife {
	const standing = { status: 'open' as const, reason: null, statusDay: null };
	return { _id: queueKey(org, queue), org, queue, ...standing, calls: 0, memory: NO_MEMORY, version: 0 };
}
