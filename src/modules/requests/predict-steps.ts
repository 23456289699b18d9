import type { EtaNow } from './eta.ts';
import type { RequestLine, When } from './model.ts';
import { PATH, type Status } from './statuses.ts';

/** Minutes from the status before to this one: a quarter of the jobs were faster than `fast`, a quarter slower than `slow`. */
export interface StepDuration {
	fast: number;
	slow: number;
}
export type StepDurations = Partial<Record<Status, StepDuration>>;

export interface PredictedStep {
	status: Status;
	/** The range in which it is likely. */
	from: Date;
	to: Date;
}

/** What is assumed while an organisation has no finished jobs of its own: offers of some minutes, moto-taxi rides, small repairs. */
export const USUAL: Readonly<Record<string, StepDuration>> = {
	provider_search: { fast: 0, slow: 1 },
	provider_notified: { fast: 0, slow: 1 },
	provider_accepted: { fast: 1, slow: 8 },
	provider_enroute: { fast: 3, slow: 20 },
	provider_arrived: { fast: 10, slow: 40 },
	service_started: { fast: 2, slow: 15 },
	service_completed: { fast: 25, slow: 120 },
};

/** As many jobs of its own weigh as much as the usual values do. */
const PRIOR_WEIGHT = 5;
/** A status left open over night is a forgotten report, not a duration (rule Q7). */
const LONGEST_MINUTES = 720;

/** The durations seen in the histories of finished jobs, drawn towards the usual ones while there are few. */
export function learnDurations(histories: readonly (readonly RequestLine[])[]): StepDurations {
	const seen = new Map<Status, number[]>();
	for (const history of histories) {
		for (const line of history) {
			if (line.from === null || PATH.indexOf(line.to) !== PATH.indexOf(line.from) + 1) continue;
			const before = history.findLast((other) => other.to === line.from && other.at <= line.at);
			if (before === undefined) continue;
			const minutes = (line.at.getTime() - before.at.getTime()) / 60_000;
			if (minutes <= LONGEST_MINUTES) seen.set(line.to, [...(seen.get(line.to) ?? []), minutes]);
		}
	}
	return Object.fromEntries([...seen].map(([status, minutes]) => [status, shrunk(minutes, USUAL[status])]));
}

/**
 * The steps still to come and when, from the status and what similar jobs took; an ETA that was said counts more than any average. Nothing
 * once the job is at an end. No moment predicted lies in the past.
 */
export function predictSteps(
	request: { status: Status; history: readonly RequestLine[]; when: When; eta: EtaNow | null },
	durations: StepDurations,
	now: Date,
): PredictedStep[] {
	const position = PATH.indexOf(request.status);
	if (position < 0) return [];
	const since = request.history.findLast((line) => line.to === request.status)?.at ?? now;
	let from = since.getTime();
	let to = since.getTime();
	return PATH.slice(position + 1).map((status) => {
		const { fast, slow } = durations[status] ?? USUAL[status] ?? { fast: 0, slow: 60 };
		from = Math.max(from + fast * 60_000, now.getTime());
		to = Math.max(to + slow * 60_000, from);
		if (status === 'provider_arrived') {
			if (request.eta !== null && !request.eta.late) {
				from = Math.max(request.eta.from.getTime(), now.getTime());
				to = Math.max(request.eta.to.getTime(), from);
			}
			if (request.when.at !== undefined && request.when.precision === 'hour') {
				from = Math.max(from, request.when.at.getTime());
				to = Math.max(to, from);
			}
		}
		return { status, from: new Date(from), to: new Date(to) };
	});
}

function shrunk(minutes: number[], usual: StepDuration | undefined): StepDuration {
	const sorted = minutes.toSorted((a, b) => a - b);
	const own = { fast: quantile(sorted, 0.25), slow: quantile(sorted, 0.75) };
	if (usual === undefined) return own;
	const weight = sorted.length / (sorted.length + PRIOR_WEIGHT);
	return { fast: usual.fast + (own.fast - usual.fast) * weight, slow: usual.slow + (own.slow - usual.slow) * weight };
}

function quantile(sorted: readonly number[], q: number): number {
	return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
}
