import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { isAlive } from '../../src/platform/embedded-mongo/processes.ts';
import { stopServer } from '../../src/platform/embedded-mongo/stop-server.ts';

const PREFIX = 'palabre-test-';

/** The directory of this run of Jest: the embedded database's data lie here. Workers learn it from the environment. */
export function testRunDirectory(): string {
	const directory = process.env.PALABRE_TEST_RUN;
	if (directory === undefined) throw new Error('no test run: start the tests with npm test');
	return directory;
}

/** The process that runs Jest, which may be this one. */
export function testRunPid(): number {
	return Number(basename(testRunDirectory()).slice(PREFIX.length));
}

export function openTestRun(): void {
	const directory = join(tmpdir(), `${PREFIX}${process.pid}`);
	mkdirSync(directory, { recursive: true });
	process.env.PALABRE_TEST_RUN = directory;
}

export async function closeTestRun(directory: string): Promise<void> {
	await stopServer(join(directory, 'mongo'));
	rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/** Runs that were killed leave a database behind: the next run clears it. */
export async function closeDeadTestRuns(): Promise<void> {
	const runs = readdirSync(tmpdir()).filter((name) => name.startsWith(PREFIX));
	for (const name of runs) {
		if (!isAlive(Number(name.slice(PREFIX.length)))) await closeTestRun(join(tmpdir(), name));
	}
}
