import { Schema } from 'mongoose';
import { names, part, strings, text } from './fields.ts';
import type { Names } from './names.ts';

/** What the import file says of queues. Their life (open, paused, who waits) is the business of the queues. */

/** The ordering policies by name. */
export const QUEUE_POLICIES = ['arrival', 'balanced', 'appointments_first'] as const;
export type QueuePolicy = (typeof QUEUE_POLICIES)[number];

/** What a person may buy a place in, besides the ordinary one. */
const PAID_CLASSES = ['vip', 'express'] as const;
export type PaidClass = (typeof PAID_CLASSES)[number];

/** How a queue wants to know that someone is there before they are called (rule Q9). */
export const PRESENCE_PROOFS = ['none', 'button', 'qr'] as const;
export type PresenceProof = (typeof PRESENCE_PROOFS)[number];

/** The bounds of a policy; the policy's own values when unset. */
export interface PolicyOptions {
	/** At most one in so many is called from above while someone below waits. */
	ratio?: number;
	/** Nobody is passed more often. */
	maxPassed?: number;
	/** Whoever waited so long is next. */
	maxWaitMinutes?: number;
}

/** A line of one branch, for one or more services. */
export interface QueueRow {
	id: string;
	/** The id of the branch. */
	branch: string;
	names: Names;
	/** Ids of the services. */
	services: string[];
	/** The letters its numbers begin with: `A` in `A045`. */
	prefix: string;
	policy: QueuePolicy;
	policyOptions: PolicyOptions;
	/** People waiting at the same time; more are told that it is full. */
	capacity: number;
	/** The classes on sale; prices in francs. */
	classes: Partial<Record<PaidClass, { price: number }>>;
	/** What the organisation promises itself: metrics count who waited less. */
	targetWaitMinutes: number;
	presence: PresenceProof;
	/** How long one person takes, where nothing was observed yet; the services' duration when unset. */
	averageMinutes?: number;
}

const count = { type: Number, required: true } as const;
const price = new Schema<{ price: number }>({ price: count }, part);

export const queueSchema = new Schema<QueueRow>(
	{
		id: text,
		branch: text,
		names,
		services: strings,
		prefix: text,
		policy: { ...text, enum: QUEUE_POLICIES },
		policyOptions: {
			type: new Schema<PolicyOptions>({ ratio: Number, maxPassed: Number, maxWaitMinutes: Number }, part),
			required: true,
		},
		capacity: count,
		classes: { type: new Schema<QueueRow['classes']>({ vip: price, express: price }, part), required: true },
		targetWaitMinutes: count,
		presence: { ...text, enum: PRESENCE_PROOFS },
		averageMinutes: Number,
	},
	part,
);
