import { measureLoad } from '../measure-load.ts';
import { showResults } from '../show.ts';
import { startProgram } from '../subject.ts';
import { atMost } from '../target.ts';
import { DEFAULT_WORLD } from '../world.ts';
import type { Measuring } from './measurement.ts';

/** So many that an offer always finds three who are free: a provider is written to once a second at most (rule X4). */
const PROVIDERS = 600;

/** The program in one process: as many messages as it takes, then half as many a second, whatever becomes of them. */
export const e2e: Measuring = async (machine, { senders, seconds, warmUpSeconds, offers, callbacks }) => {
	const world = { ...DEFAULT_WORLD, providers: offers ? PROVIDERS : 0 };
	const all = machine.sink.callbacks;
	if (!callbacks) machine.sink.callbacks = [];
	const subject = await startProgram(machine, { world });
	try {
		const most = await measureLoad(machine, subject, `closed, ${senders} under way`, { senders, seconds, warmUpSeconds });
		const perSecond = most.messagesPerSecond / 2;
		const half = await measureLoad(machine, subject, `open, ${perSecond.toFixed(0)} a second`, { perSecond, seconds, warmUpSeconds });
		machine.sink.callbacks = [];
		const bare = await measureLoad(machine, subject, `closed, no callbacks`, { senders, seconds, warmUpSeconds });
		return {
			text: showResults([most, half, bare]),
			figures: { most, half, bare },
			targets: [
				atMost('ack p99 at half of the maximal load, ms', half.ack.p99, 50),
				atMost('database round trips per message, without callbacks', bare.roundTrips, 10),
				atMost('database round trips per message, with three callbacks', most.roundTrips, 10),
			],
		};
	} finally {
		machine.sink.callbacks = all;
		await subject.stop();
	}
};
