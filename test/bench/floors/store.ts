import { randomUUID } from 'node:crypto';
import mongoose from 'mongoose';
import type { FloorContact, Screen } from './dialogue.ts';

export interface InboxRow {
	_id: string;
	externalId: string;
	contact: string;
	body: string;
	payload: string;
	state: 'pending' | 'done';
	at: Date;
}

export interface OutboxRow extends Screen {
	_id: string;
	contact: string;
	phone: string;
	sender: string;
	status: string;
	providerId?: string;
	history: { status: string; at: Date }[];
	at: Date;
}

interface RequestRow {
	_id: string;
	client: string;
	number: number;
	facts: string[];
	status: string;
	why?: string;
	history: { to: string; at: Date }[];
	at: Date;
}

type Row = { _id: string } & mongoose.mongo.Document;

/** The driver's pool as the program has it, so that the two differ in what they do alone. */
export const client = await mongoose.mongo.MongoClient.connect(process.env.MONGODB_URI ?? '', { maxPoolSize: 16 });
const db = client.db();
export const contacts = db.collection<FloorContact>('contacts');
export const inbox = db.collection<InboxRow>('inbox');
export const outbox = db.collection<OutboxRow>('outbox');
const timers = db.collection<Row>('timers');
const requests = db.collection<RequestRow>('requests');
const searches = db.collection<Row>('searches');
const rounds = db.collection<Row>('rounds');
const events = db.collection<Row>('events');
const counters = db.collection<Row>('counters');
const providers = db.collection<Row>('providers');
const accounts = db.collection<Row>('accounts');

/** The indexes of the program, as far as the floors have its queries. */
export async function prepare(): Promise<void> {
	for (const name of [
		'contacts',
		'inbox',
		'outbox',
		'timers',
		'requests',
		'searches',
		'rounds',
		'events',
		'counters',
		'providers',
		'accounts',
	])
		await db.createCollection(name).catch(() => undefined);
	await contacts.createIndex({ phone: 1 }, { unique: true });
	await inbox.createIndex({ externalId: 1 }, { unique: true });
	await inbox.createIndex({ contact: 1, _id: 1 }, { partialFilterExpression: { state: 'pending' } });
	await inbox.createIndex({ contact: 1, at: 1 });
	await outbox.createIndex({ contact: 1, _id: 1 }, { partialFilterExpression: { status: 'queued' } });
	await outbox.createIndex({ providerId: 1 }, { sparse: true });
	await timers.createIndex({ key: 1 }, { unique: true });
	await timers.createIndex({ fireAt: 1 });
	await requests.createIndex({ client: 1, status: 1 });
	await events.createIndex({ subject: 1, _id: 1 });
	await providers.createIndex({ service: 1 });
	await accounts.createIndex({ role: 1 });
	await counters.updateOne({ _id: 'requests' }, { $setOnInsert: { value: 1000 } }, { upsert: true });
}

const MOST_OPEN = 5;
const FACTS = [
	'request.created',
	'request.searched',
	'search.started',
	'search.round',
	'search.ended',
	'request.no_provider',
	'escalation.raised',
];

/**
 * What the program reads and stores when a request is confirmed and nobody can be asked, each fact once: the client's open requests, the
 * number, who does the service and which manager is told; request, search, its one round, the events.
 */
export async function storeRequest(contact: FloorContact, session?: mongoose.mongo.ClientSession): Promise<number> {
	const open = await requests.countDocuments({ client: contact._id, status: 'open' }, { session, limit: MOST_OPEN });
	const counted = await counters.findOneAndUpdate({ _id: 'requests' }, { $inc: { value: 1 } }, { returnDocument: 'after' });
	if (open >= MOST_OPEN) throw new Error('too many requests');
	const number = Number(counted?.value ?? 0);
	const request = randomUUID();
	const search = randomUUID();
	const at = new Date();
	const found = await providers.find({ service: 'plomberie' }, { session }).toArray();
	const managers = await accounts.find({ role: 'manager' }, { session }).toArray();
	const history = ['received', 'search', 'no_provider'].map((to) => ({ to, at }));
	await requests.insertOne(
		{ _id: request, client: contact._id, number, facts: contact.facts, status: 'open', why: 'nobody', history, at },
		{ session },
	);
	await searches.insertOne({ _id: search, request, state: 'ended', at }, { session });
	await rounds.insertOne({ _id: randomUUID(), search, request, chosen: [], leftOut: found.length, at }, { session });
	await events.insertMany(
		FACTS.map((type) => ({ _id: randomUUID(), type, subject: request, at, data: { number, managers: managers.length } })),
		{ session },
	);
	return number;
}

/** A question is asked again after a while; a timer that fires earlier is left alone, as in the program. Says when it fires. */
export async function remindLater({ _id, remindAt }: FloorContact, session?: mongoose.mongo.ClientSession): Promise<Date> {
	const now = Date.now();
	const fireAt = new Date(now + REMIND_MS);
	if (remindAt !== undefined && remindAt.getTime() > now && remindAt <= fireAt) return remindAt;
	await timers.updateOne(
		{ key: `question:${_id}` },
		{ $set: { fireAt, kind: 'question.reminder' }, $setOnInsert: { _id: randomUUID() } },
		{ upsert: true, session },
	);
	return fireAt;
}

const REMIND_MS = 900_000;

/** What a carrier says of a message. */
export async function noteStatus(id: string, status: string, more: { providerId?: string } = {}): Promise<void> {
	await outbox.updateOne({ _id: id }, { $set: { status, ...more }, $push: { history: { status, at: new Date() } } });
}

/** Ids of one process sort in the order they were made. */
export function sortableId(): string {
	made += 1;
	return `${Date.now().toString(36)}-${made.toString(36).padStart(6, '0')}-${randomUUID()}`;
}
let made = 0;

export function outboxRow(contact: FloorContact, screen: Screen): OutboxRow {
	const { phone, sender } = contact;
	return { ...screen, _id: sortableId(), contact: contact._id, phone, sender, status: 'queued', history: [], at: new Date() };
}

export function newContact(phone: string, sender: string, name: string): FloorContact {
	return {
		_id: randomUUID(),
		phone,
		sender,
		name,
		step: 0,
		facts: [],
		lastInboundAt: new Date(),
		lease: { owner: null, until: new Date(0) },
	};
}
