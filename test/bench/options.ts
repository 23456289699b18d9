import { parseArgs } from 'node:util';
import { z } from 'zod';

const MEASUREMENTS = ['e2e', 'floors', 'scale', 'growth', 'memory', 'startup', 'profile', 'queues'] as const;
export type Measurement = (typeof MEASUREMENTS)[number];

export const USAGE = `usage: npm run -s bench -- MEASUREMENT [options]

  e2e       throughput, latencies, round trips and processor time per message; then at half of that load
  floors    the program beside two hand-written floors, same load
  scale     what a second web and a second worker process add, and which resource ends it
  growth    the same load with 100, 10 000 and 100 000 (--million: 1 000 000) contacts and messages stored
  memory    100 000 idle contacts
  startup   start-up with data present, by phase
  profile   which commands a message costs, by collection, and a .cpuprofile of the program
  queues    200 counters of 20 branches call at once while 5 000 people wait; then people ask where they stand
  all       all of them

  --senders N    messages under way at once (50)
  --rate N       messages a second instead, whatever becomes of them (profile)
  --seconds N    measured time of each load (20), after a warm-up of --warm-up N (15)
  --repeat N     repetitions; the table shows the medians (1)
  --quick        short runs that show that all works, not how fast it is
  --million      growth up to 1 000 000
  --offers       the requests are offered to providers (e2e, profile)
  --no-callbacks Twilio posts no news of messages (e2e, profile)
  --json FILE    where the figures are written (a file in the temporary directory)
`;

const number = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
const Values = z.object({
	senders: number(1, 500).default(50),
	rate: number(1, 1_000).optional(),
	seconds: number(1, 600).default(20),
	'warm-up': number(0, 120).default(15),
	repeat: number(1, 20).default(1),
	quick: z.boolean().default(false),
	million: z.boolean().default(false),
	offers: z.boolean().default(false),
	callbacks: z.boolean().default(true),
	json: z.string().optional(),
});

export interface Options {
	measurements: readonly Measurement[];
	senders: number;
	/** Messages a second, for an open load. */
	rate: number | undefined;
	seconds: number;
	warmUpSeconds: number;
	repeat: number;
	quick: boolean;
	million: boolean;
	offers: boolean;
	callbacks: boolean;
	json: string | undefined;
}

/** Null: the words make no sense. */
export function readOptions(words: string[]): Options | null {
	try {
		const { values, positionals } = parseArgs({
			args: words,
			allowPositionals: true,
			allowNegative: true,
			options: {
				senders: { type: 'string' },
				rate: { type: 'string' },
				seconds: { type: 'string' },
				'warm-up': { type: 'string' },
				repeat: { type: 'string' },
				quick: { type: 'boolean' },
				million: { type: 'boolean' },
				offers: { type: 'boolean' },
				callbacks: { type: 'boolean' },
				json: { type: 'string' },
			},
		});
		const [word = 'e2e', ...others] = positionals;
		const measurements = word === 'all' ? MEASUREMENTS : MEASUREMENTS.filter((one) => one === word);
		if (measurements.length === 0 || others.length > 0) return null;
		const { 'warm-up': warmUpSeconds, ...read } = Values.parse(values);
		const options = { ...read, rate: read.rate, json: read.json, measurements, warmUpSeconds };
		return options.quick ? { ...options, seconds: Math.min(4, options.seconds), warmUpSeconds: Math.min(2, warmUpSeconds) } : options;
	} catch {
		return null;
	}
}
