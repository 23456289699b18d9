import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Texts } from '../../platform/i18n.ts';
import type { Command } from '../command.ts';
import { drawFlows } from './draw.ts';
import { lintFlows } from './lint.ts';
import { lintSessions } from './lint-sessions.ts';
import { formatProblem, readFlows } from './load.ts';
import { editedSince, readReleased, release } from './released.ts';

export interface FlowsCliContext {
	folder: string;
	texts: Texts;
	commands: readonly Command[];
	write(line: string): void;
	/** Opens the database, for `lint --sessions`. */
	connect(): Promise<unknown>;
}

const USAGE = 'usage: flows lint [--sessions] | draw [--check] | release';

/**
 * `flows lint` checks every flow and prints `file:line: mistake`, `--sessions` also the conversations under way in the database; `flows draw`
 * writes the diagrams' page, `--check` only compares. `flows release` writes down the versions that are given out: from then on `lint` refuses
 * to see them edited.
 * Gives the exit code: 0, 1 on a mistake or a page out of step, 2 on wrong usage.
 */
export async function runFlows(argv: readonly string[], context: FlowsCliContext): Promise<number> {
	const [verb, ...flags] = argv;
	if (verb === 'lint' && flags.every((flag) => flag === '--sessions')) return lint(context, flags.length > 0);
	if (verb === 'draw' && flags.every((flag) => flag === '--check')) return draw(context, flags.length > 0);
	if (verb === 'release' && flags.length === 0) return releaseAll(context);
	context.write(USAGE);
	return 2;
}

async function lint({ folder, texts, commands, write, connect }: FlowsCliContext, sessions: boolean): Promise<number> {
	const { sources, problems } = readFlows(folder);
	const all = [...problems, ...lintFlows({ sources, texts, commands }), ...editedSince(sources, readReleased(folder))];
	if (sessions) {
		await connect();
		all.push(...(await lintSessions(sources)));
	}
	for (const problem of all) write(formatProblem(problem));
	write(all.length === 0 ? `${sources.length} flows, no mistakes` : `${all.length} mistakes`);
	return all.length === 0 ? 0 : 1;
}

function releaseAll({ folder, write }: FlowsCliContext): number {
	const { sources, problems } = readFlows(folder);
	const wrong = [...problems, ...editedSince(sources, readReleased(folder))];
	for (const problem of wrong) write(formatProblem(problem));
	if (wrong.length > 0) return 1;
	const fresh = release(folder, sources);
	write(fresh.length === 0 ? 'nothing new to release' : `released ${fresh.join(', ')}`);
	return 0;
}

function draw({ folder, write }: FlowsCliContext, check: boolean): number {
	const { sources, problems } = readFlows(folder);
	for (const problem of problems) write(formatProblem(problem));
	if (problems.length > 0) return 1;
	const page = path.join(folder, 'README.md');
	const name = path.relative(process.cwd(), page);
	const drawn = drawFlows(sources.map((source) => source.flow));
	if (!check) {
		writeFileSync(page, drawn);
		write(`${name} written`);
		return 0;
	}
	const same = existsSync(page) && readFileSync(page, 'utf8') === drawn;
	write(same ? `${name} is in step with the flows` : `${name} is out of step: run npm run -s flows -- draw`);
	return same ? 0 : 1;
}
