import { z } from 'zod';
import { type Command, defineCommand } from '../../conversation/command.ts';
import { fold } from '../../platform/fold.ts';
import { findPlace, placeData } from './find-place/find-place.ts';
import { getOrganisation, organisationsServedBy } from './get-organisation.ts';
import type { Zone } from './model.ts';
import { labelOf } from './names.ts';
import { namesOf, zoneAt, zoneById, zoneNamed } from './zones.ts';

const none = z.strictObject({});

/** `listed`: `services` as `[{ id, label: { fr, en, wo } }]`, in the organisation's own order. */
const listServices = defineCommand({
	name: 'organisations.list_services',
	args: none,
	outcomes: ['listed'],
	async run(scene) {
		const { services } = await getOrganisation(scene.org);
		return { outcome: 'listed', data: { services: services.map(({ id, names }) => ({ id, label: labelOf(names) })) } };
	},
});

/** `listed`: `zones` as `[{ id, label: { fr, en, wo } }]`, in the organisation's own order. */
const listZones = defineCommand({
	name: 'organisations.list_zones',
	args: none,
	outcomes: ['listed'],
	async run(scene) {
		const { zones } = await getOrganisation(scene.org);
		return { outcome: 'listed', data: { zones: zones.map((zone) => zoneData(zone)) } };
	},
});

/**
 * Whether the organisation does what is asked, said as an id or in words; of several, the first counts. `known`: `service` (the id) and
 * its `label`.
 */
const checkService = defineCommand({
	name: 'organisations.check_service',
	args: z.strictObject({ service: z.union([z.string(), z.array(z.string())]).nullish() }),
	outcomes: ['known', 'unknown'],
	async run(scene, args) {
		const [asked = ''] = [args.service ?? ''].flat();
		const word = fold(asked);
		const { services } = await getOrganisation(scene.org);
		const service = services.find(({ id }) => id === asked) ?? services.find((one) => namesOf(one).includes(word));
		return service === undefined
			? { outcome: 'unknown' }
			: { outcome: 'known', data: { service: service.id, label: labelOf(service.names) } };
	},
});

const locateArgs = z.union([
	z.strictObject({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) }),
	z.strictObject({ zone: z.string().nullable() }),
	z.strictObject({ text: z.string().nullable() }),
]);

/**
 * Where a job is, from a pin, a zone's id or the person's words. `inside` and `outside` (pins only) give `zone`, its `label` and `km`
 * from its centre; `outside` names the nearest zone served, or null. `unknown`: the words name no quarter of the organisation.
 */
const locate = defineCommand({
	name: 'organisations.locate',
	args: locateArgs,
	outcomes: ['inside', 'outside', 'unknown'],
	async run(scene, args) {
		const organisation = await getOrganisation(scene.org);
		if ('lat' in args) {
			const place = zoneAt(organisation, args);
			const km = Math.round(place.metres / 100) / 10;
			return {
				outcome: place.kind,
				data: place.zone === null ? { zone: null } : { zone: place.zone.id, label: labelOf(place.zone.names), km },
			};
		}
		const zone = 'zone' in args ? zoneById(organisation, args.zone ?? '') : zoneNamed(organisation, args.text ?? '');
		return zone === null ? { outcome: 'unknown' } : { outcome: 'inside', data: { zone: zone.id, label: labelOf(zone.names) } };
	},
});

const wish = z.string().max(64).nullish();
/** Far above the pages of everything that one host serves (I12). */
const MOST_PAGES = 1000;

/**
 * Where a person wants to take a ticket, book, or go at all (`visit`: any service will do), among everything that the number serves: from a code, ids picked before, their words or
 * their place. `found`: organisation, branch and service, each with its `…_label`, and `address`. `choose`: the next question as `step`
 * (region, organisation, branch, service) with its `items`, `more` (the next page's number), `missed` (the words named nothing), and the
 * ids known by now with their `…_label`. `none`: nothing fits, or `unknown_code`.
 */
const findPlaceCommand = defineCommand({
	name: 'organisations.find_place',
	args: z.object({
		way: z.enum(['queue', 'appointment', 'visit']).default('queue'),
		code: wish,
		organisation: wish,
		branch: wish,
		service: wish,
		region: wish,
		text: z.string().nullish(),
		near: z.object({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) }).nullish(),
		page: z.coerce.number().int().min(0).max(MOST_PAGES).nullish(),
	}),
	outcomes: ['found', 'choose', 'none'],
	async run(scene, args) {
		const found = findPlace(await organisationsServedBy(scene.org), args);
		if (found.kind === 'found') return { outcome: 'found', data: placeData(found.candidate) };
		if (found.kind === 'none') return { outcome: 'none', data: found.unknownCode ? { unknown_code: true } : {} };
		const { step, items, more, missed, known } = found;
		return { outcome: 'choose', data: { ...known, step, items, ...(more === null ? {} : { more }), ...(missed ? { missed } : {}) } };
	},
});

function zoneData(zone: Zone): { id: string; label: Record<string, string> } {
	return { id: zone.id, label: labelOf(zone.names) };
}

export const commands: Command[] = [listServices, checkService, listZones, locate, findPlaceCommand];
