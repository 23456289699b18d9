import { Schema } from 'mongoose';
import { defineModel } from '../../../platform/mongo/define-model.ts';
import type { ActorKind, HistoryLine } from '../../transitions.ts';
import { BOOKING_STATUSES, type BookingStatus } from './statuses.ts';

/** A person who writes to us: their contact lives where the number lives (the host), not where they go. */
export interface Client {
	org: string;
	contact: string;
}

export interface BookingLine extends HistoryLine<BookingStatus> {
	actor: { kind: ActorKind; id: string; source: string };
}

/** A seat in a slot for one person. */
export interface Booking {
	_id: string;
	/** The organisation visited. */
	org: string;
	branch: string;
	service: string;
	start: Date;
	/** Exclusive. */
	end: Date;
	/** 1 to the capacity of a slot. */
	seat: number;
	/** The keys its seat is taken by (`seats.ts`); absent once it is given back. */
	occupies?: string[];
	status: BookingStatus;
	/** There while it is what the client means by "my appointment" for this service. */
	live?: true;
	/** Null: a person without a phone, booked at the counter. */
	client: Client | null;
	/** Of a booking that a client made for somebody else: that person's name, folded. */
	holder?: string;
	/** As told at the counter, or by the client for somebody else. For the staff; in no message nobody asked for. */
	name?: string;
	phone?: string;
	bookedBy: 'chat' | 'counter' | 'waitlist';
	/** Until when a chosen slot is kept. */
	heldUntil?: Date;
	confirmedAt?: Date;
	/** The person said yes to a reminder. */
	acknowledgedAt?: Date;
	/** Since when its house is closed at its time, as far as was seen; absent: open. */
	closedSince?: Date;
	/** When its person was asked what becomes of it, and until when they may answer. */
	askedAt?: Date;
	answerBy?: Date;
	checkedInAt?: Date;
	/** Came after the tolerance and was taken as a walk-in (rule Q4). */
	late?: boolean;
	ticket?: string;
	/** The reminders that were sent, as minutes before the start. */
	reminded: number[];
	/** The secret name of its calendar file; goes on with it when it is moved. */
	calendar: string;
	/** The press of a key at a counter that booked it. */
	press?: string;
	movedFrom?: string;
	movedTo?: string;
	cancelled?: { by: ActorKind; reason?: string };
	history: BookingLine[];
	/** Grows with every write. */
	version: number;
	createdAt: Date;
	updatedAt: Date;
}

/** Far above what a booking can live through; the event log keeps everything (I12). */
export const MAX_HISTORY = 50;

const text = { type: String, required: true } as const;
const date = { type: Date, required: true } as const;
const client = new Schema<Client>({ org: text, contact: text }, { _id: false });

const bookingSchema = new Schema<Booking>({
	_id: text,
	org: text,
	branch: text,
	service: text,
	start: date,
	end: date,
	seat: { type: Number, required: true },
	occupies: { type: [String], default: undefined },
	status: { ...text, enum: BOOKING_STATUSES },
	live: Boolean,
	client: { type: client, default: null },
	holder: String,
	name: String,
	phone: String,
	bookedBy: text,
	heldUntil: Date,
	confirmedAt: Date,
	acknowledgedAt: Date,
	closedSince: Date,
	askedAt: Date,
	answerBy: Date,
	checkedInAt: Date,
	late: Boolean,
	ticket: String,
	reminded: { type: [Number], default: [] },
	calendar: text,
	press: String,
	movedFrom: String,
	movedTo: String,
	cancelled: Schema.Types.Mixed,
	history: { type: Schema.Types.Mixed, default: () => [] },
	version: { type: Number, default: 0 },
	createdAt: date,
	updatedAt: date,
});
// The exclusion of resource and time range (rule Q16): see `seats.ts`.
bookingSchema.index({ org: 1, occupies: 1 }, { unique: true, partialFilterExpression: { occupies: { $exists: true } } });
// One live booking per person and service (rule Q13). It keeps the name it had before the holder was part of it, so that the narrower
// index of an older database is replaced by it.
bookingSchema.index(
	{ org: 1, service: 1, 'client.org': 1, 'client.contact': 1, holder: 1 },
	{
		name: 'org_1_service_1_client.org_1_client.contact_1',
		unique: true,
		partialFilterExpression: { live: true, 'client.contact': { $exists: true } },
	},
);
// What is taken in a slot; the day of a branch.
bookingSchema.index({ org: 1, branch: 1, start: 1 });
// What a house has closed on.
bookingSchema.index({ org: 1, branch: 1, closedSince: 1 }, { partialFilterExpression: { closedSince: { $exists: true } } });
// A person's own, wherever they go.
bookingSchema.index({ 'client.org': 1, 'client.contact': 1, start: -1 });
// What was booked at a counter for somebody with this phone.
bookingSchema.index({ org: 1, phone: 1 }, { partialFilterExpression: { phone: { $gt: '' } } });
bookingSchema.index({ calendar: 1 });
// The same press twice is one booking.
bookingSchema.index({ org: 1, press: 1 }, { unique: true, partialFilterExpression: { press: { $exists: true } } });

export const BookingModel = defineModel<Booking>('Booking', bookingSchema, { collection: 'bookings', tenant: true });
