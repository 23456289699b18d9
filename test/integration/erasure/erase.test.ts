import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { z } from 'zod';
import { OutboxModel } from '../../../src/channels/outbox/model.ts';
import { mergeContacts } from '../../../src/conversation/contacts/merge.ts';
import { ContactModel } from '../../../src/conversation/contacts/model.ts';
import { InboxModel } from '../../../src/conversation/inbox/model.ts';
import { erasePerson } from '../../../src/modules/erasure/erase-person.ts';
import type { PersonalData } from '../../../src/modules/module.ts';
import { replayDay } from '../../../src/modules/queues/day/replay.ts';
import { EventModel } from '../../../src/platform/events/model.ts';
import { fold } from '../../../src/platform/fold.ts';
import type { Identity } from '../../../src/platform/http/endpoint.ts';
import { useDatabase } from '../../support/database.ts';
import { knownBy, type ModuleApi, moduleApi } from '../../support/module-api.ts';
import { everyRow, type House, openHouse } from './world.ts';

useDatabase();

const IDENTITIES: Record<string, Identity> = {
	hortense: { org: 'djobea', role: 'manager', subject: 'hortense' },
	admin: { org: 'djobea', role: 'admin' },
	agent: { org: 'djobea', role: 'agent', subject: 'awa' },
	counter: { org: 'djobea', role: 'counter' },
	provider: { org: 'djobea', role: 'provider', subject: 'paul' },
	stranger: { org: 'other', role: 'admin' },
	host: { org: 'accueil', role: 'manager', subject: 'chef' },
	bank: { org: 'banque', role: 'manager', subject: 'chef' },
	fatou: { org: 'banque', role: 'counter', subject: 'fatou' },
};
const answer = z.looseObject({
	contact: z.string().optional(),
	blanked: z.record(z.string(), z.number()).optional(),
	code: z.string().optional(),
	title: z.string().optional(),
});

/** Somebody with words of their own: none of them may be anybody else's. */
interface Someone {
	phone: string;
	name: string;
	problem: string;
	landmark: string;
	caption: string;
	place: string;
	comment: string;
	complaint: string;
	reply: string;
	relative: string;
	remark: string;
}
const ROSALIE: Someone = {
	phone: '+237677000001',
	name: 'Rosalie Tchuente',
	problem: "j'ai une fuite sous mon évier turquoise à Bonamoussadi maintenant",
	landmark: 'derrière la pharmacie du Prince',
	caption: 'mon tuyau tordu',
	place: 'Chez tante Odette',
	comment: 'il a laissé mon salon mouillé',
	complaint: 'mon voisin Barnabé se plaint du bruit',
	reply: 'Nous écrivons à monsieur Barnabé ce soir',
	relative: 'Félicité Ngono',
	remark: 'la dame du guichet sifflait',
};
const BEN: Someone = {
	phone: '+237677000002',
	name: 'Benoît Kamga',
	problem: "j'ai une fuite sous ma douche carrelée à Bonamoussadi maintenant",
	landmark: 'en face du garage Étoile',
	caption: 'le robinet rouillé',
	place: 'Villa Hibiscus',
	comment: 'travail propre mais lent',
	complaint: 'ma facture semble étrange',
	reply: 'Nous regardons votre facture demain',
	relative: 'Mathieu Essono',
	remark: 'attente courte et agréable',
};
const PAUL = '+237690000001';
const HORTENSE = '+237699000001';

let house: House;
let api: ModuleApi<z.output<typeof answer>>;

beforeAll(async () => {
	house = await openHouse();
	api = moduleApi({ routes: house.routes, authenticate: knownBy(IDENTITIES), answer });
	await api.open();
});
afterAll(() => api.close());

const erase = (who: string, id: string) => api.call(who, 'POST', `/contacts/${encodeURIComponent(id)}/erase`, { reason: 'person_asked' });

async function idOf(org: string, { phone }: Someone): Promise<string> {
	const contact = await house.contact(org, phone);
	if (contact === null) throw new Error(`${org} does not know ${phone}`);
	return contact._id;
}

/** A photo like no other. */
function photoOf({ name }: Someone, org = 'djobea'): Buffer {
	return Buffer.concat([readFileSync('docs/visit.png').subarray(0, 2000), Buffer.from(`photo of ${name} at ${org}`)]);
}

/** From the first word to a complaint: a request with a photo and a pin, its job, price and rating, then an agent's answer. */
async function livesARequest(org: string, one: Someone): Promise<void> {
	const says = (text: string) => house.writes(org, one.phone, one.name, text);
	const paul = (text: string) => house.writes(org, PAUL, 'Paul', text);
	await says(one.problem);
	expect(await says(one.landmark)).toContain(one.landmark);
	const file = await house.photo(org, photoOf(one, org));
	await house.does(org, one.phone, one.name, { kind: 'media', files: [file], caption: one.caption });
	await house.does(org, one.phone, one.name, { kind: 'location', latitude: 4.0871, longitude: 9.7361, label: one.place });
	expect(await says('oui')).toMatch(/Demande n° \d+ enregistrée/);
	expect(await paul('oui')).toContain(one.phone);
	for (const step of ['en route', '20 minutes', 'je suis arrivé', "j'ai commencé", "j'ai fini"]) await paul(step);
	expect(await paul('5000')).toMatch(/terminée/);
	await says('oui');
	await says('4');
	await says(one.comment);
	await says('je veux parler à un agent');
	await says(one.complaint);
}

async function isAnswered(who: string, org: string, one: Someone): Promise<void> {
	const { status } = await api.call(who, 'POST', `/conversations/${await idOf(org, one)}/messages`, { text: one.reply });
	expect(status).toBe(202);
	await house.settle();
}

const press = async (key: string, body: object = {}): Promise<void> => {
	const { status, body: said } = await api.call('fatou', 'POST', `/counters/g1/${key}`, body);
	if (status !== 200) throw new Error(`${key}: ${said.title}`);
	await house.settle();
};

/** At the bank: a served and rated ticket, one of the counter, one for a relative that is given back, and a cancelled appointment for them. */
async function visitsTheBank(one: Someone): Promise<void> {
	const says = (text: string) => house.writes('accueil', one.phone, one.name, text);
	await says('un ticket pour un dépôt au plateau');
	expect(await says('oui')).toMatch(/votre ticket est le A0/);
	await house.pass(5);
	await press('open');
	await press('call-next');
	await press('start');
	await house.pass(6);
	await press('served');
	expect(await says('noter')).toMatch(/[Nn]ote/);
	await says(`4 ${one.remark}`);
	await press('walk-in', { service: 'depot', name: one.name, phone: one.phone });
	await press('call-next');
	await press('start');
	await press('served');
	expect(await says(`un ticket pour un dépôt au plateau pour ma mère ${one.relative}`)).toMatch(/Je vous prends un ticket/);
	expect(await says('oui')).toContain(one.relative);
	await says('quitter la file');
	expect(await says('oui')).toMatch(/est rendu/);
	expect(await says(`un rdv vendredi 10h30 pour ma mère ${one.relative} pour un crédit au plateau`)).toContain(one.relative);
	await says('oui');
	await says('annuler mon rdv');
	expect(await says('oui')).toMatch(/est annulé/);
}

/** Where one of the words is, in any row of any collection that is not only another organisation's. */
async function whereIs(words: readonly string[], photo: Buffer, orgs: readonly string[]): Promise<string[]> {
	const folded = words.map(fold);
	const found: string[] = [];
	for (const { collection, row } of await everyRow()) {
		const org = ownerOf(row);
		if (org !== null && !orgs.includes(org)) continue;
		for (const [path, value] of leaves(row)) {
			const hit =
				typeof value === 'string' ? folded.some((word) => fold(value).includes(word)) : Buffer.isBuffer(value) && value.includes(photo);
			if (hit) found.push(`${collection} ${String(row._id)} ${path}`);
		}
	}
	return found;
}

const owned = z.looseObject({ org: z.string().optional(), metadata: z.looseObject({ org: z.string() }).optional() });

function ownerOf(row: object): string | null {
	const { org, metadata } = owned.parse(row);
	return org ?? metadata?.org ?? null;
}

function leaves(value: unknown, path = ''): [string, unknown][] {
	if (value instanceof mongoose.mongo.Binary) return [[path, Buffer.from(value.buffer)]];
	if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof mongoose.mongo.ObjectId)
		return [[path, value]];
	return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`));
}

/** Enough of each to be nobody else's. */
function wordsOf(one: Someone): string[] {
	const { phone, ...words } = one;
	return [phone.slice(1), ...Object.values(words), ...one.name.split(' '), ...one.relative.split(' ')];
}

/** What counts and figures are made of: how many rows there are of each kind and status. */
async function counts(): Promise<Record<string, number>> {
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
async function everythingOf(belongs: (row: Record<string, unknown>, collection: string) => boolean): Promise<string[]> {
	const rows = (await everyRow()).filter(({ collection, row }) => belongs(row, collection));
	return rows.map(({ collection, row }) => `${collection} ${JSON.stringify(row)}`).sort();
}

describe('a client of a marketplace', () => {
	let rosalie: string;
	beforeAll(async () => {
		await livesARequest('djobea', ROSALIE);
		await livesARequest('djobea', BEN);
		await livesARequest('other', ROSALIE);
		await isAnswered('hortense', 'djobea', ROSALIE);
		await isAnswered('hortense', 'djobea', BEN);
		rosalie = await idOf('djobea', ROSALIE);
	});

	test('is erased by a manager or an admin of their own organisation alone', async () => {
		for (const who of ['agent', 'counter', 'provider']) expect((await erase(who, rosalie)).status).toBe(403);
		expect((await erase('stranger', rosalie)).status).toBe(404);
		expect((await erase('hortense', 'nobody')).status).toBe(404);
		expect((await api.call('hortense', 'POST', `/contacts/${rosalie}/erase`, { reason: 'Rosalie asked' })).status).toBe(400);
		expect(await house.contact('djobea', ROSALIE.phone)).toMatchObject({ name: ROSALIE.name });
	});

	test.each([
		['a provider', PAUL, /providers/],
		['on the staff', HORTENSE, /staff/],
	])('is not erased while %s', async (_what, phone, title) => {
		const { status, body } = await erase('admin', phone);
		expect({ status, title: body.title }).toEqual({ status: 409, title: expect.stringMatching(title) });
	});

	test('is in no row of the organisation any more; counts stay, and so does everybody else', async () => {
		expect((await whereIs(wordsOf(ROSALIE), photoOf(ROSALIE), ['djobea'])).length).toBeGreaterThan(30);
		const before = await counts();
		const ben = await idOf('djobea', BEN);
		const bens = () => everythingOf((row) => ownerOf(row) === 'djobea' && [row.contact, row.client, row._id].includes(ben));
		const others = () => everythingOf((row) => ownerOf(row) === 'other');
		const [bensBefore, othersBefore, bensWords] = [await bens(), await others(), await whereIs(wordsOf(BEN), photoOf(BEN), ['djobea'])];

		const { status, body } = await erase('hortense', ROSALIE.phone);
		expect(status).toBe(200);
		expect(body.contact).toBe(rosalie);
		expect(body.blanked).toMatchObject({ requests: 1, contacts: 1, files: 1, triages: expect.any(Number) });

		expect(await whereIs(wordsOf(ROSALIE), photoOf(ROSALIE), ['djobea'])).toEqual([]);
		expect(await mongoose.connection.db?.collection('media.files').countDocuments({ 'metadata.contact': rosalie })).toBe(0);
		expect(await counts()).toEqual(before);
		expect(await bens()).toEqual(bensBefore);
		expect(await others()).toEqual(othersBefore);
		expect(await whereIs(wordsOf(BEN), photoOf(BEN), ['djobea'])).toEqual(bensWords);
	});

	test('leaves a line in the audit that names who did it, why and how much, and nobody else', async () => {
		const events = await EventModel.find({ org: 'djobea', type: 'contact.erased' }).lean();
		expect(events).toEqual([
			expect.objectContaining({
				subject: { kind: 'contact', id: rosalie },
				actor: { kind: 'manager', id: 'hortense', source: 'api' },
				data: { reason: 'person_asked', blanked: expect.objectContaining({ requests: 1 }) },
			}),
		]);
	});

	test('asked again, nothing changes', async () => {
		const before = await everythingOf(() => true);
		const { status, body } = await erase('admin', rosalie);
		expect(status).toBe(200);
		expect(Object.values(body.blanked ?? {}).reduce((sum, rows) => sum + rows, 0)).toBe(0);
		expect(await everythingOf(() => true)).toEqual(before);
	});

	test('can still be shown to the staff, blank', async () => {
		const shown = await api.call('agent', 'GET', `/conversations/${rosalie}`);
		expect(shown).toMatchObject({ status: 200, body: { name: null, phone: null } });
		expect((await api.call('agent', 'GET', '/tracking/request/1001')).status).toBe(200);
		expect((await api.call('agent', 'GET', `/conversations?owner=bot`)).status).toBe(200);
	});

	test('what comes for them afterwards is dropped blank; from their phone somebody new writes', async () => {
		await house.runScene({ org: 'djobea', actor: { kind: 'system', id: 'test', source: 'test' }, correlationId: 'test' }, async (scene) =>
			scene.tell(rosalie, 'request.late', { request: '1001', problem: ROSALIE.problem }),
		);
		const late = house.newId();
		const route = { channel: 'whatsapp' as const, carrier: 'simulator' as const, sender: '+14155238886', address: ROSALIE.phone };
		await InboxModel.create({
			_id: late,
			org: 'djobea',
			contact: rosalie,
			source: 'simulator',
			externalId: late,
			route,
			input: { kind: 'message', text: ROSALIE.complaint },
			state: 'pending',
			attempts: 0,
			notBefore: house.clock.now(),
			receivedAt: house.clock.now(),
			correlationId: 'test',
		});
		await house.settle();
		expect(await InboxModel.findOne({ _id: late, org: 'djobea' }).lean()).toMatchObject({ state: 'dropped', input: { text: '' } });
		expect(await whereIs(wordsOf(ROSALIE), photoOf(ROSALIE), ['djobea'])).toEqual([]);

		expect(await house.writes('djobea', ROSALIE.phone, ROSALIE.name, 'mes demandes')).not.toContain('1001');
		const again = await idOf('djobea', ROSALIE);
		expect(again).not.toBe(rosalie);
		expect(await OutboxModel.countDocuments({ org: 'djobea', contact: rosalie, text: { $gt: '' } })).toBe(0);
	});

	test('is not erased before what is under way has ended', async () => {
		await house.writes('djobea', ROSALIE.phone, ROSALIE.name, ROSALIE.problem);
		await house.writes('djobea', ROSALIE.phone, ROSALIE.name, ROSALIE.landmark);
		expect(await house.writes('djobea', ROSALIE.phone, ROSALIE.name, 'oui')).toMatch(/enregistrée/);
		const before = await everythingOf((row) => ownerOf(row) === 'djobea');
		const { status, body } = await erase('hortense', ROSALIE.phone);
		expect({ status, title: body.title }).toEqual({ status: 409, title: expect.stringMatching(/request \d+ has not ended/) });
		expect(await everythingOf((row) => ownerOf(row) === 'djobea')).toEqual(before);
	});

	test('nor while a turn of theirs is being taken', async () => {
		const ben = await idOf('djobea', BEN);
		const lease = { owner: 'a turn', until: new Date(house.clock.now().getTime() + 30_000) };
		await ContactModel.updateOne({ _id: ben, org: 'djobea' }, { $set: { lease } });
		const words = () => whereIs(wordsOf(BEN), photoOf(BEN), ['djobea']);
		const before = await words();
		expect((await erase('hortense', ben)).status).toBe(409);
		expect(await words()).toEqual(before);
		house.clock.minutes(1);
	});

	test('what was broken off is finished by asking again, whatever came meanwhile', async () => {
		const crash: PersonalData = {
			kind: 'crash',
			blank: async () => {
				throw new Error('the process died');
			},
		};
		const parts = [...house.modules.flatMap(({ personalData }) => personalData), crash];
		const by = { kind: 'manager' as const, id: 'hortense', source: 'api' };
		const ben = await idOf('djobea', BEN);
		const asked = { org: 'djobea', reference: ben, reason: 'ordered' as const, by, correlationId: 'test' };
		await expect(erasePerson(house.runScene, parts, asked)).rejects.toThrow('the process died');
		expect(await house.contact('djobea', BEN.phone)).toMatchObject({ name: BEN.name });
		await house.writes('djobea', BEN.phone, BEN.name, BEN.complaint);

		expect((await erase('hortense', BEN.phone)).status).toBe(200);
		expect(await whereIs(wordsOf(BEN), photoOf(BEN), ['djobea'])).toEqual([]);
	});
});

describe('a visitor of a hosted bank', () => {
	beforeAll(async () => {
		await press('open');
		await visitsTheBank(ROSALIE);
		await visitsTheBank(BEN);
	});

	test('is in no row of the house nor of the bank any more; figures and the replay of the day are the same', async () => {
		const orgs = ['accueil', 'banque', 'hopital'];
		expect((await whereIs(wordsOf(ROSALIE), photoOf(ROSALIE), ['banque'])).length).toBeGreaterThan(3);
		const figures = async () => (await api.call('bank', 'GET', '/queues/caisse/metrics?from=2026-11-26&to=2026-11-26')).body;
		const replay = () => replayDay('banque', 'caisse', '2026-11-26');
		const [before, figuresBefore, replayBefore] = [await counts(), await figures(), await replay()];
		const bensBefore = await whereIs(wordsOf(BEN), photoOf(BEN), orgs);

		expect((await erase('bank', await idOf('accueil', ROSALIE))).status).toBe(404);
		const { status, body } = await erase('host', await idOf('accueil', ROSALIE));
		expect({ status, body }).toMatchObject({ status: 200, body: { blanked: { tickets: expect.any(Number), bookings: 1, contacts: 1 } } });

		expect(await whereIs(wordsOf(ROSALIE), photoOf(ROSALIE), orgs)).toEqual([]);
		expect(await counts()).toEqual(before);
		expect(await figures()).toEqual(figuresBefore);
		expect(await replay()).toEqual(replayBefore);
		expect(replayBefore).toMatchObject({ tickets: 6, differences: [] });
		expect(await whereIs(wordsOf(BEN), photoOf(BEN), orgs)).toEqual(bensBefore);
	});

	test('is not erased while they hold a ticket or an appointment', async () => {
		const says = (text: string) => house.writes('accueil', BEN.phone, BEN.name, text);
		await says('un rdv vendredi 10h30 pour un crédit au plateau');
		await says('oui');
		expect((await erase('host', BEN.phone)).body).toMatchObject({ code: 'conflict', title: expect.stringContaining('appointment') });
		await says('annuler mon rdv');
		await says('oui');
		await says('un ticket pour un dépôt au plateau');
		await says('oui');
		expect((await erase('host', BEN.phone)).body).toMatchObject({ code: 'conflict', title: expect.stringMatching(/ticket A\d+/) });
		expect(await house.contact('accueil', BEN.phone)).toMatchObject({ name: BEN.name });
	});

	test('is erased with the contact they were before they showed their number', async () => {
		const hidden = 'CM.1A2B3C4D5E6F';
		await house.writes('accueil', hidden, 'Clémence Abessolo', 'avez-vous des horaires le dimanche, demande Clémence');
		const number = '+237677000003';
		await house.writes('accueil', number, 'Clémence Abessolo', 'bonjour');
		const [keep, gone] = [await house.contact('accueil', number), await ContactModel.findOne({ org: 'accueil', waUserId: hidden }).lean()];
		if (keep === null || gone === null) throw new Error('two contacts were expected');
		await mergeContacts(house, { keep, gone });
		await house.settle();
		const words = ['Clémence', 'Abessolo', number.slice(1), hidden];
		expect((await whereIs(words, photoOf(BEN), ['accueil'])).length).toBeGreaterThan(5);
		expect((await erase('host', number)).body).toMatchObject({ contact: keep._id, blanked: { contacts: 2 } });
		expect(await whereIs(words, photoOf(BEN), ['accueil'])).toEqual([]);
	});
});
