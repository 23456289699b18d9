import { z } from 'zod';
import { systemClock } from '../../../src/platform/clock.ts';
import { signToken } from '../../../src/platform/http/token.ts';
import { BANK, BRANCHES, bankFile, COUNTERS, counterOf, fillLines } from '../branches.ts';
import type { Machine } from '../machine.ts';
import { type Cost, meter } from '../meter.ts';
import { latencyOf } from '../statistics.ts';
import { JWT_SECRET, type Subject, startProgram } from '../subject.ts';
import { table } from '../table.ts';
import { atMost } from '../target.ts';
import type { Measuring, Outcome } from './measurement.ts';

const PEOPLE = 5_000;
const QUICK_PEOPLE = 2_000;
/** Each counter calls so often, always the next one when the last is there. */
const ROUNDS = 5;
const LOOK_UPS = 400;
/** Look-ups under way at once. */
const LOOKING = 10;

const Pressed = z.looseObject({ outcome: z.string(), ticket: z.looseObject({ number: z.string(), queue: z.string() }).nullable() });
const Status = z.looseObject({
	metrics: z.looseObject({
		queryExecutor: z.looseObject({ scannedObjects: z.coerce.number(), collectionScans: z.looseObject({ total: z.coerce.number() }) }),
	}),
});

interface Row {
	what: string;
	samples: number[];
	cost: Cost;
}

/** Every counter of twenty branches calls at the same moment while thousands wait; then people ask where they stand. */
export const queues: Measuring = async (machine, { quick }) => {
	const subject = await startProgram(machine, { file: bankFile() });
	try {
		const tickets = await fillLines(machine.client.db(subject.database), quick ? QUICK_PEOPLE : PEOPLE);
		const agents = await Promise.all(Array.from({ length: BRANCHES * COUNTERS }, (_, nth) => agentAt(machine, nth)));
		for (const agent of agents) await agent.press('open');
		const called = new Set<string>();
		const call = async (press: (body: object) => Promise<Response>) => {
			const { outcome, ticket } = Pressed.parse(await (await press({ finish: true, press_id: crypto.randomUUID() })).json());
			const number = `${ticket?.queue} ${ticket?.number}`;
			if (outcome !== 'called' || called.has(number))
				throw new Error(`${number} was ${outcome}, ${called.has(number) ? 'again' : 'not called'}`);
			called.add(number);
		};
		const rows: Row[] = [];
		rows.push(
			await measured(machine, subject, `${agents.length} counters call at once`, async (time) => {
				await Promise.all(agents.map(({ press }) => time(() => call((body) => press('call-next', body)))));
			}),
		);
		rows.push(
			await measured(machine, subject, `each calls ${ROUNDS} times more, as fast as it can`, async (time) => {
				await Promise.all(
					agents.map(async ({ press }) => {
						for (let round = 0; round < ROUNDS; round++) await time(() => call((body) => press('call-next', body)));
					}),
				);
			}),
		);
		const scannedBefore = await scanned(machine);
		const waiting = tickets.slice(-LOOK_UPS);
		const lookUp = await measured(machine, subject, `${LOOKING} ask where they stand`, async (time) => {
			const left = [...waiting];
			const one = async (nth: number) => {
				for (let ticket = left.pop(); ticket !== undefined; ticket = left.pop()) {
					const id = ticket;
					await time(() => ok(agents[nth]?.get(`/tickets/${id}/print`)));
				}
			};
			await Promise.all(Array.from({ length: LOOKING }, (_, nth) => one(nth)));
		});
		rows.push(lookUp);
		const after = await scanned(machine);
		return show(rows, {
			calls: called.size,
			collectionScans: after.collectionScans - scannedBefore.collectionScans,
			documents: (after.documents - scannedBefore.documents) / lookUp.samples.length,
		});
	} finally {
		await subject.stop();
	}
};

function show(rows: readonly Row[], seen: { calls: number; collectionScans: number; documents: number }): Outcome {
	const lines = rows.map(({ what, samples, cost }) => {
		const { p50, p95, p99 } = latencyOf(samples);
		const { getMore: _waiting, ...commands } = cost.commands;
		const trips = Object.values(commands).reduce((sum, one) => sum + one, 0) / samples.length;
		const per = (ms: number) => ms / samples.length;
		return [what, samples.length / (cost.ms / 1000), p50, p95, p99, trips, per(cost.cpu.subject), per(cost.cpu.mongo)];
	});
	const [first] = rows;
	return {
		text: `${table(['', 'a second', 'p50', 'p95', 'p99 ms', 'round trips each', 'CPU ms each', 'MongoDB ms each'], lines)}\n\n${seen.calls} calls, none double; documents read for a place: ${seen.documents.toFixed(1)}, collections read whole meanwhile: ${seen.collectionScans}`,
		figures: { rows: rows.map(({ what, samples, cost }) => ({ what, latency: latencyOf(samples), cost })), ...seen },
		targets: first === undefined ? [] : [atMost('call-next p95 when all counters call at once, ms', latencyOf(first.samples).p95, 2000)],
	};
}

async function measured(
	machine: Machine,
	subject: Subject,
	what: string,
	work: (time: (act: () => Promise<unknown>) => Promise<void>) => Promise<void>,
): Promise<Row> {
	const samples: number[] = [];
	const { measure, cost } = meter(machine, subject.pids, 0);
	await measure.begin();
	await work(async (act) => {
		const began = performance.now();
		await act();
		samples.push(performance.now() - began);
	});
	await measure.end();
	return { what, samples, cost: cost() };
}

async function agentAt(machine: Machine, nth: number) {
	const [target] = machine.webhooks.targets;
	const token = await signToken({ org: BANK, role: 'counter', subject: `agent${nth}` }, JWT_SECRET, systemClock());
	const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
	const url = (path: string) => new URL(`/api/v1${path}`, target);
	return {
		press: (key: string, body: object = {}) =>
			ok(fetch(url(`/counters/${counterOf(nth)}/${key}`), { method: 'POST', headers, body: JSON.stringify(body) })),
		get: (path: string) => fetch(url(path), { headers }),
	};
}

async function ok(asked: Promise<Response> | undefined): Promise<Response> {
	const response = await asked;
	if (response?.ok !== true) throw new Error(`refused: ${response?.status} ${await response?.text()}`);
	return response;
}

async function scanned({ client }: Machine): Promise<{ collectionScans: number; documents: number }> {
	const { queryExecutor } = Status.parse(await client.db('admin').command({ serverStatus: 1 })).metrics;
	return { collectionScans: queryExecutor.collectionScans.total, documents: queryExecutor.scannedObjects };
}
