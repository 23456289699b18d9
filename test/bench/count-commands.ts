import { renameSync, writeFileSync } from 'node:fs';
import mongoose from 'mongoose';

/**
 * Loaded before the program: counts its commands to the database by name and collection. They are written to BENCH_COMMANDS at its end, and
 * at each SIGUSR2, which begins the count anew.
 */
let counts: Record<string, { count: number; ms: number }> = {};
const names = new Map<number, string>();
const connect = mongoose.connect.bind(mongoose);

mongoose.connect = async (uri, options) => {
	const connected = await connect(uri, { ...options, monitorCommands: true });
	const client = mongoose.connection.getClient();
	client.on('commandStarted', ({ requestId, commandName, command }) => {
		const of: unknown = commandName === 'getMore' ? command.collection : command[commandName];
		names.set(
			requestId,
			`${commandName} ${typeof of === 'string' ? of : ''}${command.startTransaction === true ? ' (first of a transaction)' : ''}`,
		);
	});
	const ended = ({ requestId, duration }: { requestId: number; duration: number }) => {
		const name = names.get(requestId) ?? 'unknown';
		names.delete(requestId);
		const known = counts[name] ?? { count: 0, ms: 0 };
		counts[name] = { count: known.count + 1, ms: known.ms + duration };
	};
	client.on('commandSucceeded', ended);
	client.on('commandFailed', ended);
	return connected;
};

function write(): void {
	const file = process.env.BENCH_COMMANDS;
	if (file === undefined || Object.keys(counts).length === 0) return;
	writeFileSync(`${file}.new`, JSON.stringify(counts));
	renameSync(`${file}.new`, file);
	counts = {};
}

process.on('SIGUSR2', write);
process.on('exit', write);
