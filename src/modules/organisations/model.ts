import { Schema } from 'mongoose';
import type { Language } from '../../conversation/contacts/contact.ts';
import type { Position } from '../../platform/geo.ts';
import type { Currency } from '../../platform/money.ts';
import { defineModel } from '../../platform/mongo/define-model.ts';
import { completeSettings, type Settings } from './settings.ts';

export const ORGANISATION_KINDS = ['marketplace', 'bank', 'hospital', 'administration', 'other'] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

/** A name in the organisation's languages; a missing one is read in the first that is there. */
export type Names = Partial<Record<Language, string>>;

/** Something people can ask for. Its id is a word of the organisation (`plomberie`). */
export interface Service {
	id: string;
	names: Names;
	/** Other words people use for it. */
	aliases: string[];
}

/** A quarter the organisation serves: a circle, with the names people call it by. */
export interface Zone {
	id: string;
	names: Names;
	centre: Position;
	radius_m: number;
	aliases: string[];
}

/** A tenant as the rest of the program sees it: complete, frozen, at most two seconds old. */
export interface Organisation {
	/** Its id everywhere: the `org` of every row. */
	slug: string;
	name: string;
	kind: OrganisationKind;
	/** ISO 3166, two letters: how its phone numbers are read. */
	country: string;
	/** IANA name: what "today" and opening hours mean (I10, rule X8). */
	timezone: string;
	currency: Currency;
	/** The first is the one used until a person's own is known. */
	languages: Language[];
	/** Whom to call when life is in danger: goes with the safety advice. */
	emergencyNumber?: string;
	settings: Settings;
	services: Service[];
	zones: Zone[];
}

/** As stored. `settings` holds only what the organisation said itself. */
export interface OrganisationRow extends Omit<Organisation, 'slug' | 'settings'> {
	_id: string;
	settings: Record<string, unknown>;
	/** Made by the first start, for people to try things with. */
	demo?: boolean;
	updatedAt: Date;
}

const text = { type: String, required: true } as const;
const names = { type: new Schema<Names>({ fr: String, en: String, wo: String }, { _id: false }), required: true };
const centre = { type: new Schema<Position>({ lat: Number, lon: Number }, { _id: false }), required: true };
const strings = { type: [String], required: true };

const schema = new Schema<OrganisationRow>({
	_id: text,
	name: text,
	kind: { ...text, enum: ORGANISATION_KINDS },
	country: text,
	timezone: text,
	currency: text,
	languages: strings,
	emergencyNumber: String,
	settings: { type: Schema.Types.Mixed, required: true },
	services: [new Schema<Service>({ id: text, names, aliases: strings }, { _id: false, id: false })],
	zones: [new Schema<Zone>({ id: text, names, centre, radius_m: Number, aliases: strings }, { _id: false, id: false })],
	demo: Boolean,
	updatedAt: { type: Date, required: true },
});

/** The organisations themselves: a row is a tenant, so no query on them can name one. */
export const OrganisationModel = defineModel<OrganisationRow>('Organisation', schema, { collection: 'organisations', tenant: false });

/** The complete view of a stored row. */
export function toOrganisation(row: OrganisationRow): Organisation {
	const { _id, settings, demo: _demo, updatedAt: _, ...rest } = row;
	return { slug: _id, ...rest, settings: completeSettings(settings) };
}

/** A name in `language`, or in the first language that has one. */
export function nameIn(language: Language, given: Names): string {
	return given[language] ?? given.fr ?? given.en ?? given.wo ?? '';
}

/** A name in every language, so that a flow can show it without asking which exist. */
export function labelOf(given: Names): Record<Language, string> {
	return { fr: nameIn('fr', given), en: nameIn('en', given), wo: nameIn('wo', given) };
}
