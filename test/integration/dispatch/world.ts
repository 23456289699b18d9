import type { CommandResult } from '../../../src/conversation/command.ts';
import { ContactModel } from '../../../src/conversation/contacts/model.ts';
import { newContact } from '../../../src/conversation/contacts/new-contact.ts';
import { InboxModel } from '../../../src/conversation/inbox/model.ts';
import { createRunScene } from '../../../src/conversation/scene/in-scene.ts';
import type { Actor, Scene } from '../../../src/conversation/scene/scene.ts';
import { fireDueTimers } from '../../../src/conversation/timers/pump.ts';
import { dispatcher, dispatchModule, offerDelivered } from '../../../src/modules/dispatch/index.ts';
import { type Offer, OfferModel } from '../../../src/modules/dispatch/model.ts';
import { forgetOrganisations } from '../../../src/modules/organisations/index.ts';
import { OrganisationModel } from '../../../src/modules/organisations/model.ts';
import { type Provider, ProviderModel, providerKey } from '../../../src/modules/providers/model.ts';
import { requestsModule, type ServiceRequest } from '../../../src/modules/requests/index.ts';
import { RequestModel } from '../../../src/modules/requests/model.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import { EventModel } from '../../../src/platform/events/model.ts';
import { monotonicIds } from '../../../src/platform/ids.ts';
import { parseOpeningHours } from '../../../src/platform/opening-hours.ts';

export const ORG = 'djobea';
/** Saturday, 10:00 in Douala. */
export const START = new Date('2026-11-21T09:00:00Z');

/** A clock the test moves by hand. */
export const clock: Clock & { at: Date; minutes(count: number): void; seconds(count: number): void } = {
	at: START,
	now: () => clock.at,
	minutes: (count) => clock.seconds(count * 60),
	seconds: (count) => {
		clock.at = new Date(clock.at.getTime() + count * 1000);
	},
};

const newId = monotonicIds(clock);
export const inScene = createRunScene({ clock, newId });
export const requests = requestsModule({ inScene, clock, dispatcher });
export const dispatch = dispatchModule({ inScene });
const commands = [...requests.commands, ...dispatch.commands];

const PHONES: Record<string, string> = {};
const SYSTEM: Actor = { kind: 'system', id: 'test', source: 'test' };

/** One organisation with a plumber's trade in two quarters, its clients Awa and Ben, and as many providers as asked for. */
export async function openWorld(options: { providers?: string[]; settings?: Record<string, unknown>; org?: string } = {}): Promise<void> {
	const org = options.org ?? ORG;
	clock.at = START;
	forgetOrganisations();
	await OrganisationModel.create({
		_id: org,
		name: org,
		kind: 'marketplace',
		country: 'CM',
		timezone: 'Africa/Douala',
		currency: 'XAF',
		languages: ['fr', 'en'],
		settings: { search_deadline_minutes: 60, ...options.settings },
		services: [
			{ id: 'plomberie', names: { fr: 'Plomberie', en: 'Plumbing' }, aliases: [] },
			{ id: 'peinture', names: { fr: 'Peinture', en: 'Painting' }, aliases: [] },
		],
		zones: [
			{ id: 'bonamoussadi', names: { fr: 'Bonamoussadi' }, centre: { lat: 4.0876, lon: 9.7366 }, radius_m: 2000, aliases: [] },
			{ id: 'akwa', names: { fr: 'Akwa' }, centre: { lat: 4.05, lon: 9.7 }, radius_m: 2000, aliases: [] },
		],
		updatedAt: START,
	});
	for (const client of ['awa', 'ben']) await addContact(org, client, {});
	for (const provider of options.providers ?? []) await addProvider(provider, {}, org);
}

export async function addProvider(id: string, changes: Partial<Provider> = {}, org = ORG): Promise<void> {
	const contact = `c-${id}`;
	await addContact(org, contact, { provider: id });
	const hours = parseOpeningHours('24/7');
	await ProviderModel.create({
		_id: providerKey(org, id),
		id,
		org,
		contact,
		name: `M. ${id}`,
		phone: phoneOf(contact),
		channel: 'whatsapp',
		language: 'fr',
		services: ['plomberie'],
		zones: ['bonamoussadi'],
		hours: { text: '24/7', openings: 'openings' in hours ? hours.openings : [] },
		rating: { sum: 0, count: 0 },
		offers: { delivered: 0, accepted: 0, declined: 0, ignored: 0 },
		activeJobs: [],
		createdAt: START,
		updatedAt: START,
		...changes,
	});
}

/** What the flow of a contact's turn would ask. */
export async function ask(contact: string, command: string, args: unknown = {}, org = ORG): Promise<CommandResult> {
	const found = commands.find(({ name }) => name === command);
	if (found === undefined) throw new Error(`no command ${command}`);
	const row = await ContactModel.findOne({ _id: contact, org }).lean();
	if (row === null) throw new Error(`no contact ${contact}`);
	const actor: Actor = { kind: row.provider === undefined ? 'client' : 'provider', id: contact, source: 'button' };
	const result = await inScene({ org, actor, correlationId: 'test', contact: row }, (scene) => found.run(scene, args));
	if (!found.outcomes.includes(result.outcome)) throw new Error(`${command} gave ${result.outcome}, which it does not declare`);
	return result;
}

export function systemScene<T>(work: (scene: Scene) => Promise<T>, org = ORG): Promise<T> {
	return inScene({ org, actor: SYSTEM, correlationId: 'test' }, work);
}

/** Asks for a plumber now; gives the request as stored. */
export async function request(client = 'awa', changes: Record<string, unknown> = {}): Promise<ServiceRequest> {
	const wish = {
		service: 'plomberie',
		problem: 'fuite sous évier, appelez 6 90 11 22 33',
		place: { zone: 'bonamoussadi', landmark: 'carrefour Maétur', lat: 4.0876, lon: 9.7366 },
		when: { kind: 'now' },
		...changes,
	};
	const result = await ask(client, 'requests.create', wish);
	if (result.outcome !== 'created') throw new Error(`not created: ${result.outcome}`);
	return stored(String(result.data?.request));
}

export async function stored(id: string, org = ORG): Promise<ServiceRequest> {
	const row = await RequestModel.findOne({ _id: id, org }).lean();
	if (row === null) throw new Error('no such request');
	return row;
}

export function offersOf(request: string): Promise<Offer[]> {
	return OfferModel.find({ org: ORG, request }).sort({ _id: 1 }).lean();
}

export async function offerTo(provider: string): Promise<Offer> {
	const offer = await OfferModel.findOne({ org: ORG, provider }).sort({ _id: -1 }).lean();
	if (offer === null) throw new Error(`no offer to ${provider}`);
	return offer;
}

/** The messages of all open offers reach their phones now. */
export async function deliverAll(): Promise<void> {
	for (const { _id } of await OfferModel.find({ org: ORG, status: 'sent' }).lean()) {
		await systemScene((scene) => offerDelivered(scene, _id, scene.now));
	}
}

/** Moves the clock minute by minute and fires what is due, as the pump does. */
export async function pass(minutes: number): Promise<void> {
	for (let i = 0; i < minutes; i++) {
		clock.minutes(1);
		await fire();
	}
}

export async function fire(): Promise<void> {
	await fireDueTimers({ clock, newId, runScene: inScene, timers: dispatch.timers });
}

/** What a contact was told, in order. */
export async function told(contact: string, type?: string): Promise<{ type: string; data: Record<string, unknown> }[]> {
	const rows = await InboxModel.find({ org: ORG, contact }).sort({ _id: 1 }).lean();
	const news = rows.flatMap(({ input }) => (input.kind === 'domain' ? [{ type: input.type, data: input.data }] : []));
	return type === undefined ? news : news.filter((one) => one.type === type);
}

export async function types(contact: string): Promise<string[]> {
	return (await told(contact)).map(({ type }) => type);
}

export async function eventsOf(type: string): Promise<Record<string, unknown>[]> {
	return (await EventModel.find({ org: ORG, type }).sort({ _id: 1 }).lean()).map(({ data }) => data);
}

/** A sign of life: the person wrote something, whatever it was. */
export async function writes(contact: string): Promise<void> {
	await ContactModel.updateOne({ _id: contact, org: ORG }, { $set: { 'reach.0.lastInboundAt': clock.now() } });
}

export function phoneOf(contact: string): string {
	PHONES[contact] ??= `+23769000${String(1000 + Object.keys(PHONES).length)}`;
	return PHONES[contact];
}

async function addContact(org: string, id: string, changes: { provider?: string }): Promise<void> {
	const phone = phoneOf(id);
	const reach = [{ channel: 'whatsapp' as const, carrier: 'simulator' as const, sender: '+14155238886', address: phone }];
	await ContactModel.create(newContact({ _id: org === ORG ? id : `${org}-${id}`, org, phone, name: id, reach, ...changes }, START));
}
