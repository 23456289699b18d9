import { z } from 'zod';
import { CURRENCIES } from '../../../platform/money.ts';
import { hasNumberingPlan } from '../../../platform/phone.ts';
import { ORGANISATION_KINDS } from '../model.ts';
import { settingsSchema } from '../settings.ts';

/** The import file of contract.md, shape by shape. What needs two places of the file or the database is checked elsewhere. */

const LANGUAGES = ['fr', 'en', 'wo'] as const;
/** Rows of one kind an organisation may bring at once (I12). */
const MAX_ROWS = 5000;

const id = z
	.string()
	.regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/, 'must be an id: letters, digits, - _ . and at most 64 characters')
	.describe('Unique within the organisation and its kind');
const slug = z
	.string()
	.regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be a slug: small letters, digits, - and at most 40 characters')
	.describe('The id of the organisation');
const name = z.string().trim().min(1).max(80);
const word = z.string().trim().min(2).max(60);
const language = z.enum(LANGUAGES);
const names = z
	.strictObject({ fr: name.optional(), en: name.optional(), wo: name.optional() })
	.refine((given) => Object.values(given).some((one) => one !== undefined), 'needs a name in at least one language');
const phone = z
	.string({ error: (issue) => (typeof issue.input === 'number' ? 'must be text: put the number in quotes' : undefined) })
	.describe('E.164 in quotes ("+237690000001"), or as dialled in the country');
const place = z
	.tuple([z.number().min(-90).max(90), z.number().min(-180).max(180)], 'must be [latitude, longitude] in degrees')
	.transform(([lat, lon]) => ({ lat, lon }))
	.describe('[latitude, longitude] in degrees');
const rows = <T extends z.ZodType>(row: T) => z.array(row).max(MAX_ROWS).default([]);

const sender = z.strictObject({
	channel: z.enum(['whatsapp', 'sms']),
	address: phone,
});

const service = z.strictObject({
	id,
	names,
	aliases: z.array(word).max(50).default([]).describe('Other words people use for it'),
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
	hours: z.string().default('24/7').describe('Weekly hours: "Mo-Sa 08:00-18:00; Su off", "Mo-Fr 08:00-12:00,14:00-18:00", "24/7"'),
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
	phone: phone.optional(),
	email: z.email().max(200).optional(),
	languages: z.array(language).max(3).default([]).describe("The organisation's languages when empty"),
	skills: z.array(word).max(50).default([]),
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
	settings: settingsSchema.prefault({}),
	services: rows(service),
	zones: rows(zone),
	providers: rows(provider),
	agents: rows(agent),
	queues: z.array(z.never('queues cannot be imported yet')).max(0).default([]).describe('Empty for now'),
});

export const importSchema = z.strictObject({ organisations: z.array(organisation).min(1).max(200) });

/** One organisation of a file that has the right shape: defaults filled in, but of the settings only what the file says. */
export type ImportOrganisation = Omit<z.output<typeof organisation>, 'settings'> & { settings: Record<string, unknown> };

/** A file that has the right shape. */
export interface ImportFile {
	organisations: ImportOrganisation[];
}

export type ImportProvider = ImportOrganisation['providers'][number];
export type ImportAgent = ImportOrganisation['agents'][number];

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
