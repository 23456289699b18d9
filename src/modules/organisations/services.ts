import { Schema } from 'mongoose';
import type { Hours } from './branches.ts';
import { hours, names, part, strings, text } from './fields.ts';
import type { OrganisationKind } from './kinds.ts';
import type { Names } from './names.ts';

/** How people get a service: somebody comes to them, they wait in a queue, they come at a booked time. */
export const WAYS = ['request', 'queue', 'appointment'] as const;
export type Way = (typeof WAYS)[number];

/** Something people can ask for. Its id is a word of the organisation (`plomberie`). */
export interface Service {
	id: string;
	names: Names;
	/** Other words people use for it. */
	aliases: string[];
	/** How long it takes as the organisation plans it. */
	durationMinutes?: number;
	/** Francs. */
	price?: number;
	ways: Way[];
	/** A word that groups services on screens. */
	category?: string;
	/** One emoji. */
	icon?: string;
	/** What an agent must have to serve it. */
	skills: string[];
	/** How it is booked; there exactly when `ways` has `appointment`. */
	appointment?: BookingRules;
}

/** How a service is booked. Prices in francs. */
export interface BookingRules {
	slotMinutes: number;
	/** People served at the same time in one slot of a branch. */
	capacity: number;
	/** How far ahead it can be booked, and how short before. */
	horizonDays: number;
	leadMinutes: number;
	/** How long a chosen slot is kept for someone who has not confirmed yet. */
	holdMinutes: number;
	price?: number;
	/** What a guaranteed booking costs; none are sold when unset. */
	guaranteedPrice?: number;
	/** When it can be booked, within the branch's hours; the branch's hours when unset. */
	hours?: Hours;
	/** Ids of the branches where it can be booked; all of them when unset. */
	branches?: string[];
}

/** As stored: only what the organisation said. */
export type StoredService = Omit<Service, 'ways' | 'skills'> & Partial<Pick<Service, 'ways' | 'skills'>>;

const count = { type: Number, required: true } as const;
const optionalStrings = { type: [String], default: undefined };

const bookingRules = new Schema<BookingRules>(
	{
		slotMinutes: count,
		capacity: count,
		horizonDays: count,
		leadMinutes: count,
		holdMinutes: count,
		price: Number,
		guaranteedPrice: Number,
		hours,
		branches: optionalStrings,
	},
	part,
);

export const serviceSchema = new Schema<StoredService>(
	{
		id: text,
		names,
		aliases: strings,
		durationMinutes: Number,
		price: Number,
		ways: optionalStrings,
		category: String,
		icon: String,
		skills: optionalStrings,
		appointment: bookingRules,
	},
	part,
);

/** A service with everything the organisation left unsaid. */
export function completeService(service: StoredService, kind: OrganisationKind): Service {
	return { ...service, ways: waysOf(service, kind), skills: service.skills ?? [] };
}

/** How a service is given: to a marketplace's clients somebody comes, elsewhere people queue, unless it says otherwise. Rules of booking say that it can be booked. */
export function waysOf(
	{ ways, appointment }: { ways?: Way[] | undefined; appointment?: object | undefined },
	kind: OrganisationKind,
): Way[] {
	const said: Way[] = ways ?? [kind === 'marketplace' ? 'request' : 'queue'];
	return appointment === undefined || said.includes('appointment') ? said : [...said, 'appointment'];
}
