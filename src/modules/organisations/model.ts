import { Schema } from 'mongoose';
import type { Language } from '../../conversation/contacts/contact.ts';
import type { Position } from '../../platform/geo.ts';
import type { Currency } from '../../platform/money.ts';
import { defineModel } from '../../platform/mongo/define-model.ts';
import { type Branch, branchSchema, type Holiday, holidaySchema } from './branches.ts';
import { names, part, position, strings, text } from './fields.ts';
import { ORGANISATION_KINDS, type OrganisationKind, type Plan, planOf } from './kinds.ts';
import type { Names } from './names.ts';
import { type QueueRow, queueSchema } from './queue-rows.ts';
import { completeService, type Service, type StoredService, serviceSchema } from './services.ts';
import { completeSettings, type Settings } from './settings.ts';

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
	/** The organisation whose number its people write to; itself when unset. */
	hostedBy?: string;
	plan: Plan;
	settings: Settings;
	services: Service[];
	zones: Zone[];
	branches: Branch[];
	queues: QueueRow[];
	/** Days on which no branch opens. */
	holidays: Holiday[];
}

/** As stored: only what the organisation said itself, so that a better default reaches everyone. */
export interface OrganisationRow
	extends Omit<Organisation, 'slug' | 'settings' | 'plan' | 'services' | 'branches' | 'queues' | 'holidays'>,
		Partial<Pick<Organisation, 'plan' | 'branches' | 'queues' | 'holidays'>> {
	_id: string;
	settings: Record<string, unknown>;
	services: StoredService[];
	/** Made by the first start, for people to try things with. */
	demo?: boolean;
	updatedAt: Date;
}

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
	hostedBy: String,
	plan: new Schema<Plan>({ name: { ...text, enum: ORGANISATION_KINDS }, monthly: { type: Number, required: true } }, part),
	services: [serviceSchema],
	zones: [new Schema<Zone>({ id: text, names, centre: { type: position, required: true }, radius_m: Number, aliases: strings }, part)],
	branches: [branchSchema],
	queues: [queueSchema],
	holidays: [holidaySchema],
	demo: Boolean,
	updatedAt: { type: Date, required: true },
});

schema.index({ hostedBy: 1 }, { sparse: true });

/** The organisations themselves: a row is a tenant, so no query on them can name one. */
export const OrganisationModel = defineModel<OrganisationRow>('Organisation', schema, { collection: 'organisations', tenant: false });

/** The complete view of a stored row. */
export function toOrganisation(row: OrganisationRow): Organisation {
	const { _id, settings, services, plan, branches = [], queues = [], holidays = [], demo: _demo, updatedAt: _, ...rest } = row;
	return {
		slug: _id,
		...rest,
		plan: plan ?? planOf(row.kind),
		settings: completeSettings(settings, row.kind),
		services: services.map((service) => completeService(service, row.kind)),
		branches,
		queues,
		holidays,
	};
}
