import mongoose from 'mongoose';
import type { Contact } from '../../src/conversation/contacts/contact.ts';
import type { NewEvent, NewTimer, Scene } from '../../src/conversation/scene/scene.ts';
import { NewRows } from '../../src/platform/mongo/new-rows.ts';
import { RowChanges } from '../../src/platform/mongo/row-changes.ts';

/** What a scene gathered besides its writes. */
export interface Gathered {
	events: NewEvent[];
	/** `org` is there when it was told within another organisation. */
	told: { org?: string; contact: string; type: string; data: Record<string, unknown> }[];
	timers: NewTimer[];
	cancelled: string[];
}

/** Runs one module operation in a real transaction, in a scene that remembers what the operation asked of it. */
export async function playScene<T>(
	setting: { org: string; now: Date; contact?: Contact },
	work: (scene: Scene) => Promise<T>,
): Promise<{ result: T; gathered: Gathered }> {
	let ids = 0;
	return mongoose.connection.transaction(async (db) => {
		const gathered: Gathered = { events: [], told: [], timers: [], cancelled: [] };
		const rows = new NewRows();
		const changes = new RowChanges();
		const scene: Scene = {
			org: setting.org,
			now: setting.now,
			actor: { kind: 'system', id: 'system', source: 'test' },
			correlationId: 'test',
			db,
			reads: { org: setting.org, db },
			contact: setting.contact ?? null,
			newId: () => `id-${++ids}`,
			insert: (model, row) => rows.put(model, row),
			isNew: (model, id) => rows.has(model, id),
			change: (model, change) => changes.add(model, change),
			isChanged: (model, id) => changes.has(model, id),
			emit: (event) => void gathered.events.push(event),
			tell: (contact, type, data) => void gathered.told.push({ contact, type, data }),
			setTimer: (timer) => void gathered.timers.push(timer),
			cancelTimer: (key) => void gathered.cancelled.push(key),
			cancelTimers: (prefix) => void gathered.cancelled.push(`${prefix}*`),
			within: (org) => ({
				...scene,
				org,
				reads: { org, db },
				contact: org === setting.org ? scene.contact : null,
				tell: (contact, type, data) => void gathered.told.push({ ...(org === setting.org ? {} : { org }), contact, type, data }),
			}),
		};
		const result = await work(scene);
		await RowChanges.apply(db, [changes]);
		await NewRows.insert(db, [rows]);
		return { result, gathered };
	});
}
