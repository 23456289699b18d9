import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { freePort } from '../support/program.ts';

const START_MS = 90_000;
const ROOT = join(import.meta.dirname, '../..');

const Section = z.record(z.string(), z.unknown());
const Document = z.looseObject({ paths: Section, components: z.record(z.string(), Section) });

export interface Prism {
	origin: string;
	stop(): Promise<void>;
}

/** Serves several OpenAPI documents as one validating mock: their paths do not overlap, so one process does for all. */
export async function startPrism(files: readonly string[]): Promise<Prism> {
	const directory = await mkdtemp(join(tmpdir(), 'palabre-prism-'));
	const document = join(directory, 'twilio.json');
	await writeFile(document, JSON.stringify(merge(await Promise.all(files.map(read)))));
	const port = await freePort();
	const cli = join(ROOT, 'node_modules/@stoplight/prism-cli/dist/index.js');
	const child = spawn(process.execPath, [cli, 'mock', '-h', '127.0.0.1', '-p', String(port), document], {
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	try {
		await listening(child);
	} catch (error) {
		child.kill('SIGKILL');
		throw error;
	}
	return {
		origin: `http://127.0.0.1:${port}`,
		async stop() {
			child.kill('SIGTERM');
			if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
			await rm(directory, { recursive: true, force: true });
		},
	};
}

async function read(file: string): Promise<z.output<typeof Document>> {
	return Document.parse(JSON.parse(await readFile(join(import.meta.dirname, 'twilio-oai', file), 'utf8')));
}

/** The first document with the others' paths and components. Two different components of one name would be an error. */
function merge(documents: z.output<typeof Document>[]): Record<string, unknown> {
	const [first, ...others] = documents;
	if (first === undefined) throw new Error('nothing to serve');
	const merged = structuredClone(first);
	for (const other of others) {
		addAll(merged.paths, other.paths);
		for (const [section, entries] of Object.entries(other.components)) {
			const into = merged.components[section] ?? {};
			merged.components[section] = into;
			addAll(into, entries);
		}
	}
	return merged;
}

function addAll(into: Record<string, unknown>, entries: Record<string, unknown>): void {
	for (const [name, entry] of Object.entries(entries)) {
		if (name in into && JSON.stringify(into[name]) !== JSON.stringify(entry)) throw new Error(`two documents differ about ${name}`);
		into[name] = entry;
	}
}

/** Prism says where it listens once it has read the documents. */
function listening(child: ChildProcess): Promise<void> {
	return new Promise((resolve, reject) => {
		let output = '';
		const timer = setTimeout(() => reject(new Error(`prism did not start:\n${output}`)), START_MS);
		const done = (error?: Error): void => {
			clearTimeout(timer);
			if (error === undefined) resolve();
			else reject(error);
		};
		for (const stream of [child.stdout, child.stderr]) {
			stream?.on('data', (chunk) => {
				output += String(chunk);
				if (output.includes('Prism is listening')) done();
			});
		}
		child.once('exit', (code) => done(new Error(`prism ended with ${code}:\n${output}`)));
		child.once('error', done);
	});
}
