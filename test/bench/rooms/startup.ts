import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { answers, freePort, runProgram } from '../../support/program.ts';
import { table } from '../table.ts';
import type { Measuring } from './measurement.ts';

const PRELOAD = join(import.meta.dirname, '../mark-phases.ts');
const Marks = z.array(z.object({ phase: z.string(), at: z.number() }));

/** `npm start` on a directory that was used before, its database server included; the first start makes the data. */
export const startup: Measuring = async (_machine, { repeat }) => {
	const directory = mkdtempSync(join(tmpdir(), 'palabre-bench-startup-'));
	const runs: { phase: string; at: number }[][] = [];
	try {
		for (let nth = 0; nth <= repeat; nth++) {
			const marks = await start(directory);
			if (nth > 0) runs.push(marks);
		}
	} finally {
		rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
	}
	const [last] = runs.slice(-1);
	let before = 0;
	const rows = (last ?? []).map(({ phase, at }): [string, number, number] => {
		const row: [string, number, number] = [phase, at - before, at];
		before = at;
		return row;
	});
	return { text: table(['phase', 'ms', 'since the start'], rows), figures: runs, targets: [] };
};

async function start(directory: string): Promise<{ phase: string; at: number }[]> {
	const port = await freePort();
	const file = join(directory, 'marks.json');
	const began = performance.now();
	const program = runProgram(['all'], {
		DATA_DIR: directory,
		PORT: String(port),
		NODE_OPTIONS: `--import ${PRELOAD}`,
		BENCH_MARKS: file,
	});
	await answers(program, `http://127.0.0.1:${port}/readyz`, 200);
	const ready = performance.now() - began;
	program.process.kill('SIGTERM');
	await program.ended;
	return [...Marks.parse(JSON.parse(readFileSync(file, 'utf8'))), { phase: 'worker started, listening, /readyz 200', at: ready }];
}
