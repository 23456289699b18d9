import { DateTime } from 'luxon';
import { isInDayPart } from '../../platform/day-parts.ts';
import { distanceMetres, type Position } from '../../platform/geo.ts';
import { isOpenAt } from '../../platform/opening-hours.ts';
import { isAbsentAt, type Provider } from '../providers/index.ts';
import type { When } from '../requests/index.ts';

/** Why a provider was not offered a request; the first that holds is stored. `ranked_lower`: he fitted, others fitted better. */
export const LEFT_OUT_REASONS = [
	'own_request',
	'suspended',
	'lost_this_request',
	'offered_in_this_search',
	'refused_this_request',
	'other_service',
	'outside_zone',
	'too_far',
	'absent',
	'closed',
	'busy',
	'too_many_offers',
	'ranked_lower',
] as const;
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number];

export interface Chosen {
	provider: string;
	contact: string;
	/** 0 to 1, one more for a standby: higher is asked first. */
	score: number;
	distanceMetres: number | null;
}

export interface LeftOut {
	provider: string;
	reason: LeftOutReason;
}

/** The request as far as it matters to who may do it. */
export interface Need {
	/** The client's contact: nobody is offered their own request (rule R16). */
	client: string;
	service: string;
	zone: string;
	/** The pin, else the zone's centre; null when neither is known. */
	position: Position | null;
	when: When;
	/** Booked for later: a job in hand now is no obstacle. */
	scheduled: boolean;
	/** Who lost this request, for ever (rule R7). */
	excluded: readonly string[];
}

/** What a provider is at. Absent from the map: nothing. */
export interface Situation {
	openOffers: number;
	/** The moments of the jobs in hand; null for one that is now. */
	jobs: (Date | null)[];
	/** When he last refused this request. */
	refusedAt?: Date;
	offeredInThisSearch: boolean;
	/** He wanted it and another was faster. */
	standby: boolean;
}

export interface Limits {
	size: number;
	maxOpenOffers: number;
	maxActiveJobs: number;
	refusalMinutes: number;
	/** Set: the zone does not matter, this distance does. */
	withinMetres: number | null;
	timezone: string;
}

/** Two jobs closer than this cannot both be done. */
const JOB_MINUTES = 120;
/** A rating is drawn towards this mean as if so many average clients had rated: one five-star job is no proof. */
const RATING_MEAN = 4;
const RATING_WEIGHT = 5;
const ACCEPTANCE_MEAN = 0.6;
const ACCEPTANCE_WEIGHT = 5;
/** A provider this far away scores half for nearness; one whose place is unknown is taken to be there. */
const HALF_DISTANCE_M = 3000;
const WEIGHTS = { rating: 0.45, acceptance: 0.3, nearness: 0.25 };
/** The hours of a day in which a job for "Tuesday" may be done: those of the part of it, when one was said. */
const DAY_HOURS = { from: 8, to: 18 };

/**
 * Who is asked next, best first, and for everyone else why not. Pure: the same facts give the same answer, whatever their order.
 * Every provider given is in exactly one of the two lists.
 */
export function rankCandidates(
	providers: readonly Provider[],
	need: Need,
	situations: ReadonlyMap<string, Situation>,
	limits: Limits,
	now: Date,
): { chosen: Chosen[]; leftOut: LeftOut[] } {
	const leftOut: LeftOut[] = [];
	const fitting: Chosen[] = [];
	for (const provider of providers) {
		const situation = situations.get(provider.id) ?? IDLE;
		const metres = distanceTo(provider, need);
		const reason = obstacle(provider, need, situation, limits, metres, now);
		if (reason !== null) leftOut.push({ provider: provider.id, reason });
		else
			fitting.push({ provider: provider.id, contact: provider.contact, score: score(provider, situation, metres), distanceMetres: metres });
	}
	fitting.sort((a, b) => b.score - a.score || (a.provider < b.provider ? -1 : 1));
	leftOut.push(...fitting.slice(limits.size).map(({ provider }): LeftOut => ({ provider, reason: 'ranked_lower' })));
	return { chosen: fitting.slice(0, limits.size), leftOut };
}

/** The moment a job may begin, for opening hours and absences. */
function jobMoments(when: When, now: Date, timezone: string): Date[] {
	if (when.kind === 'now' || when.at === undefined) return [now];
	if (when.precision === 'hour') return [when.at];
	const day = DateTime.fromJSDate(when.at, { zone: timezone }).startOf('day');
	const { part } = when;
	const fits = (hour: number): boolean => (part === undefined ? hour >= DAY_HOURS.from && hour < DAY_HOURS.to : isInDayPart(part, hour));
	const hours = Array.from({ length: 24 }, (_, hour) => hour)
		.filter(fits)
		.map((hour) => day.set({ hour }).toJSDate())
		.filter((at) => at >= now);
	return hours.length > 0 ? hours : [now];
}

/** Whether a job at one moment leaves no room for another. Null: now. */
export function jobsClash(a: Date | null, b: Date | null, now: Date): boolean {
	return Math.abs((a ?? now).getTime() - (b ?? now).getTime()) < JOB_MINUTES * 60_000;
}

const IDLE: Situation = { openOffers: 0, jobs: [], offeredInThisSearch: false, standby: false };

function obstacle(
	provider: Provider,
	need: Need,
	situation: Situation,
	limits: Limits,
	metres: number | null,
	now: Date,
): LeftOutReason | null {
	if (provider.contact === need.client) return 'own_request';
	if (provider.suspended !== undefined && provider.suspended !== null) return 'suspended';
	if (need.excluded.includes(provider.id)) return 'lost_this_request';
	if (situation.offeredInThisSearch) return 'offered_in_this_search';
	if (situation.refusedAt !== undefined && now.getTime() < situation.refusedAt.getTime() + limits.refusalMinutes * 60_000)
		return 'refused_this_request';
	if (!provider.services.includes(need.service)) return 'other_service';
	if (limits.withinMetres === null) {
		if (!provider.zones.includes(need.zone)) return 'outside_zone';
	} else if (!provider.zones.includes(need.zone) && (metres === null || metres > limits.withinMetres)) {
		return 'too_far';
	}
	const moments = jobMoments(need.when, now, limits.timezone).filter((at) => isOpenAt(provider.hours.openings, at, limits.timezone));
	if (isAbsentAt(provider, now)) return 'absent';
	if (moments.length === 0) return 'closed';
	if (moments.every((at) => isAbsentAt(provider, at))) return 'absent';
	if (hasNoRoom(need, situation, limits, now)) return 'busy';
	return situation.openOffers >= limits.maxOpenOffers ? 'too_many_offers' : null;
}

function hasNoRoom(need: Need, situation: Situation, limits: Limits, now: Date): boolean {
	if (!need.scheduled) return situation.jobs.filter((at) => jobsClash(at, null, now)).length >= limits.maxActiveJobs;
	if (need.when.precision === 'day') return false;
	return situation.jobs.some((at) => at !== null && jobsClash(at, need.when.at ?? null, now));
}

function score(provider: Provider, situation: Situation, metres: number | null): number {
	const { rating, offers } = provider;
	const stars = (rating.sum + RATING_MEAN * RATING_WEIGHT) / (rating.count + RATING_WEIGHT);
	const answered = offers.accepted + offers.declined + offers.ignored;
	const acceptance = (offers.accepted + ACCEPTANCE_MEAN * ACCEPTANCE_WEIGHT) / (answered + ACCEPTANCE_WEIGHT);
	const nearness = HALF_DISTANCE_M / (HALF_DISTANCE_M + (metres ?? HALF_DISTANCE_M));
	const merit = WEIGHTS.rating * ((stars - 1) / 4) + WEIGHTS.acceptance * acceptance + WEIGHTS.nearness * nearness;
	return Math.round((merit + (situation.standby ? 1 : 0)) * 10_000) / 10_000;
}

function distanceTo(provider: Provider, need: Need): number | null {
	if (provider.position === undefined || provider.position === null || need.position === null) return null;
	return Math.round(distanceMetres(provider.position, need.position));
}
