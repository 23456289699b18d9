import { beforeEach, describe, expect, test } from '@jest/globals';
import { BookingModel } from '../../../src/modules/appointments/booking/model.ts';
import { forgetOrganisations } from '../../../src/modules/organisations/index.ts';
import { CounterModel } from '../../../src/modules/queues/counter/model.ts';
import { QueueModel } from '../../../src/modules/queues/queue/model.ts';
import { TicketModel } from '../../../src/modules/queues/ticket/model.ts';
// The models of the rest of the program: their collections are made before the claimers come.
import '../../../src/modules/accounts/index.ts';
import '../../../src/modules/providers/index.ts';
import * as bookings from '../../integration/appointments/world.ts';
import * as queues from '../../integration/queues/world.ts';
import { clearDatabase, useDatabase } from '../../support/database.ts';
import { LARGE_BRANCH } from './branch-uses.ts';
import { CLAIMERS, PROCESSES, SLOW_MS, useClaimers } from './use-claimers.ts';

/** Who waits where ten counters call; in so many, one whom the law puts first. */
const PEOPLE = 120;
const LEGAL_EVERY = 5;

useDatabase();
queues.serveRoutes();
const claimers = useClaimers();

beforeEach(async () => {
	await clearDatabase();
	forgetOrganisations();
});

describe(`of ${CLAIMERS} claimers in ${PROCESSES} processes exactly one wins (I6): a branch`, () => {
	const race = (name: string, work: () => Promise<void>) => test(name, work, SLOW_MS);

	race('a ticket that two counters call', async () => {
		await queues.openWorld();
		await queues.press('fatou', 'g1', 'open');
		await queues.press('modou', 'g2', 'open');
		const { _id } = await queues.join('awa');
		const heard = await claimers.race('call_next', queues.clock.now());
		const winners = Object.keys(heard).filter((outcome) => outcome.startsWith('won'));
		expect(winners.map((one) => heard[one])).toEqual([1]);
		const ticket = await queues.stored(_id);
		expect(winners).toEqual([`won by ${ticket.counter}`]);
		expect(ticket.history.map(({ to }) => to)).toEqual(['waiting', 'called']);
		expect(await CounterModel.countDocuments({ org: queues.BANK, ticket: _id })).toBe(1);
		expect(await queues.types('awa')).toEqual(['ticket.called']);
	});

	/** A branch with ten counters more, and so many who wait. */
	async function openLargeBranch(people: number): Promise<void> {
		const counters = LARGE_BRANCH.map(({ counter }) => `          - { id: ${counter}, names: { fr: ${counter} } }\n`).join('');
		const first = '          - { id: g1, names: { fr: Guichet 1 } }\n';
		await queues.openWorld((yaml) => yaml.replace(first, `${first}${counters}`).replace('capacity: 20', 'capacity: 1000'));
		for (let i = 0; i < people; i++) await queues.join(null, { priority: i % LEGAL_EVERY === 0 ? 'elderly' : null });
		for (const { counter, subject } of LARGE_BRANCH) await queues.press(subject, counter, 'open');
	}

	race('a line that ten counters call from: each person once, and every call is remembered', async () => {
		await openLargeBranch(PEOPLE);
		const heard = await claimers.race('call_next_on', queues.clock.now());
		const { none_waiting: none, ...called } = heard;
		expect(Object.keys(called)).toHaveLength(PEOPLE);
		expect(Object.values(called)).toEqual(Array.from({ length: PEOPLE }, () => 1));
		expect(none).toBe(CLAIMERS - PEOPLE);
		const tickets = await TicketModel.find({ org: queues.BANK }).lean();
		for (const { history, calls } of tickets) {
			expect(history.map(({ to }) => to).slice(0, 2)).toEqual(['waiting', 'called']);
			expect(calls).toHaveLength(1);
		}
		// Nobody decided on a memory that another had written over.
		expect(await QueueModel.findOne({ org: queues.BANK, queue: 'caisse' }).lean()).toMatchObject({ calls: PEOPLE, version: PEOPLE });
		expect(await TicketModel.countDocuments({ org: queues.BANK, hand: { $gt: '' } })).toBeLessThanOrEqual(LARGE_BRANCH.length);
	});

	race('the same press, a thousand times: one ticket', async () => {
		await openLargeBranch(5);
		expect(await claimers.race('same_press', queues.clock.now())).toEqual({ 'called A001': CLAIMERS });
		expect(await TicketModel.countDocuments({ org: queues.BANK, status: 'called' })).toBe(1);
	});

	race('ticket numbers: everybody has one of their own', async () => {
		await queues.openWorld();
		const heard = await claimers.race('ticket_number');
		expect(Object.values(heard)).toEqual(Array.from({ length: CLAIMERS }, () => 1));
		const numbers = Object.keys(heard).map((number) => Number(number.slice(1)));
		expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: CLAIMERS }, (_, i) => i + 1));
	});

	test.each([1, 20])(
		'the places in a queue of %d',
		async (capacity) => {
			await queues.openWorld((yaml) => yaml.replace('capacity: 20', `capacity: ${capacity}`));
			expect(await claimers.race('place_in_queue', queues.clock.now())).toEqual({ won: capacity, full: CLAIMERS - capacity });
			expect(await TicketModel.countDocuments({ org: queues.BANK, status: 'waiting' })).toBe(capacity);
		},
		SLOW_MS,
	);

	race('an appointment slot', async () => {
		await bookings.openWorld();
		expect(await claimers.race('slot', bookings.clock.now())).toEqual({ won: 1, taken: CLAIMERS - 1 });
		expect(await BookingModel.countDocuments({ org: bookings.BANK, status: 'held' })).toBe(1);
	});
});
