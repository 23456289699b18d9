import { z } from 'zod';
import { type Command, defineCommand } from '../../conversation/command.ts';
import { fold } from '../../platform/fold.ts';
import { findPlace } from './find-place.ts';
import { getOrganisation } from './get-organisation.ts';
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

const id = z.string().max(64).nullish();

/**
 * Where a person wants a ticket (`way` queue) or an appointment, of everything these numbers serve. `text`: their words; ids: what they
 * picked of the items. `found` gives organisation, branch, service, queue? (ids), organisation_label, branch_label, service_label, address?,
 * code. `choose` asks the next question: step (region, organisation, branch, service) and `items`, at most ten, the last of which may
 * lead to more; whatever is picked goes into the argument named like the step. `none`: nothing of the kind.
 */
const findPlaceCommand = defineCommand({
	name: 'organisations.find_place',
	args: z.object({
		way: z.enum(['queue', 'appointment']),
		code: id,
		region: id,
		organisation: id,
		branch: id,
		service: id,
		text: z.string().nullish(),
		near: z.object({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) }).nullish(),
	}),
	outcomes: ['found', 'choose', 'none'],
	async run(scene, args) {
		const found = await findPlace(scene.org, args);
		if (found.kind === 'none') return { outcome: 'none' };
		if (found.kind === 'choose') return { outcome: 'choose', data: { step: found.step, items: found.items } };
		const { organisation, branch, service, queue } = found.place;
		return {
			outcome: 'found',
			data: {
				organisation: organisation.slug,
				organisation_label: organisation.name,
				branch: branch.id,
				branch_label: labelOf(branch.names),
				service: service.id,
				service_label: labelOf(service.names),
				code: branch.code,
				...(branch.address === undefined ? {} : { address: branch.address }),
				...(queue === null ? {} : { queue }),
			},
		};
	},
});

function zoneData(zone: Zone): { id: string; label: Record<string, string> } {
	return { id: zone.id, label: labelOf(zone.names) };
}

export const commands: Command[] = [listServices, checkService, listZones, locate, findPlaceCommand];
