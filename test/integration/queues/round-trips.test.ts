import { beforeEach, describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { z } from 'zod';
import { countTransactions } from '../../support/count-transactions.ts';
import { useDatabase } from '../../support/database.ts';
import { join, openWorld, press, serveRoutes } from './world.ts';

useDatabase();
serveRoutes();
beforeEach(() => openWorld());

const Profiled = z.looseObject({ op: z.string(), ns: z.string(), command: z.looseObject({}) });

/** The rows that are read and written meanwhile, by what is done to them; several of one command count as several. */
async function commandsOf(work: () => Promise<unknown>): Promise<{ commands: string[]; transactions: number }> {
	const db = mongoose.connection.db;
	await db?.command({ profile: 2 });
	const { transactions } = await countTransactions(work).finally(() => db?.command({ profile: 0 }));
	const rows = await db
		?.collection('system.profile')
		.find({ ns: { $not: /system\.profile$/ } })
		.toArray();
	const commands = (rows ?? [])
		.map((row) => Profiled.parse(row))
		.filter(({ command }) => !('profile' in command))
		.map(({ op, ns, command }) => `${op === 'command' ? Object.keys(command)[0] : op} ${ns.slice(ns.indexOf('.') + 1)}`);
	return { commands, transactions };
}

describe('one call of the next ticket, alone', () => {
	test('reads each row once and writes each fact once', async () => {
		await join(null, { branch: 'medina' });
		await press('ami', 'm1', 'open');
		// The queue's row is made by the first call.
		await press('ami', 'm1', 'call-next');
		await press('ami', 'm1', 'put-back');
		const { commands, transactions } = await commandsOf(() => press('ami', 'm1', 'call-next'));
		// Sorted: of two that end in the same millisecond, or go out together, either may be noted first.
		expect(commands.filter((one) => !one.endsWith(' organisations')).toSorted()).toEqual([
			'aggregate tickets',
			'insert events',
			'query accounts',
			'query counter_sessions',
			'query queues',
			'query tickets',
			'update counter_sessions',
			'update queues',
			'update tickets',
			'update timers',
		]);
		expect(transactions).toBe(1);
	});
});
