import { randomUUID } from 'node:crypto';
import express from 'express';
import mongoose from 'mongoose';
import { type FloorContact, LAST_STEP, NOBODY, type Screen, screenOf } from './dialogue.ts';
import {
	client,
	contacts,
	type InboxRow,
	inbox,
	newContact,
	noteStatus,
	outbox,
	outboxRow,
	prepare,
	remindLater,
	sortableId,
	storeRequest,
} from './store.ts';
import { inboundOf, isSigned, send } from './twilio.ts';

/**
 * The floor with what makes it exact: each input once (unique key), one turn per contact at a time (a lease), a turn's writes together (a
 * transaction), and an outbox that is sent from after the commit. By hand, for this one dialogue.
 */
const LEASE_MS = 30_000;
const SWEEP_MS = 1_000;
const AT_ONCE = 16;
const MOST_SWEPT = 100;
const DUPLICATE_KEY = 11000;

await prepare();
const app = express();
app.use(express.urlencoded({ extended: false }));

app.post('/webhooks/twilio/messages', async (req, res) => {
	if (!isSigned(req)) {
		res.status(403).end();
		return;
	}
	const { sid, phone, sender, name, body, payload } = inboundOf(req);
	let contact = await contacts.findOne({ phone });
	if (contact === null) {
		contact = newContact(phone, sender, name);
		await contacts.insertOne(contact);
	}
	const row: InboxRow = { _id: sortableId(), externalId: sid, contact: contact._id, body, payload, state: 'pending', at: new Date() };
	try {
		await inbox.insertOne(row, { writeConcern: { w: 'majority', journal: true } });
		wake(contact._id);
	} catch (error) {
		if (!(error instanceof mongoose.mongo.MongoServerError && error.code === DUPLICATE_KEY)) throw error;
	}
	res.status(200).type('text/xml').send('<Response/>');
});

app.post('/webhooks/twilio/status', async (req, res) => {
	if (!isSigned(req)) {
		res.status(403).end();
		return;
	}
	await noteStatus(String(req.query.outbox), String(req.body.MessageStatus));
	res.status(204).end();
});

const ready = new Set<string>();
const running = new Set<string>();

function wake(contact: string): void {
	ready.add(contact);
	fill();
}

function fill(): void {
	for (const contact of ready) {
		if (running.size >= AT_ONCE) return;
		if (running.has(contact)) continue;
		ready.delete(contact);
		running.add(contact);
		drain(contact)
			.catch((error: unknown) => process.stderr.write(`${String(error)}\n`))
			.finally(() => {
				running.delete(contact);
				fill();
			});
	}
}

async function drain(contactId: string): Promise<void> {
	const owner = randomUUID();
	const now = new Date();
	const contact = await contacts.findOneAndUpdate(
		{ _id: contactId, 'lease.until': { $lte: now } },
		{ $set: { lease: { owner, until: new Date(now.getTime() + LEASE_MS) } } },
		{ returnDocument: 'after' },
	);
	if (contact === null) return;
	const rows = await inbox.find({ contact: contactId, state: 'pending' }).sort({ _id: 1 }).toArray();
	for (const row of rows) await turn(contact, row, owner);
	await deliver(contact);
	await contacts.updateOne({ _id: contactId, 'lease.owner': owner }, { $set: { lease: { owner: null, until: new Date(0) } } });
}

async function turn(contact: FloorContact, row: InboxRow, owner: string): Promise<void> {
	const step = contact.step === LAST_STEP ? 0 : contact.step + 1;
	let remindAt = contact.remindAt;
	await client.withSession((session) =>
		session.withTransaction(async () => {
			const flipped = await inbox.updateOne({ _id: row._id, state: 'pending' }, { $set: { state: 'done' } }, { session });
			if (flipped.matchedCount === 0) throw new Error('done by another');
			const number = contact.step === LAST_STEP ? await storeRequest(contact, session) : 0;
			const screens: Screen[] = [screenOf(contact.step, number), ...(contact.step === LAST_STEP ? [NOBODY] : [])];
			remindAt = await remindLater(contact, session);
			const written = await contacts.updateOne(
				{ _id: contact._id, 'lease.owner': owner },
				{ $set: { step, remindAt, lastInboundAt: row.at }, $push: { facts: row.body } },
				{ session },
			);
			if (written.matchedCount === 0) throw new Error('the lease is lost');
			await outbox.insertMany(
				screens.map((screen) => outboxRow(contact, screen)),
				{ session },
			);
		}),
	);
	contact.step = step;
	contact.remindAt = remindAt;
}

async function deliver(contact: FloorContact): Promise<void> {
	for (const row of await outbox.find({ contact: contact._id, status: 'queued' }).sort({ _id: 1 }).toArray()) {
		const providerId = await send(row._id, contact, row);
		await outbox.updateOne(
			{ _id: row._id, status: 'queued' },
			{ $set: { status: 'sent', providerId }, $push: { history: { status: 'sent', at: new Date() } } },
		);
	}
}

/** What a process that died left behind. */
const sweep = setInterval(async () => {
	const left = await inbox.find({ state: 'pending' }).limit(MOST_SWEPT).toArray();
	for (const row of left) wake(row.contact);
}, SWEEP_MS);

app.get('/healthz', (_req, res) => void res.status(200).end());
const server = app.listen(Number(process.env.PORT), '127.0.0.1');
process.once('SIGTERM', () => {
	clearInterval(sweep);
	server.closeAllConnections();
	server.close(() => void client.close());
});
