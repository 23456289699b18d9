import { randomUUID } from 'node:crypto';
import express from 'express';
import { LAST_STEP, NOBODY, type Screen, screenOf } from './dialogue.ts';
import { client, contacts, inbox, newContact, noteStatus, outbox, outboxRow, prepare, remindLater, storeRequest } from './store.ts';
import { inboundOf, isSigned, send } from './twilio.ts';

/**
 * The floor: the five messages of a request as a handler that does the same reads and writes by hand and promises nothing. A duplicate is
 * answered twice, two messages at once cross, a crash loses what was not written yet and says so to nobody.
 */
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
	await inbox.insertOne({ _id: randomUUID(), externalId: sid, contact: contact._id, body, payload, state: 'done', at: new Date() });
	const number = contact.step === LAST_STEP ? await storeRequest(contact) : 0;
	const screens: Screen[] = [screenOf(contact.step, number), ...(contact.step === LAST_STEP ? [NOBODY] : [])];
	const step = contact.step === LAST_STEP ? 0 : contact.step + 1;
	const remindAt = await remindLater(contact);
	await contacts.updateOne({ _id: contact._id }, { $set: { step, remindAt, lastInboundAt: new Date() }, $push: { facts: body } });
	for (const screen of screens) {
		const row = outboxRow(contact, screen);
		await outbox.insertOne(row);
		const providerId = await send(row._id, contact, screen);
		await noteStatus(row._id, 'sent', { providerId });
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

app.get('/healthz', (_req, res) => void res.status(200).end());
const server = app.listen(Number(process.env.PORT), '127.0.0.1');
process.once('SIGTERM', () => {
	server.closeAllConnections();
	server.close(() => void client.close());
});
