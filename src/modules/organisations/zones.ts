import { distance } from 'fastest-levenshtein';
import { fold } from '../../platform/fold.ts';
import { distanceMetres, type Position } from '../../platform/geo.ts';
import type { Organisation, Zone } from './model.ts';

/** Where a pin lies: in a zone, or outside all of them, with the nearest one (null when there is none at all). */
export type Place = { kind: 'inside'; zone: Zone; metres: number } | { kind: 'outside'; zone: Zone | null; metres: number };

/** Longest text searched for a quarter: a sentence, not a letter (I12). */
const MAX_TEXT = 200;

/** The zone with this id, or null. */
export function zoneById(organisation: Organisation, id: string): Zone | null {
	return organisation.zones.find((zone) => zone.id === id) ?? null;
}

/**
 * The zone of a pin. Circles overlap: among those that hold the pin, the one whose centre is nearest. A pin in no circle still
 * belongs to the closest one when its edge is within `area_margin_m`.
 */
export function zoneAt(organisation: Organisation, position: Position): Place {
	const places = organisation.zones.map((zone) => {
		const metres = distanceMetres(zone.centre, position);
		return { zone, metres, beyond: metres - zone.radius_m };
	});
	const [nearest] = places.filter((place) => place.beyond <= 0).sort((a, b) => a.metres - b.metres);
	if (nearest !== undefined) return { kind: 'inside', zone: nearest.zone, metres: nearest.metres };
	const [closest] = places.sort((a, b) => a.beyond - b.beyond);
	if (closest === undefined) return { kind: 'outside', zone: null, metres: 0 };
	const kind = closest.beyond <= organisation.settings.area_margin_m ? 'inside' : 'outside';
	return { kind, zone: closest.zone, metres: closest.metres };
}

/**
 * The zone a person names, or null: `Bonamoussadi`, `vers bona moussadi`, `bonamousadi`. The longest of its names found as whole
 * words wins; failing that, a name one letter off (two from eight letters on).
 */
export function zoneNamed(organisation: Organisation, text: string): Zone | null {
	const said = fold(text.slice(0, MAX_TEXT));
	if (said === '') return null;
	const known = organisation.zones.flatMap((zone) => namesOf(zone).map((name) => ({ zone, name })));
	const whole = known.filter(({ name }) => ` ${said} `.includes(` ${name} `));
	if (whole.length > 0) return whole.reduce((best, one) => (one.name.length > best.name.length ? one : best)).zone;
	const words = said.split(' ');
	let best: { zone: Zone; off: number; length: number } | null = null;
	for (const { zone, name } of known) {
		const allowed = name.length >= 8 ? 2 : name.length >= 5 ? 1 : 0;
		if (allowed === 0) continue;
		const off = Math.min(...runs(words, name.split(' ').length).map((run) => distance(run, name)));
		const better = best === null || off < best.off || (off === best.off && name.length > best.length);
		if (off <= allowed && better) best = { zone, off, length: name.length };
	}
	return best?.zone ?? null;
}

/** Everything a zone may be called, as compared. */
export function namesOf(zone: { id: string; names: object; aliases: string[] }): string[] {
	return [...new Set([zone.id, ...Object.values(zone.names), ...zone.aliases].map((name) => fold(String(name))))].filter(
		(name) => name !== '',
	);
}

function runs(words: string[], length: number): string[] {
	const all = words.slice(0, Math.max(1, words.length - length + 1)).map((_, i) => words.slice(i, i + length).join(' '));
	return all.length > 0 ? all : [''];
}
