import { defineModule } from '../module.ts';
import { commands } from './commands.ts';
import type { Names, Organisation } from './model.ts';

export { findOrganisation, forgetOrganisations, getOrganisation, listOrganisations } from './get-organisation.ts';
export { labelOf, type Names, nameIn, type Organisation, type OrganisationKind, type Service, type Zone } from './model.ts';
export type { Settings } from './settings.ts';
export { namesOf, type Place, zoneAt, zoneById, zoneNamed } from './zones.ts';

/** The organisation's own words, as understanding wants them: services and zones with everything they may be called. */
export function vocabularyOf(organisation: Organisation): {
	services: { id: string; names: string[] }[];
	zones: { id: string; names: string[] }[];
} {
	const words = ({ id, names, aliases }: { id: string; names: Names; aliases: string[] }) => ({
		id,
		names: [id, ...Object.values(names), ...aliases],
	});
	return { services: organisation.services.map(words), zones: organisation.zones.map(words) };
}

/** Tenants: their settings, services and zones. They come from the import file; nothing here writes them. */
export const organisationsModule = defineModule({ name: 'organisations', commands });
