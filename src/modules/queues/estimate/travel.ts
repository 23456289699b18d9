import { distanceMetres, type Position } from '../../../platform/geo.ts';

/** Streets are not straight: road distance over distance as the crow flies. */
const DETOUR = 1.4;
/** Metres a minute by bus or taxi in town, in traffic: late is worse than early. */
const M_PER_MIN = 200;
/** To the door, and in by it. */
const LEAST_MINUTES = 3;
/** Further away people do not set out for a queue. */
const MOST_MINUTES = 240;

/** How long someone takes to come, in minutes; null when either place is unknown. */
export function travelMinutes(from: Position | null | undefined, to: Position | undefined): number | null {
	if (from == null || to === undefined) return null;
	return Math.min(MOST_MINUTES, LEAST_MINUTES + Math.ceil((distanceMetres(from, to) * DETOUR) / M_PER_MIN));
}
