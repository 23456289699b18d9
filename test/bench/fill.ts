import type mongoose from 'mongoose';
import { EMPTY_SESSION } from '../../src/conversation/session.ts';
import { aMessage } from '../support/outbox.ts';
import { clientNumber, senderNumber } from './world.ts';

const BATCH = 2_000;
const HOUR_MS = 3_600_000;

/** Where the stored contacts begin: far from those that the load makes. */
export const STORED_FROM = 30_000_000;

/** Stores contacts as a conversation leaves them after an hour's silence, each with a message in, a message out, an event and a timer. */
export async function fill(db: mongoose.mongo.Db, from: number, to: number, options: { history: boolean }): Promise<void> {
	const heard = new Date(Date.now() - HOUR_MS);
	for (let first = from; first < to; first += BATCH) {
		const numbers = Array.from({ length: Math.min(BATCH, to - first) }, (_, i) => first + i);
		await insert(
			db,
			'contacts',
			numbers.map((nth) => contact(nth, heard)),
		);
		await insert(
			db,
			'timers',
			numbers.map((nth) => timer(nth)),
		);
		if (!options.history) continue;
		await insert(
			db,
			'inbox',
			numbers.map((nth) => inboxRow(nth, heard)),
		);
		await insert(
			db,
			'outbox',
			numbers.map((nth) => outboxRow(nth, heard)),
		);
		await insert(
			db,
			'events',
			numbers.map((nth) => event(nth, heard)),
		);
	}
}

async function insert(db: mongoose.mongo.Db, collection: string, rows: { _id: string }[]): Promise<void> {
	await db.collection<{ _id: string }>(collection).insertMany(rows, { ordered: false, writeConcern: { w: 1 } });
}

/** Sorts before the ids of today. */
function id(kind: string, nth: number): string {
	return `00${kind}${String(nth).padStart(20, '0')}`;
}

function contact(nth: number, heard: Date): { _id: string } & Record<string, unknown> {
	const phone = clientNumber(STORED_FROM + nth);
	return {
		_id: id('c', nth),
		org: 'bench',
		phone,
		name: 'Aïcha',
		language: 'fr',
		reach: [{ channel: 'whatsapp', carrier: 'twilio', sender: senderNumber(nth % 12), address: phone, lastInboundAt: heard }],
		owner: 'bot',
		session: { ...EMPTY_SESSION },
		lease: { owner: null, until: heard },
		createdAt: heard,
		updatedAt: heard,
	};
}

function timer(nth: number): { _id: string } & Record<string, unknown> {
	const contact = id('c', nth);
	return {
		_id: id('t', nth),
		org: 'bench',
		key: `question:${contact}`,
		kind: 'question.reminder',
		fireAt: new Date(Date.now() + 24 * HOUR_MS),
		contact,
		position: '1',
		data: {},
		setting: id('s', nth),
		correlationId: id('k', nth),
		lease: { owner: null, until: new Date(0) },
		attempts: 0,
		state: 'waiting',
	};
}

function inboxRow(nth: number, at: Date): { _id: string } & Record<string, unknown> {
	return {
		_id: id('i', nth),
		org: 'bench',
		contact: id('c', nth),
		source: 'twilio',
		externalId: `SM${String(nth).padStart(32, '0')}`,
		route: { channel: 'whatsapp', carrier: 'twilio', sender: senderNumber(nth % 12), address: clientNumber(STORED_FROM + nth) },
		input: { kind: 'message', text: 'Bonjour, je cherche un plombier à Bonamoussadi' },
		state: 'done',
		attempts: 0,
		notBefore: at,
		receivedAt: at,
		doneAt: at,
		correlationId: id('k', nth),
	};
}

function outboxRow(nth: number, at: Date): { _id: string } & Record<string, unknown> {
	return {
		_id: id('o', nth),
		org: 'bench',
		...aMessage(id('c', nth), "D'accord, un plombier à Bonamoussadi.\n\nQue se passe-t-il ? Décrivez le problème en une phrase.", {
			turn: id('i', nth),
		}),
		status: 'read',
		open: false,
		parked: false,
		notBefore: at,
		attempts: 1,
		failures: 0,
		lookUps: 0,
		refused: [],
		pastProviderIds: [],
		providerId: `SM${String(nth).padStart(31, '0')}f`,
		route: { channel: 'whatsapp', carrier: 'twilio', sender: senderNumber(nth % 12), address: clientNumber(STORED_FROM + nth) },
		way: 'message',
		history: ['sent', 'delivered', 'read'].map((status) => ({ status, at })),
		correlationId: id('k', nth),
		createdAt: at,
	};
}

function event(nth: number, at: Date): { _id: string } & Record<string, unknown> {
	return {
		_id: id('e', nth),
		org: 'bench',
		type: 'request.created',
		at,
		subject: { kind: 'request', id: id('r', nth) },
		data: { number: nth, service: 'plomberie' },
		actor: { kind: 'client', id: id('c', nth), source: 'text' },
		correlationId: id('k', nth),
	};
}
