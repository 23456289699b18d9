import { Schema } from 'mongoose';
import type { Language } from '../../../conversation/contacts/contact.ts';
import { defineModel } from '../../../platform/mongo/define-model.ts';
import type { HistoryLine } from '../../transitions.ts';
import type { Lane, Priority, TicketClass } from '../line/lanes.ts';
import type { Status } from './statuses.ts';

/** How a ticket was taken; `proxy`: by chat, for somebody else. */
export const JOINED_BY = ['whatsapp', 'sms', 'counter', 'appointment', 'proxy'] as const;
export type JoinedBy = (typeof JOINED_BY)[number];

/** Remote is not present (rule Q9). */
export const PRESENCES = ['joined', 'on_the_way', 'arrived'] as const;
export type Presence = (typeof PRESENCES)[number];

/** Whom a ticket's news go to: a contact of the organisation whose number they write to. */
export interface Client {
	org: string;
	contact: string;
}

/** One call of a ticket to a counter. */
export interface Call {
	at: Date;
	counter: string;
	agent: string;
	/** When the client's phone had it; null: not yet, or there is no phone. */
	deliveredAt: Date | null;
}

/** A wait that was told, kept to see afterwards whether it was right (rule Q6). Minutes from `at`. */
export interface Promised {
	at: Date;
	low: number;
	high: number;
}

export interface Rating {
	/** 1 to 5. */
	score: number;
	comment?: string;
	at: Date;
}

/** A person's place in a queue of one branch, from the arrival to the rating. */
export interface Ticket {
	_id: string;
	/** The organisation visited. */
	org: string;
	branch: string;
	queue: string;
	service: string;
	/** What is called aloud and shown: `A045`. Unique in the branch on that day; tells nothing about its owner (rule Q15). */
	number: string;
	/** The branch's local date. */
	day: string;
	/** Null: a person without a phone. */
	client: Client | null;
	/** `self`, or for whom it was taken, folded: one live ticket per person and service (rule Q13). */
	holder: string;
	/** As given: shown to the staff, so that a sold number is useless. */
	name: string | null;
	phone: string | null;
	/** Printed on the paper of a ticket from a counter: whoever holds it may follow the ticket by chat, once. */
	paperKey: string | null;
	language: Language;
	joinedBy: JoinedBy;
	class: TicketClass;
	priority: Priority | null;
	lane: Lane;
	bookedAt: Date | null;
	joinedAt: Date;
	/** Since when they wait, for the order: kept by a transfer (rule Q12), the booked time of an appointment (rule Q4). */
	effectiveFrom: Date;
	/** When the ticket came into this queue. */
	queuedAt: Date;
	status: Status;
	/** Can still be served: open, or absent and within the time to come back. */
	live: boolean;
	/** May be called: here, or where nobody asks for a proof of it. */
	callable: boolean;
	presence: Presence;
	/** How far away they said they are, in minutes of travel. */
	travelMinutes: number | null;
	calls: Call[];
	/** The first call: the wait ends here (rule Q18). */
	calledAt: Date | null;
	startedAt: Date | null;
	servedAt: Date | null;
	endedAt: Date | null;
	/** The counter that its place is kept at (lane `reserved`); null or absent: none. */
	reservedFor?: string | null;
	/** The counter that has it in hand now. */
	hand: string | null;
	/** The counter and the agent who had it last. */
	counter: string | null;
	agent: string | null;
	absences: number;
	/** Until when an absent person may come back and be next, and up to which call of the queue. */
	returnBy: Date | null;
	returnUntilCall: number | null;
	heldUntil: Date | null;
	snoozed: number;
	/** The counter died once with it in hand (rule Q11). */
	putBack: boolean;
	/** Messages about the visit besides the calls, and what the last ones said; `paused`: that nobody called for a while. */
	notices: number;
	told: { almost: boolean; ahead: number | null; paused?: boolean };
	promised: Promised[];
	transfers: number;
	transferredFrom: string | null;
	/** The place was lost by closing, and is first again until the end of this day; or where it came from, and that it was used. */
	carryUntil: string | null;
	carriedTo: string | null;
	carriedFrom: string | null;
	rating: Rating | null;
	history: HistoryLine<Status>[];
	/** Grows with every write. */
	version: number;
	updatedAt: Date;
}

/** Above what the bounded ladder of a visit can write; the event log keeps everything (I12). */
export const MAX_HISTORY = 60;
export const MAX_CALLS_KEPT = 20;
export const MAX_PROMISES = 5;

const text = { type: String, required: true } as const;
const optional = { type: String, default: null } as const;
const moment = { type: Date, required: true } as const;
const maybe = { type: Date, default: null } as const;
const mixed = { type: Schema.Types.Mixed, default: null } as const;
const list = { type: Schema.Types.Mixed, default: () => [] };
const flag = { type: Boolean, required: true } as const;
const count = { type: Number, default: 0 } as const;

const schema = new Schema<Ticket>({
	_id: text,
	org: text,
	branch: text,
	queue: text,
	service: text,
	number: text,
	day: text,
	client: mixed,
	holder: text,
	name: optional,
	phone: optional,
	paperKey: optional,
	language: text,
	joinedBy: text,
	class: text,
	priority: optional,
	lane: text,
	bookedAt: maybe,
	joinedAt: moment,
	effectiveFrom: moment,
	queuedAt: moment,
	status: text,
	live: flag,
	callable: flag,
	presence: text,
	travelMinutes: { type: Number, default: null },
	calls: list,
	calledAt: maybe,
	startedAt: maybe,
	servedAt: maybe,
	endedAt: maybe,
	reservedFor: optional,
	hand: optional,
	counter: optional,
	agent: optional,
	absences: count,
	returnBy: maybe,
	returnUntilCall: { type: Number, default: null },
	heldUntil: maybe,
	snoozed: count,
	putBack: flag,
	notices: count,
	told: { type: Schema.Types.Mixed, required: true },
	promised: list,
	transfers: count,
	transferredFrom: optional,
	carryUntil: optional,
	carriedTo: optional,
	carriedFrom: optional,
	rating: mixed,
	history: list,
	version: count,
	updatedAt: moment,
});
schema.index({ org: 1, branch: 1, day: 1, number: 1 }, { unique: true });
// One live ticket per person and service (rule Q13), whoever asks twice at the same moment.
schema.index(
	{ org: 1, 'client.org': 1, 'client.contact': 1, service: 1, holder: 1 },
	{ unique: true, partialFilterExpression: { live: true, 'client.contact': { $type: 'string' } } },
);
// A counter never has two tickets in hand (rule Q1). `$gt`, unlike `$type`, is what the planner knows a query by value to imply.
schema.index({ org: 1, hand: 1 }, { unique: true, partialFilterExpression: { hand: { $gt: '' } } });
// The line: everything that decides who is next is in the key, so that it is read without the tickets.
schema.index(
	{ org: 1, queue: 1, live: 1, status: 1, callable: 1, lane: 1, effectiveFrom: 1, _id: 1, queuedAt: 1, service: 1 },
	{ name: 'line', partialFilterExpression: { live: true } },
);
// Where a ticket was sent on to.
schema.index({ org: 1, transferredFrom: 1 }, { partialFilterExpression: { transferredFrom: { $gt: '' } } });
// A person's tickets everywhere, newest first, and how many they took today.
schema.index({ 'client.org': 1, 'client.contact': 1, _id: -1 });
// What was given at a counter to somebody with this phone.
schema.index({ org: 1, phone: 1 }, { partialFilterExpression: { phone: { $gt: '' } } });
// What a counter did today.
schema.index({ org: 1, counter: 1, day: 1 }, { partialFilterExpression: { counter: { $gt: '' } } });
// What yesterday left behind.
schema.index({ live: 1, day: 1 }, { partialFilterExpression: { live: true } });
// A queue's day, and what its last services took.
schema.index({ org: 1, queue: 1, day: 1, _id: 1 });
schema.index({ org: 1, queue: 1, servedAt: -1 }, { partialFilterExpression: { servedAt: { $gt: new Date(0) } } });

export const TicketModel = defineModel<Ticket>('Ticket', schema, { collection: 'tickets', tenant: true });
