import { readFileSync } from 'node:fs';
import { afterAll, beforeAll } from '@jest/globals';
import { z } from 'zod';
import type { Actor, Scene } from '../../../src/conversation/scene/scene.ts';
import { importText } from '../../../src/modules/organisations/import/import-text.ts';
import { hostedScene } from '../../../src/modules/organisations/index.ts';
import { issueTicket, NO_BOOKINGS, queuesModule, type TicketWish } from '../../../src/modules/queues/index.ts';
import { type Ticket, TicketModel } from '../../../src/modules/queues/ticket/model.ts';
import { EventModel } from '../../../src/platform/events/model.ts';
import type { Identity } from '../../../src/platform/http/endpoint.ts';
import { ACROSS_ORGANISATIONS } from '../../../src/platform/mongo/define-model.ts';
import { clearDatabase } from '../../support/database.ts';
import { knownBy, moduleApi } from '../../support/module-api.ts';
import { moduleWorld, SYSTEM } from '../../support/module-world.ts';

export const HOST = 'accueil';
export const BANK = 'banque';
export const HOSPITAL = 'hopital';
/** Thursday, 09:00 in Dakar. */
export const START = new Date('2026-11-26T09:00:00Z');

const world = moduleWorld({ org: HOST, start: START });
export const { clock, inScene, told, types } = world;
const { newId } = world;
export const queues = queuesModule({ inScene, clock, booked: NO_BOOKINGS });
export const { ask, fire, pass } = world.drive(queues);

const IDENTITIES: Record<string, Identity> = {
	fatou: { org: BANK, role: 'counter', subject: 'fatou' },
	modou: { org: BANK, role: 'counter', subject: 'modou' },
	ami: { org: BANK, role: 'counter', subject: 'ami' },
	desk: { org: BANK, role: 'counter' },
	sister: { org: HOSPITAL, role: 'counter', subject: 'sister' },
	provider: { org: BANK, role: 'provider', subject: 'p' },
};

/** An empty Dakar: a bank with two branches and a hospital, both served by the number of their host. */
export async function openWorld(change: (yaml: string) => string = (yaml) => yaml): Promise<void> {
	await clearDatabase();
	clock.set(START);
	heardUpTo = '';
	await importWorld(change);
	for (const id of ['awa', 'ben', 'coumba', 'demba']) await addContact(id);
}

/** The import of the same file, changed: as an organisation does that moves its hours. */
export async function importWorld(change: (yaml: string) => string): Promise<void> {
	const yaml = change(readFileSync('test/fixtures/queues/dakar.yaml', 'utf8'));
	const result = await importText(yaml, 'dakar.yaml', async () => ({ clock, newId, carrier: 'simulator' }));
	if ('errors' in result) throw new Error(result.errors.join('\n'));
}

async function addContact(id: string): Promise<void> {
	const phone = `+22177${String(1000000 + [...id].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7)).slice(-7)}`;
	await world.addContact({ id, phone, name: id, sender: '+221338000001' });
}

export function systemScene<T>(work: (scene: Scene) => Promise<T>, org = BANK): Promise<T> {
	return world.systemScene(work, org);
}

/** A ticket for a person who writes to the host, or an error when there is none. */
export async function join(client: string | null, changes: Partial<TicketWish> & { org?: string } = {}): Promise<Ticket> {
	const { org = BANK, ...wish } = changes;
	const result = await systemScene(
		(scene) =>
			issueTicket(scene, NO_BOOKINGS, {
				branch: 'plateau',
				service: 'depot',
				client: client === null ? null : { org: HOST, contact: client },
				language: 'fr',
				joinedBy: client === null ? 'counter' : 'whatsapp',
				class: 'normal',
				by: SYSTEM,
				...wish,
			}),
		org,
	);
	if (result.outcome !== 'joined') throw new Error(`not joined: ${JSON.stringify(result)}`);
	clock.seconds(1);
	return result.ticket;
}

export async function asClient<T>(contact: string, org: string, work: (scene: Scene) => Promise<T>): Promise<T> {
	const actor: Actor = { kind: 'client', id: contact, source: 'button' };
	return inScene({ org: HOST, actor, correlationId: 'test' }, async (scene) => work(await hostedScene(scene, org)));
}

export async function stored(id: string, org = BANK): Promise<Ticket> {
	const row = await TicketModel.findOne({ _id: id, org }).lean();
	if (row === null) throw new Error('no such ticket');
	return row;
}

let heardUpTo = '';

/** Gives the subscribers what has happened since the last time, as the log's followers do. */
export async function hear(): Promise<void> {
	for (;;) {
		const events = await EventModel.find({ _id: { $gt: heardUpTo } }, null, ACROSS_ORGANISATIONS)
			.sort({ _id: 1 })
			.lean();
		if (events.length === 0) return;
		for (const event of events) {
			heardUpTo = event._id;
			for (const { types: wanted, run } of queues.subscribers) if (wanted.includes(event.type)) await run(event);
		}
	}
}

export function eventsOf(type: string, org = BANK): Promise<Record<string, unknown>[]> {
	return world.eventsOf(type, org);
}

const answer = z.looseObject({
	outcome: z.string().optional(),
	ticket: z.looseObject({ id: z.string(), number: z.string(), status: z.string() }).nullish(),
});

const people = knownBy(IDENTITIES);
/** Any token that begins with `chef` is a manager of the bank. */
const authenticate = (token: string): Promise<Identity> =>
	token.startsWith('chef') ? Promise.resolve({ org: BANK, role: 'manager', subject: token }) : people(token);
const api = moduleApi({ routes: queues.routes, authenticate, answer });
export const { call } = api;

/** Serves the module's routes while the tests of a file run. */
export function serveRoutes(): void {
	beforeAll(api.open);
	afterAll(api.close);
}

export const get = (who: string | null, path: string) => call(who, 'GET', path);

/** Presses a key at a counter. */
export const press = (who: string, counter: string, key: string, body: Record<string, unknown> = {}) =>
	call(who, 'POST', `/counters/${counter}/${key}`, body);
