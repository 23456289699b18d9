import { z } from 'zod';
import { labelOf, type Organisation, zoneAt, zoneById, zoneNamed } from '../organisations/index.ts';
import type { Place } from './model.ts';

const cut = (length: number) => z.string().transform((text) => text.trim().slice(0, length));

/** As a flow gives it: a zone's id, or a pin, or the quarter in the person's words, with a landmark. */
export const placeSchema = z.object({
	zone: z.string().max(64).nullish(),
	label: cut(200).nullish(),
	landmark: cut(300).nullish(),
	lat: z.number().min(-90).max(90).nullish(),
	lon: z.number().min(-180).max(180).nullish(),
});

export type PlaceReading =
	| { ok: true; place: Place }
	| { ok: false; nearest: { zone: string; label: Record<string, string>; km: number } | null };

/** The zone of a place: the pin's when there is one, else the one named. Outside the area, the nearest zone of a pin is told. */
export function readPlace(said: z.output<typeof placeSchema>, organisation: Organisation): PlaceReading {
	const landmark = said.landmark == null || said.landmark === '' ? {} : { landmark: said.landmark };
	const label = said.label == null || said.label === '' ? {} : { label: said.label };
	if (said.lat != null && said.lon != null) {
		const found = zoneAt(organisation, { lat: said.lat, lon: said.lon });
		if (found.kind === 'inside') return { ok: true, place: { zone: found.zone.id, lat: said.lat, lon: said.lon, ...label, ...landmark } };
		if (found.zone === null) return { ok: false, nearest: null };
		const km = Math.round(found.metres / 100) / 10;
		return { ok: false, nearest: { zone: found.zone.id, label: labelOf(found.zone.names), km } };
	}
	const zone = (said.zone != null ? zoneById(organisation, said.zone) : null) ?? zoneNamed(organisation, said.label ?? '');
	return zone === null ? { ok: false, nearest: null } : { ok: true, place: { zone: zone.id, ...label, ...landmark } };
}
