import mongoose from 'mongoose';
import { z } from 'zod';
import { fold } from '../../../src/platform/fold.ts';

/** Every row of every collection of the database. */
async function everyRow(): Promise<{ collection: string; row: Record<string, unknown> }[]> {
	const collections = (await mongoose.connection.db?.collections()) ?? [];
	const rows = await Promise.all(
		collections.map(async (one) => (await one.find().toArray()).map((row) => ({ collection: one.collectionName, row }))),
	);
	return rows.flat();
}

/** Where one of the words is, or the photo, in any row of any collection that is not only another organisation's. */
export async function whereIs(words: readonly string[], orgs: readonly string[], photo?: Buffer): Promise<string[]> {
	const folded = words.map(fold);
	const found: string[] = [];
	for (const { collection, row } of await everyRow()) {
		const org = ownerOf(row);
		if (org !== null && !orgs.includes(org)) continue;
		for (const [path, value] of leaves(row)) {
			const hit =
				typeof value === 'string'
					? folded.some((word) => fold(value).includes(word))
					: photo !== undefined && Buffer.isBuffer(value) && value.includes(photo);
			if (hit) found.push(`${collection} ${String(row._id)} ${path}`);
		}
	}
	return found;
}

const owned = z.looseObject({ org: z.string().optional(), metadata: z.looseObject({ org: z.string() }).optional() });

/** The organisation a row belongs to; null: to none. */
export function ownerOf(row: object): string | null {
	const { org, metadata } = owned.parse(row);
	return org ?? metadata?.org ?? null;
}

function leaves(value: unknown, path = ''): [string, unknown][] {
	if (value instanceof mongoose.mongo.Binary) return [[path, Buffer.from(value.buffer)]];
	if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof mongoose.mongo.ObjectId)
		return [[path, value]];
	return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`));
}

/** What counts and figures are made of: how many rows there are of each kind and status. */
export async function counts(): Promise<Record<string, number>> {
	const uncounted = [
		'turn_traces',
		'simulator_messages',
		'simulator_files',
		'timers',
		'media.files',
		'media.chunks',
		'leases',
		'outbox_lanes',
	];
	const shape = z.looseObject({
		status: z.string().optional(),
		type: z.string().optional(),
		input: z.looseObject({ kind: z.string() }).optional(),
	});
	const counted: Record<string, number> = {};
	for (const { collection, row } of await everyRow()) {
		const { status, type, input } = shape.parse(row);
		if (uncounted.includes(collection) || type === 'contact.erased') continue;
		const key = [collection, ownerOf(row), type, input?.kind, status].join(' ');
		counted[key] = (counted[key] ?? 0) + 1;
	}
	return counted;
}

/** The whole of what others have. */
export async function everythingOf(belongs: (row: Record<string, unknown>, collection: string) => boolean): Promise<string[]> {
	const rows = (await everyRow()).filter(({ collection, row }) => belongs(row, collection));
	return rows.map(({ collection, row }) => `${collection} ${JSON.stringify(row)}`).sort();
}
