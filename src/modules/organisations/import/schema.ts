import { z } from 'zod';
import { CURRENCIES } from '../../../platform/money.ts';
import { hasNumberingPlan } from '../../../platform/phone.ts';
import { ORGANISATION_KINDS } from '../kinds.ts';
import { settingsSchema } from '../settings.ts';
import { branch, holiday, queue, service } from './branch-schema.ts';
import { francs, hours, id, ids, language, name, names, phone, place, rows, slug, word } from './fields.ts';

/** The import file of contract.md, shape by shape. What needs two places of the file or the database is checked elsewhere. */

const sender = z.strictObject({
	channel: z.enum(['whatsapp', 'sms']),
	address: phone,
});

const zone = z.strictObject({
	id,
	names,
	centre: place,
	radius_m: z.int().min(50).max(100_000),
	aliases: z.array(word).max(50).default([]).describe('Other names and spellings people use'),
});

const provider = z.strictObject({
	id,
	name,
	phone,
	channel: z.enum(['whatsapp', 'sms']).default('whatsapp'),
	language: language.optional().describe("The organisation's first language when unset"),
	services: z.array(z.string()).min(1).max(100),
	zones: z.array(z.string()).min(1).max(200),
	hours: hours.default('24/7'),
	position: place.optional().describe('Where they set out from'),
	rating: z
		.strictObject({ average: z.number().min(1).max(5), count: z.int().min(1).max(100_000) })
		.optional()
		.describe('Brought along from before; read only when the provider is new'),
});

const agent = z.strictObject({
	id,
	name,
	role: z.enum(['manager', 'agent', 'counter']).default('agent'),
	phone: phone
		.optional()
		.describe(
			'Where the program can write to them; for a hosted organisation, by the number of its host, to which they write like anybody',
		),
	email: z.email().max(200).optional(),
	languages: z.array(language).max(3).default([]).describe("The organisation's languages when empty"),
	skills: z.array(word).max(50).default([]),
	branches: ids.optional().describe('Where they work; everywhere when unset'),
	counters: ids.optional().describe('Where they may sit; anywhere in their branches when unset'),
});

const plan = z.strictObject({
	name: z.enum(ORGANISATION_KINDS),
	monthly: francs.optional().describe('The usual price of the plan when unset'),
});

const timezone = z
	.string()
	.refine(isTimeZone, 'must be an IANA time zone such as Africa/Douala')
	.describe('IANA name: what "today" and opening hours mean');

const organisation = z.strictObject({
	slug,
	name,
	kind: z.enum(ORGANISATION_KINDS),
	country: z.string().refine(hasNumberingPlan, 'must be a country code of two capital letters such as CM').describe('ISO 3166'),
	timezone,
	currency: z.enum(CURRENCIES),
	languages: z.array(language).min(1).max(3),
	emergency_number: z
		.string()
		.regex(/^[0-9+ ]{2,20}$/, 'must be a phone number')
		.optional()
		.describe('Goes with the safety advice'),
	senders: rows(sender),
	hosted_by: slug.optional().describe('The organisation whose number its people write to'),
	plan: plan.optional().describe('That of its kind when unset'),
	holidays: rows(holiday).describe('Days on which no branch opens'),
	settings: settingsSchema.prefault({}),
	services: rows(service),
	zones: rows(zone),
	providers: rows(provider),
	agents: rows(agent),
	branches: rows(branch),
	queues: rows(queue),
});

export const importSchema = z.strictObject({ organisations: z.array(organisation).min(1).max(200) });

/** One organisation of a file that has the right shape: defaults filled in, but of the settings only what the file says. */
export type ImportOrganisation = Omit<z.output<typeof organisation>, 'settings'> & { settings: Record<string, unknown> };

/** A file that has the right shape. */
export interface ImportFile {
	organisations: ImportOrganisation[];
}

/** The JSON Schema of the file, for editors: served at `/schemas/import.json`. */
export function importJsonSchema(): Record<string, unknown> {
	return { ...z.toJSONSchema(importSchema, { io: 'input', unrepresentable: 'any' }), title: 'Palabre import file' };
}

function isTimeZone(zone: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: zone });
		return zone === 'UTC' || zone.includes('/'); // a bare offset has no rules for summer time
	} catch {
		return false;
	}
}
