import { Schema } from 'mongoose';
import { defineModel } from '../../platform/mongo/define-model.ts';
import { type Lease, leaseSchema } from '../../platform/mongo/lease.ts';
import type { ChannelName, DeliveryStatus, OutgoingMessage, Route } from '../message.ts';

/**
 * How a message is sent: as it is, while the window is open; as its own approved template or inside the organisation's generic one, while
 * it is closed; by SMS.
 */
export type Way = 'message' | 'template' | 'pending' | 'sms';

/** A message to one contact, as it was worded. */
export interface NewOutboxMessage extends OutgoingMessage {
	contact: string;
	language: string;
	/** What it is about (an offer's id): a reply binds to it, a withdrawal finds it. Empty: nothing. */
	subject: string;
	/** Somebody waits for the news of it: they become events. Unset: when it is about something. */
	followed?: boolean;
	origin: 'bot' | 'human' | 'system';
	/** News of a job, a queue or a payment: goes out while a human owns the conversation. */
	notice: boolean;
	/** It answers STOP, START or HELP: the only thing sent to someone who opted out. */
	optOutReply: boolean;
	/** Useless after this moment: it expires instead of arriving (rule X2). */
	expiresAt?: Date;
	/** Not before this moment. */
	notBefore?: Date;
	/** The channel to use. Unset: the one the contact used last. */
	channel?: ChannelName;
	/** The inbox item it answers. */
	turn: string;
}

/** One row of the outbox: a message until it is sent, and its delivery afterwards. */
export interface OutboxMessage extends NewOutboxMessage {
	_id: string;
	org: string;
	status: DeliveryStatus;
	/** Still to be sent, or its fate still to be learned. */
	open: boolean;
	/** It waits for the person to write, because the window is closed and nothing else reaches them. */
	parked: boolean;
	notBefore: Date;
	/** Times it was handed to a carrier. */
	attempts: number;
	/** Those that count towards giving up. */
	failures: number;
	/** Look-ups that could not be answered. */
	lookUps: number;
	/** Ways that were tried and refused. */
	refused: Way[];
	/** How it was sent last, and where. */
	way?: Way;
	route?: Route;
	attemptedAt?: Date;
	/** Whose attempt it is: made anew for each. */
	attemptId?: string;
	/** Since when later messages wait for it. */
	heldSince?: Date;
	providerId?: string;
	/** Sent, and no news of it by then: the carrier is asked. Unset: it was asked often enough. */
	askNewsAt?: Date;
	newsAsked?: number;
	/** The carrier's ids of earlier attempts: their late news are not news. */
	pastProviderIds: string[];
	errorCode?: string;
	history: { status: DeliveryStatus; at: Date; code?: string }[];
	correlationId: string;
	createdAt: Date;
}

/** The other half of the conversation's history: kept as long as the inbox (see there). */
const KEPT_SECONDS = 90 * 24 * 3600;

const schema = new Schema<OutboxMessage>({
	_id: { type: String, required: true },
	org: { type: String, required: true },
	contact: { type: String, required: true },
	language: { type: String, required: true },
	text: { type: String, default: '' },
	choices: { type: [new Schema({ payload: String, label: String, description: String }, { _id: false })], default: [] },
	listButton: { type: String, default: '' },
	template: { type: Schema.Types.Mixed },
	subject: { type: String, default: '' },
	followed: Boolean,
	origin: { type: String, enum: ['bot', 'human', 'system'], required: true },
	notice: { type: Boolean, required: true },
	optOutReply: { type: Boolean, required: true },
	expiresAt: Date,
	notBefore: { type: Date, required: true },
	channel: String,
	turn: { type: String, default: '' },
	status: { type: String, required: true },
	open: { type: Boolean, required: true },
	parked: { type: Boolean, required: true },
	attempts: { type: Number, required: true },
	failures: { type: Number, required: true },
	lookUps: { type: Number, required: true },
	refused: { type: [String], default: [] },
	way: String,
	route: { type: Schema.Types.Mixed },
	attemptedAt: Date,
	attemptId: String,
	heldSince: Date,
	providerId: String,
	askNewsAt: Date,
	newsAsked: Number,
	pastProviderIds: { type: [String], default: [] },
	errorCode: String,
	history: { type: [new Schema({ status: String, at: Date, code: String }, { _id: false })], default: [] },
	correlationId: { type: String, required: true },
	createdAt: { type: Date, required: true },
});
// What waits for one contact, in order. Only open rows are in it, so it stays small.
schema.index({ org: 1, contact: 1, _id: 1 }, { name: 'lane', partialFilterExpression: { open: true } });
// Which contacts have messages due.
schema.index({ notBefore: 1 }, { name: 'due', partialFilterExpression: { open: true } });
// Status news and replies that name only the carrier's id.
schema.index({ providerId: 1 }, { partialFilterExpression: { providerId: { $gt: '' } } });
// Of whose delivery nothing was heard for long.
schema.index({ askNewsAt: 1 }, { name: 'no_news', partialFilterExpression: { status: 'sent' } });
// The conversation's history.
schema.index({ org: 1, contact: 1, createdAt: 1, _id: 1 });
schema.index({ createdAt: 1 }, { expireAfterSeconds: KEPT_SECONDS });

export const OutboxModel = defineModel<OutboxMessage>('OutboxMessage', schema, { collection: 'outbox', tenant: true });

/** Who sends to a contact now, apart from the contact's row so that sending never conflicts with a turn. */
export interface OutboxLane {
	/** The contact's id. */
	_id: string;
	org: string;
	lease: Lease;
	/** The pair's pace: messages that may go at once, as counted at `at`. */
	tokens: number;
	at: Date;
}

const LANE_KEPT_SECONDS = 7 * 24 * 3600;

const lane = new Schema<OutboxLane>({
	_id: { type: String, required: true },
	org: { type: String, required: true },
	lease: { type: leaseSchema, required: true },
	tokens: { type: Number },
	at: { type: Date },
});
lane.index({ at: 1 }, { expireAfterSeconds: LANE_KEPT_SECONDS });

export const OutboxLaneModel = defineModel<OutboxLane>('OutboxLane', lane, { collection: 'outbox_lanes', tenant: true });
