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

/** The indexes of the program, as far as the floors have its queries. */
export async function prepare(): Promise<void> {
	for (const name of ['contacts', 'inbox', 'outbox', 'timers', 'requests', 'searches', 'rounds', 'events', 'counters', 'providers'])
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
	await counters.updateOne({ _id: 'requests' }, { $setOnInsert: { value: 1000 } }, { upsert: true });
}

const MOST_OPEN = 5;

/** What the program stores when a request is confirmed and nobody can be asked: request, search, its one round, the history. */
export async function storeRequest(contact: FloorContact, session?: mongoose.mongo.ClientSession): Promise<number> {
	const open = await requests.countDocuments({ client: contact._id, status: 'open' }, { session, limit: MOST_OPEN });
	const counted = await counters.findOneAndUpdate({ _id: 'requests' }, { $inc: { value: 1 } }, { returnDocument: 'after' });
	if (open >= MOST_OPEN) throw new Error('too many requests');
	const number = Number(counted?.value ?? 0);
	const request = randomUUID();
	const search = randomUUID();
	const at = new Date();
	const found = await providers.find({ service: 'plomberie' }, { session }).toArray();
	await requests.insertOne(
		{ _id: request, client: contact._id, number, facts: contact.facts, status: 'open', history: [{ to: 'received', at }], at },
		{ session },
	);
	await searches.insertOne({ _id: search, request, state: 'open', at }, { session });
	await rounds.insertOne({ _id: randomUUID(), search, request, chosen: [], leftOut: found.length, at }, { session });
	await searches.updateOne({ _id: search }, { $set: { state: 'ended' } }, { session });
	await requests.updateOne(
		{ _id: request },
		{ $set: { status: 'open', why: 'nobody' }, $push: { history: { to: 'no_provider', at } } },
		{ session },
	);
	const facts = ['request.created', 'search.started', 'search.round', 'search.ended'];
	await events.insertMany(
		facts.map((type) => ({ _id: randomUUID(), type, subject: request, at, data: { number } })),
		{ session },
	);
	return number;
}

/** A question is asked again after a while. */
export async function remindLater(contact: FloorContact, session?: mongoose.mongo.ClientSession): Promise<void> {
	const fireAt = new Date(Date.now() + 3_600_000);
	await timers.updateOne(
		{ key: `question:${contact._id}` },
		{ $set: { fireAt, kind: 'question.reminder' }, $setOnInsert: { _id: randomUUID() } },
		{ upsert: true, session },
	);
}

/** Ids of one process sort in the order they were made. */
export function sortableId(): string {
	made += 1;
	return `${Date.now().toString(36)}-${made.toString(36).padStart(6, '0')}-${randomUUID()}`;
}
let made = 0;

export function outboxRow(contact: FloorContact, screen: Screen): OutboxRow {
	const { phone, sender } = contact;
	return { ...screen, _id: sortableId(), contact: contact._id, phone, sender, status: 'queued', at: new Date() };
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
