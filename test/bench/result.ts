import { cpus } from 'node:os';
import type { Samples } from './load.ts';
import type { Cost } from './meter.ts';
import { type Latency, latencyOf } from './statistics.ts';

/** One measurement, per message of a client. Times in milliseconds. */
export interface Result {
	name: string;
	messages: number;
	requests: number;
	/** Webhooks posted in all, the warm-up's too. */
	sent: number;
	messagesPerSecond: number;
	ack: Latency;
	reply: Latency;
	/** Commands to the database per message, those that only wait for changes (`getMore`) apart. */
	roundTrips: number;
	getMores: number;
	documentsWritten: number;
	sendsPerMessage: number;
	callbacksPerMessage: number;
	cpuMs: { subject: number; mongo: number; load: number };
	/** Share of all cores that was busy, 0..1. */
	machineBusy: number;
	refused: number;
	wrong: number;
	lost: number;
	commands: Record<string, number>;
}

export function resultOf(name: string, samples: Samples, cost: Cost): Result {
	const { messages } = samples;
	const per = (total: number) => total / Math.max(1, messages);
	const { getMore = 0, ...commands } = cost.commands;
	return {
		name,
		messages,
		requests: samples.requests,
		sent: samples.sent,
		messagesPerSecond: messages / (cost.ms / 1000),
		ack: latencyOf(samples.ack),
		reply: latencyOf(samples.reply),
		roundTrips: per(Object.values(commands).reduce((sum, one) => sum + one, 0)),
		getMores: per(getMore),
		documentsWritten: per(cost.documents.inserted + cost.documents.updated + cost.documents.deleted),
		sendsPerMessage: per(cost.sends),
		callbacksPerMessage: per(cost.callbacks),
		cpuMs: { subject: per(cost.cpu.subject), mongo: per(cost.cpu.mongo), load: per(cost.cpu.load) },
		machineBusy: cost.cpu.machine / (cost.ms * cpus().length),
		refused: samples.refused,
		wrong: samples.wrong,
		lost: samples.lost,
		commands: Object.fromEntries(Object.entries(cost.commands).map(([command, total]) => [command, per(total)])),
	};
}
