import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { AccountModel } from '../../../src/modules/accounts/model.ts';
import { followClosures } from '../../../src/modules/appointments/closures/follow-closures.ts';
import { forgetOrganisations } from '../../../src/modules/organisations/index.ts';
import { OrganisationModel } from '../../../src/modules/organisations/model.ts';
import type { Identity } from '../../../src/platform/http/endpoint.ts';
import { calendarRouter } from '../../../src/web/calendar/index.ts';
import { clearDatabase, useDatabase } from '../../support/database.ts';
import { knownBy, moduleApi } from '../../support/module-api.ts';
import {
	appointments,
	ask,
	BANK,
	book,
	clock,
	desk,
	HOST,
	inScene,
	jump,
	openWorld,
	PLACE,
	START,
	seated,
	stored,
	types,
} from './world.ts';

useDatabase();

const FRIDAY_10 = '2026-11-27T10:00:00.000Z';
const FRIDAY_1030 = '2026-11-27T10:30:00.000Z';
const IDENTITIES: Record<string, Identity> = {
	counter: { org: BANK, role: 'counter', subject: 'fatou' },
	elsewhere: { org: BANK, role: 'counter', subject: 'moussa' },
	manager: { org: BANK, role: 'manager' },
	provider: { org: BANK, role: 'provider', subject: 'x' },
	host: { org: HOST, role: 'admin' },
};

beforeEach(async () => {
	await clearDatabase();
	await openWorld();
	const account = { org: BANK, role: 'counter' as const, languages: [], skills: [], createdAt: START, updatedAt: START };
	await AccountModel.create({ ...account, _id: `${BANK}/fatou`, id: 'fatou', name: 'Fatou', branches: ['plateau'] });
	await AccountModel.create({ ...account, _id: `${BANK}/moussa`, id: 'moussa', name: 'Moussa', branches: ['medina'] });
});

const answer = z.looseObject({
	items: z.array(z.looseObject({})).default([]),
	next_cursor: z.string().nullish(),
	id: z.string().optional(),
});

const { open, close, url, call } = moduleApi({
	routes: appointments.routes,
	authenticate: knownBy(IDENTITIES),
	answer,
	pages: calendarRouter(),
});
beforeAll(open);
afterAll(close);

const WISH = { branch: 'plateau', service: 'compte', starts_at: FRIDAY_10, name: 'Mme Diop' };

describe('/appointments', () => {
	test('lists the day of a branch by time, in pages, with what can be done now', async () => {
		await book('awa', FRIDAY_1030);
		await call('counter', 'POST', '/appointments', WISH);
		await ask('ben', 'hold', { ...PLACE, start: '2026-11-27T11:00:00.000Z' });
		const first = await call('counter', 'GET', '/appointments?branch=plateau&date=2026-11-27&limit=1');
		expect(first.body.items).toMatchObject([{ starts_at: FRIDAY_10, name: 'Mme Diop', booked_by: 'counter', can: ['move', 'cancel'] }]);
		const second = await call('counter', 'GET', `/appointments?branch=plateau&date=2026-11-27&limit=1&cursor=${first.body.next_cursor}`);
		expect(second.body.items).toMatchObject([
			{ starts_at: FRIDAY_1030, name: 'awa', booked_by: 'chat', service: { names: { fr: 'Ouverture de compte' } } },
		]);
		expect(second.body.next_cursor).toBeNull();
		expect((await call('counter', 'GET', '/appointments?branch=plateau')).body.items).toEqual([]);
		await jump('2026-11-27T09:30:00Z');
		const today = await call('counter', 'GET', '/appointments?branch=plateau&date=today');
		expect(today.body.items).toMatchObject([{ can: ['check_in', 'move', 'cancel'] }, { can: ['check_in', 'move', 'cancel'] }]);
	});

	test('a press sent twice books once; a full slot and a wrong hour are refused', async () => {
		const once = await call('counter', 'POST', '/appointments', { ...WISH, press_id: 'p1' });
		const twice = await call('counter', 'POST', '/appointments', { ...WISH, press_id: 'p1' });
		expect([once.status, twice.status]).toEqual([201, 201]);
		expect(twice.body.id).toBe(once.body.id);
		expect((await call('counter', 'POST', '/appointments', WISH)).status).toBe(409);
		expect((await call('counter', 'POST', '/appointments', { ...WISH, starts_at: '2026-11-27T10:07:00Z' })).status).toBe(422);
		expect(await seated()).toHaveLength(1);
	});

	test('shows the free seats of a day', async () => {
		await book('awa', FRIDAY_10);
		const { body } = await call('counter', 'GET', '/appointments/slots?branch=plateau&service=compte&date=2026-11-27');
		expect(body.items).toHaveLength(15);
		expect(body.items.find(({ starts_at }) => starts_at === FRIDAY_10)).toMatchObject({ free: 0 });
	});

	test('moves and cancels, and its person hears it', async () => {
		const { _id } = await book('awa', FRIDAY_10);
		const moved = await call('counter', 'POST', `/appointments/${_id}/move`, { starts_at: FRIDAY_1030 });
		expect(moved.body).toMatchObject({ starts_at: FRIDAY_1030, status: 'confirmed' });
		await call('manager', 'POST', `/appointments/${moved.body.id}/cancel`, { reason: 'panne' });
		expect(await types('awa')).toEqual(['appointment.moved', 'appointment.cancelled']);
		expect((await call('counter', 'POST', `/appointments/${moved.body.id}/cancel`, {})).status).toBe(200);
	});

	test('checks in once, and notes who has not come', async () => {
		const { _id } = await book('awa', FRIDAY_10);
		const other = await call('counter', 'POST', '/appointments', { ...WISH, starts_at: FRIDAY_1030 });
		expect((await call('counter', 'POST', `/appointments/${_id}/check-in`, {})).status).toBe(422);
		await jump('2026-11-27T09:40:00Z');
		for (let press = 0; press < 2; press++) {
			const { status, body } = await call('counter', 'POST', `/appointments/${_id}/check-in`, { press_id: 'x' });
			expect([status, body.status]).toEqual([200, 'checked_in']);
		}
		expect(desk.arrivals).toHaveLength(1);
		expect((await call('counter', 'POST', `/appointments/${other.body.id}/no-show`, {})).status).toBe(422);
		clock.set(new Date('2026-11-27T10:35:00Z'));
		expect((await call('counter', 'POST', `/appointments/${other.body.id}/no-show`, {})).body.status).toBe('no_show');
	});

	test('is closed to other roles, other branches and other organisations', async () => {
		const { _id } = await book('awa', FRIDAY_10);
		expect((await call('provider', 'GET', '/appointments?branch=plateau')).status).toBe(403);
		expect((await call('elsewhere', 'GET', '/appointments?branch=plateau')).status).toBe(403);
		expect((await call('elsewhere', 'POST', `/appointments/${_id}/cancel`, {})).status).toBe(403);
		expect((await call('elsewhere', 'POST', '/appointments', WISH)).status).toBe(403);
		expect((await call('host', 'GET', `/appointments/${_id}`)).status).toBe(404);
		expect(await stored(_id)).toMatchObject({ status: 'confirmed' });
	});
});

describe('/calendar', () => {
	const fetchFile = (secret: string) => fetch(`${url()}/calendar/${secret}.ics`);

	test('gives the appointment as it now is, without a word about the person or the reason', async () => {
		const booking = await book('awa', FRIDAY_10);
		const response = await fetchFile(booking.calendar);
		expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
		const file = await response.text();
		expect(file).toContain('DTSTART:20261127T100000Z');
		expect(file).toContain('SUMMARY:Banque Téranga\\, Plateau');
		expect(file).not.toMatch(/awa|compte|\+221/i);
		await ask('awa', 'reschedule', { start: FRIDAY_1030 });
		expect(await (await fetchFile(booking.calendar)).text()).toContain('DTSTART:20261127T103000Z');
		await ask('awa', 'cancel');
		expect(await (await fetchFile(booking.calendar)).text()).toContain('STATUS:CANCELLED');
	});

	test('is nowhere for who does not know its name, nor for a slot that is only held', async () => {
		expect((await fetchFile('A'.repeat(22))).status).toBe(404);
		expect((await fetchFile('short')).status).toBe(404);
		const held = await ask('awa', 'hold', { ...PLACE, start: FRIDAY_10 });
		expect((await fetchFile((await stored(String(held.data?.booking))).calendar)).status).toBe(404);
	});
});

describe('/appointments/affected', () => {
	test('lists, of all coming days, those that the branch has closed on; one without a phone ends a minute before, and is no absence', async () => {
		await book('awa', FRIDAY_1030);
		const { body } = await call('counter', 'POST', '/appointments', { ...WISH, phone: '77 999 88 77' });
		await call('counter', 'POST', '/appointments', { ...WISH, starts_at: '2026-11-30T10:00:00Z', name: 'M. Fall' });
		expect((await call('counter', 'GET', '/appointments/affected?branch=plateau')).body.items).toEqual([]);
		await OrganisationModel.updateOne({ _id: BANK }, { $set: { holidays: [{ date: '2026-11-27', name: 'Magal' }] } });
		forgetOrganisations();
		await followClosures({ inScene, clock }, 'test');
		const first = await call('counter', 'GET', '/appointments/affected?branch=plateau&limit=1');
		expect(first.body.items).toMatchObject([
			{
				name: 'Mme Diop',
				affected: true,
				reachable: false,
				asked_at: null,
				answer_by: '2026-11-27T09:59:00.000Z',
				can: ['move', 'cancel'],
			},
		]);
		const rest = await call('counter', 'GET', `/appointments/affected?branch=plateau&limit=1&cursor=${first.body.next_cursor}`);
		expect(rest.body).toMatchObject({
			items: [{ name: 'awa', affected: true, reachable: true, asked_at: START.toISOString() }],
			next_cursor: null,
		});
		expect((await call('elsewhere', 'GET', '/appointments/affected?branch=plateau')).status).toBe(403);
		expect((await call('provider', 'GET', '/appointments/affected?branch=plateau')).status).toBe(403);
		await jump('2026-11-27T09:59:00Z');
		expect(await stored(body.id ?? '')).toMatchObject({ status: 'cancelled' });
		expect((await call('counter', 'GET', '/appointments/affected?branch=plateau')).body.items).toEqual([]);
	});
});
