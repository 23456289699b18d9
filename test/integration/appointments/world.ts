import type { CommandResult } from '../../../src/conversation/command.ts';
import { type Booking, BookingModel } from '../../../src/modules/appointments/booking/model.ts';
import { type Admission, type Arrival, appointmentsModule } from '../../../src/modules/appointments/index.ts';
import { type SlotOffer, SlotOfferModel } from '../../../src/modules/appointments/waitlist/model.ts';
import { forgetOrganisations } from '../../../src/modules/organisations/index.ts';
import { OrganisationModel } from '../../../src/modules/organisations/model.ts';
import { AppError } from '../../../src/platform/errors.ts';
import { parseOpeningHours } from '../../../src/platform/opening-hours.ts';
import { moduleWorld } from '../../support/module-world.ts';

/** Whose number people write to, and the bank they visit. */
export const HOST = 'accueil';
export const BANK = 'banque';
/** Thursday, 10:00 in Dakar (which has no offset). */
export const START = new Date('2026-11-26T10:00:00Z');
export const PLACE = { organisation: BANK, branch: 'plateau', service: 'compte' };

const world = moduleWorld({ org: HOST, start: START });
export const { clock, inScene, told, types } = world;
const { newId } = world;
/** What the desk was asked for, and what it answers next. */
export const desk: { arrivals: Arrival[]; answer: Admission | null } = { arrivals: [], answer: null };
export const appointments = appointmentsModule({
	inScene,
	clock,
	newId,
	publicBaseUrl: 'https://palabre.example',
	async admit(_scene, arrival) {
		desk.arrivals.push(arrival);
		return desk.answer ?? { outcome: 'joined', ticket: { _id: `t${desk.arrivals.length}`, number: `A00${desk.arrivals.length}` } };
	},
});
const { ask: asks, ...drive } = world.drive(appointments);
export const { fire, pass } = drive;

function hours(text: string) {
	const parsed = parseOpeningHours(text);
	if ('error' in parsed) throw new Error(parsed.error);
	return { text, openings: parsed.openings };
}

/** A bank with one branch whose accounts are opened by appointment, behind somebody else's number; and its people. */
export async function openWorld(
	options: { rules?: Record<string, unknown>; settings?: Record<string, unknown>; people?: string[]; queues?: object[] } = {},
): Promise<void> {
	clock.set(START);
	desk.arrivals = [];
	desk.answer = null;
	forgetOrganisations();
	const common = {
		country: 'SN',
		timezone: 'Africa/Dakar',
		currency: 'XOF' as const,
		languages: ['fr' as const, 'wo' as const],
		zones: [],
		updatedAt: START,
	};
	await OrganisationModel.create({ _id: HOST, name: 'Accueil Dakar', kind: 'other', settings: {}, services: [], ...common });
	await OrganisationModel.create({
		_id: BANK,
		name: 'Banque Téranga',
		kind: 'bank',
		hostedBy: HOST,
		...common,
		settings: options.settings ?? {},
		services: [
			{ id: 'compte', names: { fr: 'Ouverture de compte' }, aliases: [], appointment: rules(options.rules) },
			{ id: 'credit', names: { fr: 'Crédit' }, aliases: [], appointment: rules({}) },
			{ id: 'caisse', names: { fr: 'Caisse' }, aliases: [] },
		],
		branches: [
			{
				id: 'plateau',
				names: { fr: 'Plateau' },
				address: 'Avenue Senghor, Dakar',
				hours: hours('Mo-Fr 08:00-13:00,15:00-17:30'),
				holidays: [{ date: '2026-12-25', name: 'Noël' }],
				counters: [],
				code: 'TERANGA-PLATEAU',
				arrivalKey: 'KEY123',
			},
		],
		queues: options.queues ?? [],
	});
	await OrganisationModel.create({ _id: 'etrangere', name: 'Autre', kind: 'bank', settings: {}, services: [], ...common });
	for (const person of options.people ?? ['awa', 'ben', 'coumba']) await addPerson(person);
}

function rules(changes: Record<string, unknown> = {}) {
	return { slotMinutes: 30, capacity: 1, horizonDays: 14, leadMinutes: 60, holdMinutes: 10, ...changes };
}

let phones = 0;
export async function addPerson(id: string, org = HOST): Promise<void> {
	const phone = `+22177${String(1_000_000 + ++phones)}`;
	await world.addContact({ id, org, phone, name: id });
}

/** What the flow of a person's turn would ask. */
export function ask(person: string, command: string, args: Record<string, unknown> = {}, org = HOST): Promise<CommandResult> {
	return asks(person, `appointments.${command}`, args, org);
}

/** Chooses and confirms a slot. Gives the booking as stored. */
export async function book(person: string, start: string, place: Record<string, unknown> = PLACE): Promise<Booking> {
	const held = await ask(person, 'hold', { ...place, start });
	if (held.outcome !== 'held') throw new Error(`not held: ${held.outcome}`);
	const confirmed = await ask(person, 'confirm', { booking: held.data?.booking });
	if (confirmed.outcome !== 'confirmed') throw new Error(`not confirmed: ${confirmed.outcome}`);
	return stored(String(held.data?.booking));
}

export async function stored(id: string): Promise<Booking> {
	const row = await BookingModel.findOne({ _id: id, org: BANK }).lean();
	if (row === null) throw new Error('no such booking');
	return row;
}

export async function offerOf(person: string): Promise<SlotOffer> {
	const row = await SlotOfferModel.findOne({ org: BANK, 'client.contact': person }).sort({ _id: -1 }).lean();
	if (row === null) throw new Error(`no offer to ${person}`);
	return row;
}

/** The carrier tells what became of the message about a subject. */
export async function news(type: 'message.delivered' | 'message.read' | 'message.failed', about: string): Promise<void> {
	const subscriber = appointments.subscribers.find(({ name }) => name === 'appointments.offer_delivery');
	if (subscriber === undefined) throw new AppError('internal', 'nobody listens');
	const actor = { kind: 'system' as const, id: 'system', source: 'test' };
	const subject = { kind: 'message', id: 'm' };
	await subscriber.run({ _id: newId(), org: HOST, type, at: clock.now(), subject, data: { about }, actor, correlationId: 'test' });
}

/** Moves the clock to a moment at once, as if nothing had run meanwhile, and then fires what is due. */
export async function jump(to: string): Promise<void> {
	clock.set(new Date(to));
	await fire();
}

export function eventsOf(type: string): Promise<Record<string, unknown>[]> {
	return world.eventsOf(type, BANK);
}

/** The bookings that have a seat. */
export function seated(): Promise<Booking[]> {
	return BookingModel.find({ org: BANK, occupies: { $exists: true } })
		.sort({ start: 1, seat: 1 })
		.lean();
}
