import { fill } from '../fill.ts';
import { measureLoad } from '../measure-load.ts';
import { residentMiB } from '../processes.ts';
import { startProgram } from '../subject.ts';
import { table } from '../table.ts';
import type { Measuring } from './measurement.ts';

const CONTACTS = 100_000;
const QUICK_CONTACTS = 5_000;
const IDLE_MS = 30_000;
const QUICK_IDLE_MS = 2_000;

/**
 * What idle contacts cost. The hour is in the data, not on the clock: contacts wrote an hour ago, are in mid-dialogue with their
 * question's timer waiting, and then nothing happens while the program polls, beats and collects garbage.
 */
export const memory: Measuring = async (machine, { senders, seconds, warmUpSeconds, quick }) => {
	const subject = await startProgram(machine);
	const rows: [string, number, number][] = [];
	const note = (what: string) => rows.push([what, residentMiB(subject.pids), residentMiB(machine.mongoPids)]);
	try {
		note('just started');
		await measureLoad(machine, subject, 'warm', { senders, seconds, warmUpSeconds });
		await later(quick ? QUICK_IDLE_MS : IDLE_MS);
		note('after a load, idle again');
		const contacts = quick ? QUICK_CONTACTS : CONTACTS;
		await fill(machine.client.db(subject.database), 0, contacts, { history: false });
		await later(quick ? QUICK_IDLE_MS : IDLE_MS);
		note(`${contacts} contacts idle for an hour`);
		await measureLoad(machine, subject, 'with idle contacts', { senders, seconds, warmUpSeconds });
		await later(quick ? QUICK_IDLE_MS : IDLE_MS);
		note('the same load among them, idle again');
	} finally {
		await subject.stop();
	}
	return { text: table(['resident memory, MiB', 'program', 'MongoDB'], rows), figures: rows, targets: [] };
};

function later(ms: number): Promise<void> {
	return new Promise((done) => setTimeout(done, ms));
}
