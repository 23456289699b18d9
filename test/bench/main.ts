import { writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeMachine, openMachine } from './machine.ts';
import { type Measurement, readOptions, USAGE } from './options.ts';
import { e2e } from './rooms/e2e.ts';
import { floors } from './rooms/floors.ts';
import { growth } from './rooms/growth.ts';
import type { Measuring } from './rooms/measurement.ts';
import { memory } from './rooms/memory.ts';
import { profile } from './rooms/profile.ts';
import { queues } from './rooms/queues.ts';
import { scale } from './rooms/scale.ts';
import { startup } from './rooms/startup.ts';
import { table } from './table.ts';

const ROOMS: Record<Measurement, Measuring> = { e2e, floors, scale, growth, memory, startup, profile, queues };

/** Runs what was asked for, one after the other, on a database server of its own; prints tables and writes the figures. */
async function main(words: string[]): Promise<number> {
	const options = readOptions(words);
	if (options === null) {
		process.stderr.write(USAGE);
		return 2;
	}
	const machine = await openMachine();
	try {
		const about = await describeMachine(machine);
		say(
			Object.entries(about)
				.map(([name, value]) => `${name.padEnd(8)} ${value}`)
				.join('\n'),
		);
		const figures: Record<string, unknown> = {};
		for (const name of options.measurements) {
			const before = loadavg()[0] ?? 0;
			const outcome = await ROOMS[name](machine, options);
			figures[name] = { ...outcome, loadBefore: before };
			say(`\n${name} (load average before: ${before.toFixed(2)})\n\n${outcome.text}`);
			if (outcome.targets.length > 0)
				say(
					`\n${table(
						['target', 'wanted', 'measured', 'met'],
						outcome.targets.map((one) => [one.what, one.wanted, one.measured, one.met ? 'yes' : 'NO']),
					)}`,
				);
		}
		const file = options.json ?? join(tmpdir(), `palabre-bench-${about.date?.replace(/\W/g, '') ?? process.pid}.json`);
		writeFileSync(file, JSON.stringify({ machine: about, options, figures }, null, '\t'));
		say(`\nfigures: ${file}`);
		return 0;
	} finally {
		await machine.close();
	}
}

function say(text: string): void {
	process.stdout.write(`${text}\n`);
}

process.exitCode = await main(process.argv.slice(2));
