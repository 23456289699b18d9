import { readdirSync, readFileSync } from 'node:fs';

/** The kernel counts processor time in ticks of a hundredth of a second (`getconf CLK_TCK` on every Linux Node runs on). */
const TICK_MS = 10;

/** User and system time of some processes so far, milliseconds. Those that are gone count nothing. */
export function cpuMs(pids: readonly number[]): number {
	return pids.reduce((sum, pid) => sum + ticksOf(pid) * TICK_MS, 0);
}

/** Resident memory of some processes, MiB. */
export function residentMiB(pids: readonly number[]): number {
	return pids.reduce((sum, pid) => sum + Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024, 0);
}

/** Time the machine's cores were not idle so far, milliseconds over all cores. */
export function machineBusyMs(): number {
	const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] =
		read('/proc/stat').split('\n')[0]?.trim().split(/\s+/).slice(1).map(Number) ?? [];
	return (user + nice + system + irq + softirq + steal) * TICK_MS;
}

/** The server processes whose command line names this directory; not the shells around them. */
export function serversOf(directory: string): number[] {
	return readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name))
		.filter((pid) => {
			const [program = '', ...rest] = read(`/proc/${pid}/cmdline`).split('\0');
			return !/(^|\/)sh$/.test(program) && rest.some((word) => word.startsWith(directory));
		})
		.map(Number);
}

/** proc(5): fields 14 and 15, counted after the name, which may hold spaces. */
function ticksOf(pid: number): number {
	const stat = read(`/proc/${pid}/stat`);
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
}

function read(path: string): string {
	try {
		return readFileSync(path, 'utf8');
	} catch {
		return '';
	}
}
