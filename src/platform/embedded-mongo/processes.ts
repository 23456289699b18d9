import { readFileSync } from 'node:fs';
import { errorCode } from '../error-code.ts';

/** Whether a process with this id runs. A zombie does not count: it holds nothing any more. */
export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
	} catch (error) {
		return errorCode(error) === 'EPERM';
	}
	return procStat(pid)?.[0] !== 'Z';
}

/**
 * When a process began, in the kernel's ticks: with the pid it names one process for ever, so that a recycled pid is not taken for
 * a lock's owner. Empty where there is no /proc (macOS): the pid alone must do there.
 */
export function startMark(pid: number): string {
	return procStat(pid)?.[19] ?? '';
}

/** The fields of /proc/PID/stat from the third (state) on; see proc(5). */
function procStat(pid: number): string[] | undefined {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	} catch {
		return undefined;
	}
}

/** Signals a process, or the group it leads when `pid` is negative. A process that is gone already is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
	try {
		process.kill(pid, name);
	} catch (error) {
		if (errorCode(error) !== 'ESRCH') throw error;
	}
}

/** Waits until `done` says so; false when `timeoutMs` pass first. */
export async function waitUntil(done: () => boolean | Promise<boolean>, timeoutMs: number, everyMs = 100): Promise<boolean> {
	const deadline = performance.now() + timeoutMs;
	while (!(await done())) {
		if (performance.now() > deadline) return false;
		await new Promise((resolve) => setTimeout(resolve, everyMs));
	}
	return true;
}
