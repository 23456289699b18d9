import { measureLoad } from '../measure-load.ts';
import type { Result } from '../result.ts';
import { showResults } from '../show.ts';
import { startProgram } from '../subject.ts';
import type { Measuring } from './measurement.ts';

const SHAPES = [{}, { web: 1, worker: 1 }, { web: 2, worker: 1 }, { web: 1, worker: 2 }, { web: 2, worker: 2 }] as const;

/** The same load on more processes. With all cores busy, more processes only share what there is. */
export const scale: Measuring = async (machine, { senders, seconds, warmUpSeconds }) => {
	const results: Result[] = [];
	for (const shape of SHAPES) {
		const subject = await startProgram(machine, shape);
		try {
			results.push(await measureLoad(machine, subject, subject.name, { senders, seconds, warmUpSeconds }));
		} finally {
			await subject.stop();
		}
	}
	return { text: showResults(results), figures: results, targets: [] };
};
