import type { Machine } from '../machine.ts';
import { measureLoad } from '../measure-load.ts';
import type { Options } from '../options.ts';
import type { Result } from '../result.ts';
import { medianOf, showResults } from '../show.ts';
import { type Subject, startFloor, startProgram } from '../subject.ts';
import { figure } from '../table.ts';
import { atLeast, atMost } from '../target.ts';
import type { Measuring } from './measurement.ts';

const SUBJECTS: Record<'floor' | 'floor-safe' | 'palabre', (machine: Machine) => Promise<Subject>> = {
	floor: (machine) => startFloor(machine, 'floor'),
	'floor-safe': (machine) => startFloor(machine, 'floor-safe'),
	palabre: (machine) => startProgram(machine),
};

/** The three in turn, as often as asked, so that a slow moment of the machine does not fall on one of them alone. */
export const floors: Measuring = async (machine, options) => {
	const runs: Record<keyof typeof SUBJECTS, Result[]> = { floor: [], 'floor-safe': [], palabre: [] };
	for (let nth = 0; nth < options.repeat; nth++) {
		runs.floor.push(await measured(machine, 'floor', options));
		runs['floor-safe'].push(await measured(machine, 'floor-safe', options));
		runs.palabre.push(await measured(machine, 'palabre', options));
	}
	const [floor, safe, palabre] = [medianOf(runs.floor), medianOf(runs['floor-safe']), medianOf(runs.palabre)];
	const ratios = [safe, palabre].map(
		(one) =>
			`${one.name} : floor  msg/s ${figure(one.messagesPerSecond / floor.messagesPerSecond)}, CPU ${figure(one.cpuMs.subject / floor.cpuMs.subject)}, MongoDB CPU ${figure(one.cpuMs.mongo / floor.cpuMs.mongo)}, reply p95 ${figure(one.reply.p95 / floor.reply.p95)}`,
	);
	return {
		text: [showResults([floor, safe, palabre]), '', ...ratios].join('\n'),
		figures: { floor, safe, palabre, runs },
		targets: [
			atLeast("messages per second, of the floor's", palabre.messagesPerSecond / floor.messagesPerSecond, 0.6),
			atMost("CPU per message, of the floor's", palabre.cpuMs.subject / floor.cpuMs.subject, 2),
			atMost("reply p95, of the floor's", palabre.reply.p95 / floor.reply.p95, 2.5),
		],
	};
};

async function measured(machine: Machine, name: keyof typeof SUBJECTS, { senders, seconds, warmUpSeconds }: Options): Promise<Result> {
	const subject = await SUBJECTS[name](machine);
	try {
		return await measureLoad(machine, subject, name, { senders, seconds, warmUpSeconds });
	} finally {
		await subject.stop();
	}
}
