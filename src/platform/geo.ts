/** A place on earth, in degrees (WGS 84). */
export interface Position {
	lat: number;
	lon: number;
}

const EARTH_RADIUS_M = 6_371_008.8;
const RADIANS = Math.PI / 180;

/** Metres between two places along the great circle (haversine). */
export function distanceMetres(a: Position, b: Position): number {
	const dLat = (b.lat - a.lat) * RADIANS;
	const dLon = (b.lon - a.lon) * RADIANS;
	const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * RADIANS) * Math.cos(b.lat * RADIANS) * Math.sin(dLon / 2) ** 2;
	return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}
