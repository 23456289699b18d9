import { beforeEach, describe, expect, test } from '@jest/globals';
import { BookingModel } from '../../../src/modules/appointments/model.ts';
import { forgetOrganisations } from '../../../src/modules/organisations/index.ts';
import { CounterModel } from '../../../src/modules/queues/counter-model.ts';
import { TicketModel } from '../../../src/modules/queues/model.ts';
// The models of the rest of the program: their collections are made before the claimers come.
import '../../../src/modules/accounts/index.ts';
import '../../../src/modules/providers/index.ts';
import * as bookings from '../../integration/appointments/world.ts';
import * as queues from '../../integration/queues/world.ts';
import { clearDatabase, useDatabase } from '../../support/database.ts';
import { CLAIMERS, PROCESSES, SLOW_MS, useClaimers } from './use-claimers.ts';

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
