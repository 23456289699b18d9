import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { PLUMBING, requestByPhone } from '../../e2e/request-by-phone.ts';
import { type Deployment, deploy } from '../../support/deployment.ts';
import { STORY_MS } from '../../support/patience.ts';
import { until } from '../../support/until.ts';

const PRELOAD = join(import.meta.dirname, '../../bench/count-commands.ts');
const TWO_TRADES = join(import.meta.dirname, '../../fixtures/import/two-trades.yaml');
const START_MS = 300_000;

const Counted = z.record(z.string(), z.object({ count: z.number() }));
const ImportFile = z.object({ organisations: z.array(z.looseObject({})).length(1) });

/** What a message touches; everything else is the program's own housekeeping, which goes by the clock. */
const OF_MESSAGES =
	/ (inbox|outbox|outbox_lanes|contacts|timers|events|requests|request_counters|searches|search_rounds|offers|providers|accounts)\b|^commitTransaction/;
/** The polls. */
const BY_THE_CLOCK = /^(getMore|aggregate (inbox|outbox)|find timers|count) ?/;

/**
 * A message by itself shares nothing with others, so this is the dearest it can be; under load most of it is shared (test/bench). Sixteen
 * are counted for a message on a quiet machine, up to nineteen on a busy one, where a callback comes too late to share the others' two
 * commands and a lane is given back by itself: a command is 0.5 to 1 ms of processor time.
 */
const MOST_FOR_A_MESSAGE = 20;
const MOST_FOR_A_CONFIRMATION = 50;
/** Each does the same. */
const CLIENTS = ['+237650000002', '+237650000003', '+237650000004'];

/** By name and collection. */
type Counts = Record<string, number>;

describe('the database commands of one message alone, with its answer and three callbacks', () => {
	let deployment: Deployment;
	const directory = mkdtempSync(join(tmpdir(), 'palabre-round-trips-'));
	const counts = join(directory, 'commands.json');

	beforeAll(async () => {
		// Nobody to ask and nobody to alert: the client's own dialogue is what is counted.
		const { organisations } = ImportFile.parse(parse(readFileSync(TWO_TRADES, 'utf8')));
		const importFile = join(directory, 'import.yaml');
		writeFileSync(importFile, stringify({ organisations: organisations.map((one) => ({ ...one, providers: [], agents: [] })) }));
		const environment = {
			NODE_ENV: 'production',
			JWT_SECRET: 'for this test, and at least thirty-two long',
			NODE_OPTIONS: `--no-warnings --import ${PRELOAD}`,
			BENCH_COMMANDS: counts,
		};
		deployment = await deploy({ importFile, environment });
	}, START_MS);

	afterAll(async () => {
		await deployment?.close();
		rmSync(directory, { recursive: true, force: true });
	});

	/** The commands since the last time. */
	async function taken(): Promise<Counts> {
		await deployment.twilio.idle();
		await deployment.idle();
		rmSync(counts, { force: true });
		deployment.signal('all', 'SIGUSR2');
		await until(async () => existsSync(counts));
		const all = Object.entries(Counted.parse(JSON.parse(readFileSync(counts, 'utf8'))));
		return Object.fromEntries(
			all.filter(([name]) => OF_MESSAGES.test(name) && !BY_THE_CLOCK.test(name)).map(([name, { count }]) => [name, count]),
		);
	}

	test(
		'stay within bounds, the confirmation of a request included',
		async () => {
			const { twilio } = deployment;
			await requestByPhone(twilio.phone('+237650000001'));
			const messages: Counts[] = [];
			const confirmations: Counts[] = [];
			for (const address of CLIENTS) {
				const client = twilio.phone(address);
				await client.send(PLUMBING.hello);
				await client.expects(/Que se passe-t-il/);
				await taken();
				await client.send(PLUMBING.problem);
				await client.expects(/Donnez un repère/);
				messages.push(await taken());
				await client.send(PLUMBING.landmark);
				await client.expects(/Quand faut-il passer/);
				await client.choose(/Dès que possible/);
				await client.expects(/Voici votre demande/);
				await taken();
				await client.choose(/Oui, lancer/);
				await client.expects(/Demande n° \d+ enregistrée/);
				await client.expects(/.+/);
				confirmations.push(await taken());
			}
			const [message, confirmation] = [cheapest(messages), cheapest(confirmations)];
			expect(excess(message, MOST_FOR_A_MESSAGE)).toBeNull();
			expect(excess(confirmation, MOST_FOR_A_CONFIRMATION)).toBeNull();
			// Each fact of a request is written once.
			expect(confirmation).toMatchObject({ 'insert requests': 1, 'insert searches': 1, 'insert search_rounds': 1 });
			expect(Object.keys(confirmation).filter((name) => /^(update|findAndModify) (requests|searches)/.test(name))).toEqual([]);
			// A later question leaves its timer alone, and nobody follows these messages.
			expect(Object.keys(message).filter((name) => / (timers|events)/.test(name))).toEqual([]);
		},
		STORY_MS,
	);
});

const sumOf = (counted: Counts): number => Object.values(counted).reduce((all, one) => all + one, 0);

/** What a busy machine makes dearer by chance is not the message's own. */
function cheapest(counts: readonly Counts[]): Counts {
	return counts.toSorted((a, b) => sumOf(a) - sumOf(b))[0] ?? {};
}

/** Null within the bound; else what was counted. */
function excess(counted: Counts, most: number): object | null {
	const sum = sumOf(counted);
	return sum <= most ? null : { sum, most, ...counted };
}
