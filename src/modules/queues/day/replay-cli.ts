import { parseArgs } from 'node:util';
import { z } from 'zod';
import { listOrganisations } from '../../organisations/index.ts';
import { replayDay } from './replay.ts';

interface Context {
	out(text: string): void;
	err(text: string): void;
	/** Opens the database. */
	connect(): Promise<unknown>;
}

const USAGE = 'usage: replay --queue ID --date YYYY-MM-DD [--org SLUG]\n';
const Args = z.object({ queue: z.string().min(1), date: z.iso.date(), org: z.string().optional() });

/**
 * `npm run -s replay -- --queue ID --date D [--org SLUG]`: rebuilds a queue's day from the events and prints where the stored tickets
 * differ. Without `--org` the queue must be of one organisation only. Gives the exit code: 1 when they differ, 2 for a wrong word.
 */
export async function runReplay(argv: readonly string[], context: Context): Promise<number> {
	const args = read(argv);
	if (args === null) {
		context.err(USAGE);
		return 2;
	}
	await context.connect();
	const owners = (await listOrganisations()).filter(
		({ slug, queues }) => (args.org ?? slug) === slug && queues.some(({ id }) => id === args.queue),
	);
	const [owner] = owners;
	if (owner === undefined || owners.length > 1) {
		context.err(
			owner === undefined ? 'no such queue\n' : `several organisations have this queue: ${owners.map(({ slug }) => slug).join(', ')}\n`,
		);
		return 2;
	}
	const { events, tickets, differences } = await replayDay(owner.slug, args.queue, args.date);
	for (const { number, field, events: told, stored } of differences) {
		context.out(`${number} ${field}: ${JSON.stringify(told)} by the events, ${JSON.stringify(stored)} stored\n`);
	}
	context.out(`${tickets} tickets, ${events} events: ${differences.length === 0 ? 'the same' : `${differences.length} differences`}\n`);
	return differences.length === 0 ? 0 : 1;
}

function read(argv: readonly string[]): z.output<typeof Args> | null {
	try {
		const text = { type: 'string' } as const;
		return Args.parse(parseArgs({ args: [...argv], options: { queue: text, date: text, org: text }, strict: true }).values);
	} catch {
		return null;
	}
}
