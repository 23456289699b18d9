import { z } from 'zod';
import { MAX_FRANCS } from '../../../platform/money.ts';

/** Pieces that the parts of the import file share. */

const LANGUAGES = ['fr', 'en', 'wo'] as const;
/** Rows of one kind an organisation may bring at once (I12). */
const MAX_ROWS = 5000;
const DAY_MINUTES = 1440;

export const id = z
	.string()
	.regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/, 'must be an id: letters, digits, - _ . and at most 64 characters')
	.describe('Unique within the organisation and its kind');
export const slug = z
	.string()
	.regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be a slug: small letters, digits, - and at most 40 characters')
	.describe('The id of the organisation');
export const name = z.string().trim().min(1).max(80);
export const word = z.string().trim().min(2).max(60);
export const language = z.enum(LANGUAGES);
export const names = z
	.strictObject({ fr: name.optional(), en: name.optional(), wo: name.optional() })
	.refine((given) => Object.values(given).some((one) => one !== undefined), 'needs a name in at least one language');
export const phone = z
	.string({ error: (issue) => (typeof issue.input === 'number' ? 'must be text: put the number in quotes' : undefined) })
	.describe('E.164 in quotes ("+237690000001"), or as dialled in the country');
export const place = z
	.tuple([z.number().min(-90).max(90), z.number().min(-180).max(180)], 'must be [latitude, longitude] in degrees')
	.transform(([lat, lon]) => ({ lat, lon }))
	.describe('[latitude, longitude] in degrees');
export const hours = z.string().describe('Weekly hours: "Mo-Sa 08:00-18:00; Su off", "Mo-Fr 08:00-12:00,14:00-18:00", "24/7"');
export const francs = z.int().min(0).max(MAX_FRANCS).describe('Francs');
export const minutes = z.int().min(1).max(DAY_MINUTES);
export const ids = z.array(z.string()).min(1).max(200);
export const rows = <T extends z.ZodType>(row: T) => z.array(row).max(MAX_ROWS).default([]);
