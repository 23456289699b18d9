import { fold } from '../../../platform/fold.ts';
import { distanceMetres, type Position } from '../../../platform/geo.ts';
import { CAMEROON } from './cameroon.ts';
import type { Region, Town } from './region.ts';
import { SENEGAL } from './senegal.ts';

const COUNTRIES: Partial<Record<string, readonly Region[]>> = { SN: SENEGAL, CM: CAMEROON };

/** A town with the region it lies in. */
export interface TownInRegion {
	town: Town;
	region: Region;
}

/** The regions of a country (ISO 3166, two letters); none where we have no data. */
export function regionsOf(country: string): readonly Region[] {
	return COUNTRIES[country] ?? [];
}

/** The region with this id, or null. */
export function regionById(country: string, id: string): Region | null {
	return regionsOf(country).find((region) => region.id === id) ?? null;
}

/** The region of this name, written as people write it, or null: `Thiès`, `thies`, `Cees`. */
export function regionNamed(country: string, name: string): Region | null {
	const said = fold(name);
	return regionsOf(country).find((region) => [region.id, region.name, ...region.aliases].some((one) => fold(one) === said)) ?? null;
}

/** The town of this name, or null: `Ndar` is Saint-Louis. */
export function townNamed(country: string, name: string): TownInRegion | null {
	const said = fold(name);
	return townsOf(country).find(({ town }) => [town.name, ...town.aliases].some((one) => fold(one) === said)) ?? null;
}

/** The town whose centre is nearest to a place, and how many metres away; null where we know no towns. */
export function nearestTown(country: string, place: Position): (TownInRegion & { metres: number }) | null {
	const towns = townsOf(country).map((found) => ({ ...found, metres: distanceMetres(found.town.position, place) }));
	return towns.reduce<(typeof towns)[number] | null>((best, one) => (best === null || one.metres < best.metres ? one : best), null);
}

/** Every town we know in a country. */
export function townsOf(country: string): TownInRegion[] {
	return regionsOf(country).flatMap((region) => region.towns.map((town) => ({ town, region })));
}
