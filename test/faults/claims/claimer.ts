import { createInterface } from 'node:readline';
import mongoose from 'mongoose';
import { z } from 'zod';
import { createRunScene } from '../../../src/conversation/scene/in-scene.ts';
import { forgetOrganisations } from '../../../src/modules/organisations/index.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import { AppError } from '../../../src/platform/errors.ts';
import { failureCode } from '../../../src/platform/failure-code.ts';
import { monotonicIds } from '../../../src/platform/ids.ts';
import { log } from '../../../src/platform/log.ts';
import { connectMongo } from '../../../src/platform/mongo/connect.ts';
import { isOutage } from '../../../src/platform/mongo/is-outage.ts';
import { branchUses } from './branch-uses.ts';
import { businessUses } from './business-uses.ts';
import { spineUses } from './spine-uses.ts';
import type { Use } from './use.ts';

/**
 * One of several processes that claim the same thing at the same moment. Reads `{ use, first, times, startAt, at }` lines, and answers each with what
 * its claimers got: `{ <outcome>: <how often> }`.
 */
const [, , uri, twilioUrl] = process.argv;
if (uri === undefined || twilioUrl === undefined) throw new Error('usage: claimer.ts MONGODB_URI TWILIO_URL');
log.level = 'error';
/** How far the claimers' clock is from the machine's: a test may race at a moment of its own. */
let shift = 0;
const clock: Clock = { now: () => new Date(Date.now() + shift) };
const newId = monotonicIds(clock);
const context = { clock, newId, runScene: createRunScene({ clock, newId }), twilioUrl };
const uses: Record<string, Use> = { ...spineUses(context), ...businessUses(context), ...branchUses(context) };
await connectMongo(uri);

/** A transaction that lost against others until its last attempt is not the input's fault: the lane takes it again (`failItem`). */
async function asLanesDo(work: () => Promise<string>): Promise<string> {
	for (let again = 0; ; again++) {
		try {
			return await work();
		} catch (error) {
			if (!isOutage(error) || again === 20) throw error;
			await new Promise((resolve) => setTimeout(resolve, 1_000));
		}
	}
}

/** `first`: the number of this process's first claimer among all. `at`: what their clock shows when they begin. */
const Task = z.object({ use: z.string(), first: z.int(), times: z.int(), startAt: z.number(), at: z.number().optional() });

process.stdout.write('ready\n');
for await (const line of createInterface({ input: process.stdin })) {
	const { use, first, times, startAt, at = startAt } = Task.parse(JSON.parse(line));
	shift = at - startAt;
	// Each race has organisations of its own.
	forgetOrganisations();
	const claim = uses[use];
	if (claim === undefined) throw new Error(`no use ${use}`);
	await new Promise((resolve) => setTimeout(resolve, startAt - Date.now()));
	const heard = await Promise.all(
		Array.from({ length: times }, (_, nth) =>
			asLanesDo(() => claim(first + nth)).catch((error: unknown) =>
				error instanceof AppError ? error.code : `failed: ${failureCode(error)}`,
			),
		),
	);
	const counts: Record<string, number> = {};
	for (const outcome of heard) counts[outcome] = (counts[outcome] ?? 0) + 1;
	process.stdout.write(`${JSON.stringify(counts)}\n`);
}
await mongoose.disconnect();
