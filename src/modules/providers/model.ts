import { Schema } from 'mongoose';
import type { ChannelName } from '../../channels/message.ts';
import type { Language } from '../../conversation/contacts/contact.ts';
import type { Position } from '../../platform/geo.ts';
import { defineModel } from '../../platform/mongo/define-model.ts';
import type { Opening } from '../../platform/opening-hours.ts';

/** Someone who does jobs for one organisation. */
export interface Provider {
	/** Unique within the organisation: the import file's `id` (`paul`). What offers, requests, contacts and tokens hold. */
	id: string;
	org: string;
	/** The person's contact, through whose lane they are offered jobs. */
	contact: string;
	name: string;
	/** E.164. */
	phone: string;
	/** Where they are written to first. */
	channel: ChannelName;
	language: Language;
	/** Ids of the organisation's services and zones. */
	services: string[];
	zones: string[];
	/** As written in the import file, and as read. */
	hours: { text: string; openings: Opening[] };
	/** Where they set out from, when known. */
	position?: Position;
	/** No offers while it lasts; without `until`, until they say otherwise. */
	absence?: { from: Date; until: Date | null; reason: string };
	/** Set by the organisation: no offers at all. */
	suspended?: { since: Date; reason: string };
	/** Sum of the stars and how many gave them: an average is never shown without its count. */
	rating: { sum: number; count: number };
	/** What became of offers that reached them; what never arrived counts for nobody (rules R6, P8). */
	offers: { delivered: number; accepted: number; declined: number; ignored: number };
	/** Ids of the requests they have in hand for now (rule R4). */
	activeJobs: string[];
	createdAt: Date;
	updatedAt: Date;
}

/** As stored: `_id` is `<org>/<id>`, unique over all organisations. Nothing but the database sees it. */
export interface ProviderRow extends Provider {
	_id: string;
}

const text = { type: String, required: true } as const;
const strings = { type: [String], required: true };
const count = { type: Number, required: true, default: 0 };
const part = { _id: false, id: false } as const;

const schema = new Schema<ProviderRow>(
	{
		_id: text,
		id: text,
		org: text,
		contact: text,
		name: text,
		phone: text,
		channel: text,
		language: text,
		services: strings,
		zones: strings,
		hours: {
			type: new Schema({ text, openings: [new Schema<Opening>({ day: Number, from: Number, to: Number }, part)] }, part),
			required: true,
		},
		position: new Schema<Position>({ lat: Number, lon: Number }, part),
		absence: new Schema({ from: Date, until: Date, reason: String }, part),
		suspended: new Schema({ since: Date, reason: String }, part),
		rating: { type: new Schema({ sum: count, count }, part), required: true },
		offers: { type: new Schema({ delivered: count, accepted: count, declined: count, ignored: count }, part), required: true },
		activeJobs: strings,
		createdAt: { type: Date, required: true },
		updatedAt: { type: Date, required: true },
	},
	{ id: false },
);

schema.index({ org: 1, phone: 1 }, { unique: true });
schema.index({ org: 1, services: 1 });

export const ProviderModel = defineModel<ProviderRow>('Provider', schema, { collection: 'providers', tenant: true });

/** The row's key. */
export function providerKey(org: string, id: string): string {
	return `${org}/${id}`;
}

/** The stars' average to one decimal, or null before the first. */
export function averageOf(rating: { sum: number; count: number }): number | null {
	return rating.count === 0 ? null : Math.round((rating.sum / rating.count) * 10) / 10;
}

/** Whether an absence covers the moment. */
export function isAbsentAt(provider: Pick<Provider, 'absence'>, at: Date): boolean {
	const { absence } = provider;
	return absence !== undefined && absence.from <= at && (absence.until === null || at < absence.until);
}
