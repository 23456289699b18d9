import { z } from 'zod';
import type { Measure } from './load.ts';
import type { Machine } from './machine.ts';
import { cpuMs, machineBusyMs } from './processes.ts';

/** What a measured time cost. */
export interface Cost {
	ms: number;
	/** Processor time of the program's (or floor's) processes, of the database server, of the load itself, of the whole machine. */
	cpu: { subject: number; mongo: number; load: number; machine: number };
	/** Commands the server ran, by name, those of this bench left out. */
	commands: Record<string, number>;
	documents: { inserted: number; updated: number; deleted: number };
	sends: number;
	callbacks: number;
}

const Counted = z.looseObject({ total: z.number().or(z.bigint()) });
const Status = z.looseObject({
	metrics: z.looseObject({
		commands: z.record(z.string(), z.unknown()),
		document: z.looseObject({ inserted: z.coerce.number(), updated: z.coerce.number(), deleted: z.coerce.number() }),
	}),
});

/** Asked by drivers and by us, whatever the load. */
const NOT_WORK = new Set(['hello', 'isMaster', 'ping', 'serverStatus', 'endSessions', 'saslStart', 'saslContinue', '<UNKNOWN>']);

interface Reading {
	at: number;
	cpu: Cost['cpu'];
	commands: Map<string, number>;
	documents: Cost['documents'];
	sends: number;
	callbacks: number;
}

/** Reads all counters at the beginning and the end of a measured time. Reading costs the subject nothing: the kernel and the server count. */
export function meter(machine: Machine, pids: readonly number[], warmUpMs: number): { measure: Measure; cost(): Cost } {
	let began: Reading | undefined;
	let ended: Reading | undefined;
	return {
		measure: {
			warmUpMs,
			begin: async () => {
				began = await read(machine, pids);
			},
			end: async () => {
				ended = await read(machine, pids);
			},
		},
		cost() {
			if (began === undefined || ended === undefined) throw new Error('not measured yet');
			return difference(began, ended);
		},
	};
}

async function read({ client, mongoPids, sink }: Machine, pids: readonly number[]): Promise<Reading> {
	const { metrics } = Status.parse(await client.db('admin').command({ serverStatus: 1 }));
	const commands = new Map<string, number>();
	for (const [name, counted] of Object.entries(metrics.commands)) {
		const parsed = Counted.safeParse(counted);
		if (parsed.success && !NOT_WORK.has(name)) commands.set(name, Number(parsed.data.total));
	}
	const { inserted, updated, deleted } = metrics.document;
	const { user, system } = process.cpuUsage();
	return {
		at: performance.now(),
		cpu: { subject: cpuMs(pids), mongo: cpuMs(mongoPids), load: (user + system) / 1000, machine: machineBusyMs() },
		commands,
		documents: { inserted, updated, deleted },
		sends: sink.counts.sends,
		callbacks: sink.counts.callbacks,
	};
}

function difference(from: Reading, to: Reading): Cost {
	const commands: Record<string, number> = {};
	for (const [name, total] of to.commands) {
		const run = total - (from.commands.get(name) ?? 0);
		if (run > 0) commands[name] = run;
	}
	return {
		ms: to.at - from.at,
		cpu: {
			subject: to.cpu.subject - from.cpu.subject,
			mongo: to.cpu.mongo - from.cpu.mongo,
			load: to.cpu.load - from.cpu.load,
			machine: to.cpu.machine - from.cpu.machine,
		},
		commands,
		documents: {
			inserted: to.documents.inserted - from.documents.inserted,
			updated: to.documents.updated - from.documents.updated,
			deleted: to.documents.deleted - from.documents.deleted,
		},
		sends: to.sends - from.sends,
		callbacks: to.callbacks - from.callbacks,
	};
}
