import { AsyncLocalStorage } from 'node:async_hooks';
import winston from 'winston';
import { maskLine } from './mask.ts';

/** A winston logger; every line is JSON, carries the correlation id of the work in hand, and has personal data masked (I8). */
export type Log = winston.Logger;

const correlation = new AsyncLocalStorage<string>();

/** Runs `work` so that every log line written by it, however deep, carries `id`. */
export function withCorrelation<T>(id: string, work: () => T): T {
	return correlation.run(id, work);
}

/** The id of the work in hand: the webhook's, the API call's, the turn's. */
export function currentCorrelation(): string | undefined {
	return correlation.getStore();
}

const addCorrelation = winston.format((line) => {
	const id = correlation.getStore();
	return id === undefined || line.correlationId !== undefined ? line : Object.assign(line, { correlationId: id });
});

const mask = winston.format((line) => Object.assign(line, maskLine(line)));

/** Writes to standard error: the standard output of the commands belongs to what they print. */
export function createLog(level: string): Log {
	return winston.createLogger({
		level,
		levels: winston.config.npm.levels,
		format: winston.format.combine(winston.format.timestamp(), addCorrelation(), mask(), winston.format.json()),
		transports: [new winston.transports.Console({ stderrLevels: Object.keys(winston.config.npm.levels) })],
	});
}

/** The program's log. Whoever reads the configuration sets its level. */
export const log: Log = createLog(process.env.LOG_LEVEL || 'info');
