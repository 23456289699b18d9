import { beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { BookingModel } from '../../../src/modules/appointments/booking/model.ts';
import { TicketModel } from '../../../src/modules/queues/ticket/model.ts';
import { EventModel } from '../../../src/platform/events/model.ts';
import { counts, everythingOf, whereIs } from './rows.ts';
import { useWorld } from './world.ts';

const { call, press, says } = useWorld();

const forget = (who: string, id: string) => call(who, 'POST', `/visits/${id}/erase`, { reason: 'person_asked' });
const idOf = (body: unknown) => z.object({ id: z.string() }).parse(body).id;

async function ticketOf(name: string, more: object = {}): Promise<string> {
	await press('walk-in', { service: 'depot', name, ...more });
	const ticket = await TicketModel.findOne({ org: 'banque', name }).sort({ _id: -1 }).lean();
	if (ticket === null) throw new Error(`${name} has no ticket`);
	return ticket._id;
}

/** Whoever is in line is served, and goes. */
async function serveAll(): Promise<void> {
	while ((await TicketModel.countDocuments({ org: 'banque', live: true })) > 0) {
		await press('call-next');
		await press('start');
		await press('served');
	}
}

async function appointmentOf(name: string, hour: string, phone?: string): Promise<string> {
	const asked = { branch: 'plateau', service: 'credit', starts_at: `2026-11-27T${hour}:00Z`, name, phone };
	const { status, body } = await call('fatou', 'POST', '/appointments', asked);
	expect({ status, title: body.title }).toEqual({ status: 201, title: undefined });
	return idOf(body);
}

beforeAll(() => press('open'));

describe('somebody who came to the counter of a hosted bank and never wrote', () => {
	test('is erased by a manager of the bank, with all that has their phone; rows and counts stay, and nobody else changes', async () => {
		const [first, other] = [await ticketOf('Yacine Sow', { phone: '+221771112233' }), await ticketOf('Ousmane Fall')];
		await serveAll();
		const appointment = await appointmentOf('Mme Yacine Sow', '10:30', '77 111 22 33');
		const moved = await call('fatou', 'POST', `/appointments/${appointment}/move`, { starts_at: '2026-11-27T11:00:00Z' });
		const last = idOf(moved.body);
		expect((await call('fatou', 'POST', `/appointments/${last}/cancel`, { reason: 'Yacine est malade' })).status).toBe(200);
		const words = ['Yacine', '771112233'];
		expect((await whereIs(words, ['banque'])).length).toBeGreaterThan(4);
		const before = await counts();
		const others = () => everythingOf((row) => row._id === other);
		const othersBefore = await others();

		const { status, body } = await forget('bank', last);
		expect({ status, body }).toMatchObject({ status: 200, body: { blanked: { tickets: 1, bookings: 2 } } });
		expect(
			z
				.object({ visits: z.array(z.string()) })
				.parse(body)
				.visits.toSorted(),
		).toEqual([first, appointment, last].toSorted());
		expect(await whereIs(words, ['banque', 'accueil'])).toEqual([]);
		const { 'events banque visitor.erased  ': audited, ...after } = await counts();
		expect({ audited, after }).toEqual({ audited: 1, after: before });
		expect(await others()).toEqual(othersBefore);
		expect(await EventModel.find({ org: 'banque', type: 'visitor.erased' }).lean()).toEqual([
			expect.objectContaining({
				subject: { kind: 'visit', id: last },
				actor: { kind: 'manager', id: 'chef', source: 'api' },
				data: { reason: 'person_asked', blanked: { tickets: 1, bookings: 2 } },
			}),
		]);
		const everything = await everythingOf(() => true);
		expect((await forget('bank', last)).body).toMatchObject({ blanked: { tickets: 0, bookings: 0 } });
		expect(await everythingOf(() => true)).toEqual(everything);
	});

	test('without a phone is erased by their ticket, and another of that name is not', async () => {
		const ticket = await ticketOf('Ndèye Faye');
		await ticketOf('Ndèye Faye');
		await serveAll();
		expect((await forget('bank', ticket)).status).toBe(200);
		expect(await TicketModel.countDocuments({ org: 'banque', name: 'Ndèye Faye' })).toBe(1);
	});

	test('is erased by nobody else', async () => {
		const ticket = await ticketOf('Cheikh Ba');
		await serveAll();
		expect((await forget('fatou', ticket)).status).toBe(403);
		for (const who of ['host', 'stranger', 'admin']) expect((await forget(who, ticket)).status).toBe(404);
		expect((await forget('bank', 'nothing')).status).toBe(404);
		expect((await call('bank', 'POST', `/visits/${ticket}/erase`, { reason: 'Cheikh asked' })).status).toBe(400);
		expect(await TicketModel.findOne({ org: 'banque', _id: ticket }).lean()).toMatchObject({ name: 'Cheikh Ba' });
	});

	test('is not erased while they wait, or while their appointment is to come', async () => {
		const ticket = await ticketOf('Fanta Diallo');
		expect((await forget('bank', ticket)).body).toMatchObject({ code: 'conflict', title: expect.stringMatching(/ticket A\d+/) });
		await serveAll();
		const appointment = await appointmentOf('Fanta Diallo', '09:30');
		expect((await forget('bank', appointment)).body).toMatchObject({ code: 'conflict', title: expect.stringContaining('appointment') });
		expect(await BookingModel.findOne({ org: 'banque', _id: appointment }).lean()).toMatchObject({ name: 'Fanta Diallo' });
	});

	test('but whoever writes to the number is erased there, by its organisation', async () => {
		const moussa = { phone: '+221770000077', name: 'Moussa Kane' };
		await says('accueil', moussa, 'un ticket pour un dépôt au plateau');
		await says('accueil', moussa, 'oui');
		await serveAll();
		const ticket = await TicketModel.findOne({ org: 'banque', name: moussa.name }).lean();
		expect((await forget('bank', ticket?._id ?? '')).body).toMatchObject({ code: 'not_allowed' });
		expect(await TicketModel.findOne({ org: 'banque', _id: ticket?._id }).lean()).toMatchObject({ name: 'Moussa Kane' });
	});
});
