import childProcess, { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import mongoose from 'mongoose';

/** Loaded before the program: notes when its start-up passes its stations, in milliseconds since the process began. */
const marks: { phase: string; at: number }[] = [];

function mark(phase: string): void {
	marks.push({ phase, at: performance.now() });
}

const original: typeof spawn = spawn;
childProcess.spawn = new Proxy(original, {
	apply(target, self, words) {
		if (!marks.some(({ phase }) => phase.startsWith('modules'))) mark('modules loaded, configuration read');
		return Reflect.apply(target, self, words);
	},
});
syncBuiltinESMExports();

const connect = mongoose.connect.bind(mongoose);
mongoose.connect = async (uri, options) => {
	mark('database server started');
	const connected = await connect(uri, { ...options, monitorCommands: true });
	mark('connected');
	let prepared = 0;
	mongoose.connection.getClient().on('commandSucceeded', ({ commandName }) => {
		if (commandName === 'createIndexes' || commandName === 'listIndexes') prepared = performance.now();
		else if (prepared > 0 && commandName !== 'update' && !marks.some(({ phase }) => phase.startsWith('collections')))
			marks.push({ phase: 'collections and indexes checked', at: prepared });
	});
	return connected;
};

process.on('exit', () => {
	if (process.env.BENCH_MARKS !== undefined && marks.length > 1) writeFileSync(process.env.BENCH_MARKS, JSON.stringify(marks));
});
