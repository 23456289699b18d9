import type { Position } from '../../../platform/geo.ts';

/** A first division of a country. */
export interface Region {
	/** Small letters and `-`: `saint-louis`. */
	id: string;
	/** ISO 3166-2. */
	iso: string;
	name: string;
	/** Other names and spellings people use. */
	aliases: string[];
	/** Its main towns, the capital first. */
	towns: Town[];
}

/** A town where people look for a branch. */
export interface Town {
	name: string;
	aliases: string[];
	position: Position;
}

/** A town in one line of a table. */
export function town(name: string, lat: number, lon: number, ...aliases: string[]): Town {
	return { name, aliases, position: { lat, lon } };
}
