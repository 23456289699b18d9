import { fill, STORED_FROM } from '../fill.ts';
import { measureLoad } from '../measure-load.ts';
import type { Result } from '../result.ts';
import { showResults } from '../show.ts';
import { startProgram } from '../subject.ts';
import { figure } from '../table.ts';
import { atMost } from '../target.ts';
import { clientNumber } from '../world.ts';
import type { Measuring } from './measurement.ts';

const SIZES = { quick: [100, 2_000], usual: [100, 10_000, 100_000], million: [100, 10_000, 1_000_000] };
/** Coprime to every size: a walk in such steps visits each stored contact once. */
const STRIDE = 7_919;
/** When all stored contacts have spoken, new ones come. */
const STRANGERS_FROM = 20_000_000;

/** The same load while more and more is stored; the clients are stored ones, found by their number like any other. */
export const growth: Measuring = async (machine, { senders, seconds, warmUpSeconds, quick, million }) => {
	const subject = await startProgram(machine);
	const results: Result[] = [];
	let stored = 0;
	let strangers = 0;
	/** Who spoke in an earlier measurement is in mid-dialogue. */
	const used = new Set<number>();
	try {
		for (const size of quick ? SIZES.quick : million ? SIZES.million : SIZES.usual) {
			await fill(machine.client.db(subject.database), stored, size, { history: true });
			// What the filling left to be written is no message's cost.
			await machine.client.db('admin').command({ fsync: 1 });
			stored = size;
			let walked = 0;
			const phoneOf = () => {
				while (walked < size) {
					const at = (walked++ * STRIDE) % size;
					if (used.has(at)) continue;
					used.add(at);
					return clientNumber(STORED_FROM + at);
				}
				strangers += 1;
				return clientNumber(STRANGERS_FROM + strangers);
			};
			results.push(await measureLoad(machine, subject, `${size} stored`, { senders, seconds, warmUpSeconds, phoneOf }));
		}
	} finally {
		await subject.stop();
	}
	const [first] = results;
	const last = results.at(-1);
	if (first === undefined || last === undefined) throw new Error('nothing was measured');
	const cost = ({ cpuMs }: Result) => cpuMs.subject + cpuMs.mongo;
	const growing = cost(last) / cost(first);
	return {
		text: `${showResults(results)}\n\nprocessor time per message, program and MongoDB: ${results.map((one) => `${figure(cost(one))} ms`).join(' → ')}`,
		figures: results,
		targets: [atMost('processor time per message, largest : smallest', growing, 1.2)],
	};
};
