import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { hottest } from '../cpu-profile.ts';
import { measureLoad } from '../measure-load.ts';
import { startProgram } from '../subject.ts';
import { table } from '../table.ts';
import { DEFAULT_WORLD } from '../world.ts';
import type { Measuring } from './measurement.ts';

const PRELOAD = join(import.meta.dirname, '../count-commands.ts');
const MOST_ROWS = 40;
const PROVIDERS = 600;
const Counted = z.record(z.string(), z.object({ count: z.number(), ms: z.number() }));

/** The program with command monitoring, then with V8's sampling profiler: what a message costs, and where. Slower than unwatched. */
export const profile: Measuring = async (machine, { senders, rate, seconds, warmUpSeconds, offers, callbacks }) => {
	const shape = { ...(rate === undefined ? { senders } : { perSecond: rate }), seconds, warmUpSeconds };
	const directory = mkdtempSync(join(tmpdir(), 'palabre-profile-'));
	const world = { ...DEFAULT_WORLD, providers: offers ? PROVIDERS : 0 };
	const all = machine.sink.callbacks;
	if (!callbacks) machine.sink.callbacks = [];
	const counts = join(directory, 'commands.json');
	const watched = await startProgram(machine, { world, environment: { NODE_OPTIONS: `--import ${PRELOAD}`, BENCH_COMMANDS: counts } });
	let messages = 0;
	try {
		const { sent } = await measureLoad(machine, watched, 'watched', shape);
		messages = sent;
	} finally {
		await watched.stop();
	}
	const commands = Object.entries(Counted.parse(JSON.parse(readFileSync(counts, 'utf8'))))
		.sort(([, a], [, b]) => b.count - a.count)
		.slice(0, MOST_ROWS);

	const sampled = await startProgram(machine, { world, environment: { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${directory}` } });
	try {
		await measureLoad(machine, sampled, 'sampled', shape);
	} finally {
		machine.sink.callbacks = all;
		await sampled.stop();
	}
	const profiles = existsSync(directory) ? readdirSync(directory).filter((name) => name.endsWith('.cpuprofile')) : [];
	const largest = profiles.map((name) => readFileSync(join(directory, name), 'utf8')).sort((a, b) => b.length - a.length)[0] ?? '';
	const hot = hottest(largest, MOST_ROWS);
	return {
		text: [
			table(
				['command', 'per message', 'ms each'],
				commands.map(([name, { count, ms }]) => [name, count / messages, ms / count]),
			),
			'',
			table(
				['where the processor is', 'self %'],
				hot.map(({ where, share }) => [where, share * 100]),
			),
			'',
			`profiles: ${directory}`,
		].join('\n'),
		figures: { commands, hot, messages },
		targets: [],
	};
};
