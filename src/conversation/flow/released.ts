import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { FlowProblem, FlowSource } from './load.ts';

/** `<flow>@<version>` → the fingerprint of what was released under it. */
type Released = Record<string, string>;

const FILE = 'released.json';
const schema = z.record(z.string(), z.string());

/** The versions of a folder's flows that were released; none when nothing was. */
export function readReleased(folder: string): Released {
	const file = path.join(folder, FILE);
	return existsSync(file) ? schema.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
}

/** Released versions that have been edited since (I11): found here, before a program in production refuses to start with them. */
export function editedSince(sources: readonly FlowSource[], released: Released): FlowProblem[] {
	return sources.flatMap((source) => {
		const { id, version } = source.flow;
		const known = released[`${id}@${version}`];
		if (known === undefined || known === source.fingerprint) return [];
		const message = `${id}@${version} was released with another content: give it version ${version + 1}`;
		return [{ file: source.file, line: source.lineOf(['version']), message }];
	});
}

/** Writes down the versions as they now are. Those released before stay. Gives the new ones. */
export function release(folder: string, sources: readonly FlowSource[]): string[] {
	const before = readReleased(folder);
	const now: Released = Object.fromEntries(sources.map(({ flow, fingerprint }) => [`${flow.id}@${flow.version}`, fingerprint]));
	const all = Object.entries({ ...before, ...now }).toSorted(([a], [b]) => (a < b ? -1 : 1));
	writeFileSync(path.join(folder, FILE), `${JSON.stringify(Object.fromEntries(all), null, '\t')}\n`);
	return Object.keys(now).filter((key) => before[key] === undefined);
}
