import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { afterAll, beforeAll } from '@jest/globals';
import mongoose from 'mongoose';
import { z } from 'zod';
import { startTwilioEmulator, type TwilioEmulator } from '../../twilio-emulator/emulator.ts';

export const PROCESSES = 4;
export const CLAIMERS = 1_000;
/** A thousand transactions that all conflict take their time. */
export const SLOW_MS = 240_000;
/** So that everybody is ready when it begins. */
const COUNT_DOWN_MS = 150;
const Counts = z.record(z.string(), z.int());

interface Claimer {
	child: ChildProcess;
	lines: Interface;
}

export interface Claimers {
	/** A thousand claimers in four processes, all at once: what they heard, and how often. `at`: what their clock shows; unset: the real time. */
	race(use: string, at?: Date): Promise<Record<string, number>>;
	readonly emulator: TwilioEmulator;
}

/** Gives the tests of a file the claimers; needs `useDatabase` before it. */
export function useClaimers(): Claimers {
	let emulator: TwilioEmulator | undefined;
	let claimers: Claimer[] = [];
	beforeAll(async () => {
		const twilio = await startTwilioEmulator();
		emulator = twilio;
		const { hosts, replicaSet } = mongoose.connection.getClient().options;
		const uri = `mongodb://${hosts.join(',')}/${mongoose.connection.name}?replicaSet=${replicaSet}`;
		claimers = await Promise.all(Array.from({ length: PROCESSES }, () => startClaimer(uri, twilio.origin)));
	}, SLOW_MS);
	afterAll(async () => {
		await Promise.all(claimers.map(endClaimer));
		await emulator?.close();
	}, SLOW_MS);
	return {
		async race(use, at) {
			const times = CLAIMERS / PROCESSES;
			const startAt = Date.now() + COUNT_DOWN_MS;
			const answers = await Promise.all(
				claimers.map(async (claimer, i) => {
					const answer = nextLine(claimer);
					claimer.child.stdin?.write(`${JSON.stringify({ use, first: i * times, times, startAt, at: at?.getTime() })}\n`);
					return Counts.parse(JSON.parse(await answer));
				}),
			);
			const heard: Record<string, number> = {};
			for (const [outcome, count] of answers.flatMap((answer) => Object.entries(answer))) heard[outcome] = (heard[outcome] ?? 0) + count;
			return heard;
		},
		get emulator() {
			if (emulator === undefined) throw new Error('the claimers have not started');
			return emulator;
		},
	};
}

async function startClaimer(uri: string, twilioUrl: string): Promise<Claimer> {
	const child = spawn(process.execPath, ['--no-warnings', join(import.meta.dirname, 'claimer.ts'), uri, twilioUrl], {
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	const claimer = { child, lines: createInterface({ input: child.stdout }) };
	await nextLine(claimer);
	return claimer;
}

/** A claimer ends with its input. */
async function endClaimer({ child }: Claimer): Promise<void> {
	const gone = child.exitCode !== null || child.signalCode !== null;
	const ended = gone ? Promise.resolve() : once(child, 'exit');
	child.stdin?.end();
	await ended;
}

function nextLine({ child, lines }: Claimer): Promise<string> {
	return new Promise((resolve, reject) => {
		const ended = (code: number | null) => reject(new Error(`a claimer ended with ${code}`));
		child.once('exit', ended);
		lines.once('line', (line) => {
			child.off('exit', ended);
			resolve(line);
		});
	});
}
