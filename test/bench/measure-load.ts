import { createLoad, type Samples } from './load.ts';
import { ACCOUNT_SID, type Machine } from './machine.ts';
import { meter } from './meter.ts';
import { type Result, resultOf } from './result.ts';
import { REQUEST } from './scenario.ts';
import type { Subject } from './subject.ts';
import { clientNumber, DEFAULT_WORLD, senderNumber } from './world.ts';

export interface LoadShape {
	/** Messages always under way, or messages a second. */
	senders?: number;
	perSecond?: number;
	seconds: number;
	warmUpSeconds: number;
	/** The number of the nth client; a new one each unless said otherwise. */
	phoneOf?: (nth: number) => string;
}

/** Clients of one measurement must not meet those of the one before: they are in mid-dialogue. */
let series = 0;
const SERIES = 200_000;

/** Puts a subject under load and says what a message cost. Throws when an answer was wrong, lost or refused: figures of errors mean nothing. */
export async function measureLoad(machine: Machine, subject: Subject, name: string, shape: LoadShape): Promise<Result> {
	series += 1;
	const first = series * SERIES;
	const load = createLoad({
		sink: machine.sink,
		webhooks: machine.webhooks,
		publicBaseUrl: subject.publicBaseUrl,
		accountSid: ACCOUNT_SID,
		steps: REQUEST,
		senders: Array.from({ length: DEFAULT_WORLD.senders }, (_, nth) => senderNumber(nth)),
		phoneOf: shape.phoneOf ?? ((nth) => clientNumber(first + nth)),
	});
	const { measure, cost } = meter(machine, subject.pids, shape.warmUpSeconds * 1000);
	const ms = shape.seconds * 1000;
	const samples: Samples =
		shape.perSecond === undefined ? await load.closed(shape.senders ?? 50, ms, measure) : await load.open(shape.perSecond, ms, measure);
	await machine.sink.idle();
	const result = resultOf(name, samples, cost());
	if (samples.refused + samples.wrong + samples.lost > 0)
		throw new Error(
			`${name}: ${samples.refused} refused, ${samples.wrong} wrong, ${samples.lost} lost of ${samples.messages}\n${samples.firstWrong}\n${subject.logs()}`,
		);
	return result;
}
