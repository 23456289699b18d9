import { ContactModel } from '../../../src/conversation/contacts/model.ts';
import type { Scene } from '../../../src/conversation/scene/scene.ts';
import { dispatcher, dispatchModule, offerDelivered } from '../../../src/modules/dispatch/index.ts';
import { type Offer, OfferModel } from '../../../src/modules/dispatch/model.ts';
import { forgetOrganisations } from '../../../src/modules/organisations/index.ts';
import { OrganisationModel } from '../../../src/modules/organisations/model.ts';
import { type Provider, ProviderModel, providerKey } from '../../../src/modules/providers/model.ts';
import { requestsModule, type ServiceRequest } from '../../../src/modules/requests/index.ts';
import { RequestModel } from '../../../src/modules/requests/model.ts';
import { parseOpeningHours } from '../../../src/platform/opening-hours.ts';
import { moduleWorld } from '../../support/module-world.ts';

export const ORG = 'djobea';
/** Saturday, 10:00 in Douala. */
export const START = new Date('2026-11-21T09:00:00Z');

const world = moduleWorld({ org: ORG, start: START });
export const { clock, inScene, told, types } = world;
export const requests = requestsModule({ inScene, clock, dispatcher });
export const dispatch = dispatchModule({ inScene });
export const { ask, fire, pass } = world.drive({ commands: [...requests.commands, ...dispatch.commands], timers: dispatch.timers });

const PHONES: Record<string, string> = {};

/** One organisation with a plumber's trade in two quarters, its clients Awa and Ben, and as many providers as asked for. */
export async function openWorld(options: { providers?: string[]; settings?: Record<string, unknown>; org?: string } = {}): Promise<void> {
	const org = options.org ?? ORG;
	clock.set(START);
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

export function systemScene<T>(work: (scene: Scene) => Promise<T>, org = ORG): Promise<T> {
	return world.systemScene(work, org);
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

/** A request that provider `a` has accepted; `b` lost it. */
export async function acceptedJob(settings: Record<string, unknown> = {}, wish: Record<string, unknown> = {}): Promise<ServiceRequest> {
	await openWorld({ providers: ['a', 'b'], settings });
	const { _id } = await request('awa', wish);
	const { outcome } = await ask('c-a', 'dispatch.answer_offer', { answer: 'accept' });
	if (outcome !== 'accepted') throw new Error(`not accepted: ${outcome}`);
	return stored(_id);
}

/** The provider tells how far the job is. */
export const progress = (step: string, more: Record<string, unknown> = {}, who = 'c-a') => ask(who, 'dispatch.progress', { step, ...more });

/** The messages of all open offers reach their phones now. */
export async function deliverAll(): Promise<void> {
	for (const { _id } of await OfferModel.find({ org: ORG, status: 'sent' }).lean()) {
		await systemScene((scene) => offerDelivered(scene, _id, scene.now));
	}
}

export function eventsOf(type: string): Promise<Record<string, unknown>[]> {
	return world.eventsOf(type, ORG);
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
	await world.addContact({ id: org === ORG ? id : `${org}-${id}`, org, phone: phoneOf(id), name: id, ...changes });
}
