import { defineModule, type Module } from '../module.ts';
import { commands } from './commands.ts';
import type { Organisation } from './model.ts';
import type { Names } from './names.ts';
import { type OrganisationsContext, organisationRoutes } from './routes.ts';

export { followLink, joinLink } from './branch-link.ts';
export type { Branch, Counter, Holiday, Hours } from './branches.ts';
export { emergencyNumbersOf } from './emergency-numbers.ts';
export {
	findOrganisation,
	forgetOrganisations,
	getOrganisation,
	listOrganisations,
	organisationsServedBy,
	readOrganisation,
} from './get-organisation.ts';
export { hostedScene, offersOf } from './hosting.ts';
export type { OrganisationKind, Plan } from './kinds.ts';
export type { Organisation, Zone } from './model.ts';
export { labelOf, nameIn } from './names.ts';
export type { QueuePolicy, QueueRow } from './queue-rows.ts';
export type { Region, Town } from './regions/region.ts';
export type { BookingRules, Service, Way } from './services.ts';
export type { Settings } from './settings.ts';
export { visitsOf } from './visits-of.ts';
export { zoneAt, zoneById, zoneNamed } from './zones.ts';

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

/** Tenants: their settings, services, zones, branches and queues. They come from the import file; nothing here writes them. */
export function organisationsModule(context: OrganisationsContext): Module {
	return defineModule({ name: 'organisations', commands, routes: organisationRoutes(context) });
}
