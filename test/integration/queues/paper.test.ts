import { beforeEach, describe, expect, test } from '@jest/globals';
import { codeIn } from '../../../src/conversation/precedence/code.ts';
import { getOrganisation } from '../../../src/modules/organisations/index.ts';
import { TicketModel } from '../../../src/modules/queues/ticket/model.ts';
import { useDatabase } from '../../support/database.ts';
import { ask, BANK, clock, eventsOf, get, hear, join, openWorld, press, serveRoutes, stored, types } from './world.ts';

useDatabase();
serveRoutes();
beforeEach(() => openWorld());

/** Takes a ticket at the counter and reads the paper that comes out. */
async function paper(): Promise<{ id: string; code: string; number: string; key: string }> {
	await press('fatou', 'g1', 'open');
	const { body } = await press('fatou', 'g1', 'walk-in', { service: 'depot' });
	const id = body.ticket?.id ?? '';
	const printed = await get('fatou', `/tickets/${id}/print`);
	const found = codeIn(String(printed.body.code));
	if (found?.ticket_key === undefined) throw new Error(`nothing to follow: ${JSON.stringify(printed.body)}`);
	return { id, code: found.code, number: found.ticket_number ?? '', key: found.ticket_key };
}

const follow = (who: string, { code, number, key }: { code: string; number: string; key: string }) =>
	ask(who, 'queues.follow', { code, number, key });

describe('a ticket on paper', () => {
	test('says in print what to write, and its code opens a chat that follows this very ticket', async () => {
		const { id, code, number, key } = await paper();
		const { body } = await get('fatou', `/tickets/${id}/print`);
		expect(body.link).toBe(`https://wa.me/221338000001?text=${encodeURIComponent(`#${code}+${number}-${key}`)}`);
		expect(key).toMatch(/^[A-HJKMNP-Z2-9]{8}$/);
		expect((await get('fatou', `/tickets/${id}`)).body).not.toHaveProperty('paperKey');
	});

	test('becomes the holder’s own: place, news and leave', async () => {
		await join('ben');
		const ticket = await paper();
		expect(await follow('awa', ticket)).toMatchObject({
			outcome: 'followed',
			data: { ticket: ticket.id, number: ticket.number, position: 2, can_leave: true, presence: 'arrived' },
		});
		expect(await ask('awa', 'queues.status')).toMatchObject({ outcome: 'found', data: { number: ticket.number, ahead: 1 } });
		await press('fatou', 'g1', 'call-next');
		await press('fatou', 'g1', 'call-next', { finish: true });
		await hear();
		expect(await types('awa')).toContain('ticket.called');
		expect((await ask('awa', 'queues.leave')).outcome).toBe('left');
		expect(await eventsOf('ticket.followed')).toEqual([expect.not.objectContaining({ client: expect.anything() })]);
	});

	test('is followed once, by the first who shows the paper; nobody else hears of it', async () => {
		const ticket = await paper();
		expect((await follow('awa', ticket)).outcome).toBe('followed');
		expect((await follow('awa', ticket)).outcome).toBe('already');
		expect(await follow('ben', ticket)).toEqual({ outcome: 'taken' });
		expect(await stored(ticket.id)).toMatchObject({ client: { org: 'accueil', contact: 'awa' }, name: 'awa' });
		// The paper printed again leads to the branch like any other.
		expect((await get('fatou', `/tickets/${ticket.id}/print`)).body).toMatchObject({ code: null });
	});

	test('two who show it at the same moment do not both have it', async () => {
		const ticket = await paper();
		const outcomes = await Promise.all(['awa', 'ben', 'coumba'].map(async (who) => (await follow(who, ticket)).outcome));
		expect(outcomes.toSorted()).toEqual(['followed', 'taken', 'taken']);
	});

	test('is not opened by its number, nor by another’s key', async () => {
		const mine = await paper();
		const other = await paper();
		for (const key of ['', 'AAAAAAAA', other.key, mine.key.slice(0, 4)])
			expect(await follow('awa', { ...mine, key })).toEqual({ outcome: 'unknown' });
		expect((await ask('awa', 'queues.status', { ticket: mine.number })).data).toEqual({ unknown_number: true, number: mine.number });
		expect((await follow('awa', { ...mine, code: 'NOWHERE' })).outcome).toBe('unknown');
		expect((await follow('awa', { ...mine, key: mine.key.toLowerCase() })).outcome).toBe('followed');
	});

	test('of yesterday is none, over midnight it still is, and what is over is said to be', async () => {
		const ticket = await paper();
		await press('fatou', 'g1', 'call-next');
		await press('fatou', 'g1', 'served');
		expect(await follow('awa', ticket)).toMatchObject({ outcome: 'over', data: { status: 'served' } });
		clock.minutes(20 * 60);
		expect((await follow('awa', ticket)).outcome).toBe('over');
		clock.minutes(24 * 60);
		expect((await follow('awa', ticket)).outcome).toBe('unknown');
	});

	test('sent on to another queue it is followed where it now is', async () => {
		const ticket = await paper();
		await press('fatou', 'g1', 'call-next');
		const sent = await press('fatou', 'g1', 'transfer', { service: 'credit' });
		const followed = await follow('awa', ticket);
		expect(followed).toMatchObject({ outcome: 'followed', data: { ticket: sent.body.ticket?.id, number: sent.body.ticket?.number } });
	});

	test('stands beside a ticket one has for oneself', async () => {
		await ask('awa', 'queues.join', { organisation: BANK, branch: 'plateau', service: 'depot' });
		const ticket = await paper();
		expect((await follow('awa', ticket)).outcome).toBe('followed');
		expect((await ask('awa', 'queues.my_tickets')).data).toMatchObject({ count: 2 });
		expect(await TicketModel.countDocuments({ org: BANK, 'client.contact': 'awa', live: true })).toBe(2);
	});

	test('a person who reads the poster inside and takes a ticket is there already', async () => {
		const key = (await getOrganisation(BANK)).branches.find(({ id }) => id === 'plateau')?.arrivalKey;
		const place = { organisation: BANK, branch: 'plateau', service: 'depot' };
		expect((await ask('awa', 'queues.join', { ...place, arrival_key: key })).data).toMatchObject({ presence: 'arrived' });
		expect((await ask('ben', 'queues.join', { ...place, arrival_key: 'AAAAAA' })).data).toMatchObject({ presence: 'joined' });
	});
});
