import type { Result } from './result.ts';
import { median } from './statistics.ts';
import { table } from './table.ts';

const HEAD = [
	'',
	'msg/s',
	'requests/msg',
	'ack p50',
	'p95',
	'p99 ms',
	'reply p50',
	'p95',
	'p99 ms',
	'round trips/msg',
	'docs written/msg',
	'CPU ms/msg',
	'MongoDB ms/msg',
	'cores busy',
];

/** One row per measurement. */
export function showResults(results: readonly Result[]): string {
	return table(
		HEAD,
		results.map((one) => [
			one.name,
			one.messagesPerSecond,
			one.requests / Math.max(1, one.messages),
			one.ack.p50,
			one.ack.p95,
			one.ack.p99,
			one.reply.p50,
			one.reply.p95,
			one.reply.p99,
			one.roundTrips,
			one.documentsWritten,
			one.cpuMs.subject,
			one.cpuMs.mongo,
			`${Math.round(one.machineBusy * 100)} %`,
		]),
	);
}

/** The repetitions of one measurement as one: the median of each figure. */
export function medianOf(results: readonly Result[]): Result {
	const [first] = results;
	if (first === undefined) throw new Error('nothing was measured');
	const of = (figure: (one: Result) => number) => median(results.map(figure));
	const latency = (kind: 'ack' | 'reply') => ({
		p50: of((one) => one[kind].p50),
		p95: of((one) => one[kind].p95),
		p99: of((one) => one[kind].p99),
	});
	return {
		...first,
		messages: of((one) => one.messages),
		requests: of((one) => one.requests),
		messagesPerSecond: of((one) => one.messagesPerSecond),
		ack: latency('ack'),
		reply: latency('reply'),
		roundTrips: of((one) => one.roundTrips),
		getMores: of((one) => one.getMores),
		documentsWritten: of((one) => one.documentsWritten),
		cpuMs: { subject: of((one) => one.cpuMs.subject), mongo: of((one) => one.cpuMs.mongo), load: of((one) => one.cpuMs.load) },
		machineBusy: of((one) => one.machineBusy),
	};
}
