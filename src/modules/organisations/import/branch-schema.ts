import { z } from 'zod';
import { type PaidClass, PRESENCE_PROOFS, QUEUE_POLICIES } from '../queue-rows.ts';
import { WAYS } from '../services.ts';
import { francs, hours, id, ids, minutes, name, names, place, rows, word } from './fields.ts';
import { isPlaceCode } from './place-code.ts';

/** Where people are received, what for, and how they wait: the part of the import file for banks, hospitals and offices. */

export const holiday = z.strictObject({
	date: z.iso.date().describe('The local date'),
	name: name.optional(),
});

const counter = z.strictObject({
	id: id.describe('Unique within the organisation'),
	names,
	services: ids.optional().describe("All those of the branch's queues when unset"),
});

/** What a link carries after `#`. */
const code = z
	.string()
	.refine(isPlaceCode, 'must be 2 to 40 capital letters and digits, with single - between them, and not look like a number')
	.describe('What links and posters carry; unique over everything one number serves. SLUG-BRANCH when unset');

export const branch = z.strictObject({
	id,
	names,
	address: z.string().trim().min(1).max(160).optional(),
	region: word.optional().describe('A region of the country; that of the town or of the position when unset'),
	town: word.optional(),
	position: place.optional(),
	hours: hours.default('Mo-Fr 08:00-17:00'),
	holidays: rows(holiday).describe('Closed days of this branch alone'),
	counters: rows(counter),
	code: code.optional(),
});

const MAX_HORIZON_DAYS = 365;

const appointment = z.strictObject({
	slot_minutes: minutes.describe('Length of one slot'),
	capacity: z.int().min(1).max(100).default(1).describe('People served at the same time in one branch'),
	horizon_days: z.int().min(1).max(MAX_HORIZON_DAYS).default(30).describe('How far ahead it can be booked'),
	lead_minutes: z
		.int()
		.min(0)
		.max(MAX_HORIZON_DAYS * 1440)
		.default(60)
		.describe('How short before it can be booked'),
	hold_minutes: minutes.default(10).describe('How long a chosen slot is kept for someone who has not confirmed yet'),
	price: francs.optional(),
	guaranteed_price: francs.optional().describe('What a guaranteed booking costs; none are sold when unset'),
	hours: hours.optional().describe("The branch's hours when unset"),
	branches: ids.optional().describe('All branches when unset'),
});

export const service = z.strictObject({
	id,
	names,
	aliases: z.array(word).max(50).default([]).describe('Other words people use for it'),
	duration_minutes: minutes.optional().describe('How long it takes as planned'),
	price: francs.optional(),
	ways: z.array(z.enum(WAYS)).min(1).max(WAYS.length).optional().describe('request in a marketplace, queue elsewhere, when unset'),
	category: word.optional(),
	icon: z.emoji('must be one emoji').max(16).optional(),
	skills: z.array(word).max(50).optional().describe('What an agent must have to serve it'),
	appointment: appointment.optional().describe('Makes it bookable'),
});

const paid = z.strictObject({ price: francs });

export const queue = z.strictObject({
	id,
	branch: z.string(),
	names,
	services: ids,
	prefix: z
		.string()
		.regex(/^[A-Z]{1,3}$/, 'must be one to three capital letters')
		.describe('The letters its numbers begin with; no two queues of a branch have the same'),
	policy: z.enum(QUEUE_POLICIES).default('balanced'),
	policy_options: z
		.strictObject({
			ratio: z.int().min(2).max(20).optional().describe('At most one in so many is called from above while someone below waits'),
			max_passed: z.int().min(1).max(100).optional().describe('Nobody is passed more often'),
			max_wait_minutes: minutes.optional().describe('Whoever waited so long is next'),
		})
		.default({}),
	capacity: z.int().min(1).max(5000).default(200).describe('People waiting at the same time'),
	classes: z
		.strictObject({ vip: paid.optional(), express: paid.optional() } satisfies Record<PaidClass, z.ZodType>)
		.default({})
		.describe('Places on sale, where priority may be sold at all'),
	target_wait_minutes: minutes.default(20).describe('What the organisation promises itself'),
	presence: z.enum(PRESENCE_PROOFS).default('none').describe('How people show that they are there before they are called'),
	average_minutes: minutes.optional().describe("How long one person takes; the services' duration when unset"),
});

export type ImportBranch = z.output<typeof branch>;
export type ImportService = z.output<typeof service>;
export type ImportQueue = z.output<typeof queue>;
