import { distanceMetres, type Position } from '../../platform/geo.ts';
import type { Branch } from './branches.ts';
import { organisationsServedBy } from './get-organisation.ts';
import { mentioned } from './mentioned.ts';
import type { Organisation } from './model.ts';
import { labelOf } from './names.ts';
import { regionById } from './regions/find-region.ts';
import type { Service } from './services.ts';

/** A service of a branch that people can wait for, or book. */
export interface ServicePlace {
	organisation: Organisation;
	branch: Branch;
	service: Service;
	/** The id of the queue where people wait for it, when there is one. */
	queue: string | null;
}

/** What is known of the place a person means; ids that are none of what remains are passed over. */
export interface PlaceWish {
	way: 'queue' | 'appointment';
	/** Of a link or a poster. */
	code?: string | null | undefined;
	region?: string | null | undefined;
	organisation?: string | null | undefined;
	branch?: string | null | undefined;
	service?: string | null | undefined;
	/** The person's own words. */
	text?: string | null | undefined;
	near?: Position | null | undefined;
}

export type PlaceStep = 'region' | 'organisation' | 'branch' | 'service';

export interface PlaceItem {
	id: string;
	label: Record<string, string>;
	description?: string | Record<string, string>;
}

export type FoundPlace = { kind: 'one'; place: ServicePlace } | { kind: 'choose'; step: PlaceStep; items: PlaceItem[] } | { kind: 'none' };

/** A list has ten rows. */
const ROWS = 10;
const PAGE = /^page:(\d{1,3})$/;
const MORE = { fr: 'Voir la suite', en: 'See more', wo: 'Gis yi ci topp' };

/**
 * The place a person means, of everything the numbers of a host serve; or the next question on the way to it: region, organisation,
 * branch, service. What leaves a single possibility is not asked. Words are matched with names, towns and aliases, a slip forgiven.
 */
export async function findPlace(host: string, wish: PlaceWish): Promise<FoundPlace> {
	const all = (await organisationsServedBy(host)).flatMap((organisation) => placesOf(organisation, wish.way));
	const code = wish.code?.toUpperCase();
	const coded = code === undefined ? all : all.filter(({ branch }) => branch.code === code);
	const places = nearestFirst(byWords(byIds(coded, wish), wish.text ?? ''), wish.near ?? null);
	const [first] = places;
	if (first === undefined) return { kind: 'none' };
	if (places.length === 1) return { kind: 'one', place: first };
	const step = stepOf(places, wish);
	const page = [wish.region, wish.organisation, wish.branch, wish.service].map((said) => PAGE.exec(said ?? '')?.[1]).find(Boolean);
	return { kind: 'choose', step, items: pageOf(itemsOf(places, step, wish.near ?? null), Number(page ?? 1)) };
}

function placesOf(organisation: Organisation, way: PlaceWish['way']): ServicePlace[] {
	const { branches, services, queues } = organisation;
	return branches.flatMap((branch) =>
		services.flatMap((service) => {
			const queue = queues.find((one) => one.branch === branch.id && one.services.includes(service.id))?.id ?? null;
			const rules = service.appointment;
			const booked = rules !== undefined && (rules.branches === undefined || rules.branches.includes(branch.id));
			const offered = way === 'appointment' ? booked : queue !== null && service.ways.includes('queue');
			return offered ? [{ organisation, branch, service, queue }] : [];
		}),
	);
}

function byIds(places: ServicePlace[], wish: PlaceWish): ServicePlace[] {
	const kept = (left: ServicePlace[], id: string | null | undefined, idOf: (place: ServicePlace) => string | undefined) => {
		const fitting = left.filter((place) => idOf(place) === id);
		return fitting.length === 0 ? left : fitting;
	};
	let left = kept(places, wish.region, ({ branch }) => branch.region);
	left = kept(left, wish.organisation, ({ organisation }) => organisation.slug);
	left = kept(left, wish.branch, ({ branch }) => branch.id);
	return kept(left, wish.service, ({ service }) => service.id);
}

/** Each kind of name that the words hold narrows the choice, as long as something remains. */
function byWords(places: ServicePlace[], text: string): ServicePlace[] {
	if (text.trim() === '') return places;
	const readings: ((place: ServicePlace) => string[])[] = [
		({ organisation }) => [organisation.name],
		({ branch }) => Object.values(branch.names),
		({ branch, organisation }) => [branch.town ?? '', ...regionNames(organisation, branch)],
		({ service }) => [...Object.values(service.names), ...service.aliases],
	];
	return readings.reduce((left, names) => {
		const fitting = mentioned(text, left, names);
		return fitting.length === 0 ? left : fitting;
	}, places);
}

function regionNames({ country }: Organisation, { region }: Branch): string[] {
	const found = region === undefined ? null : regionById(country, region);
	return found === null ? [] : [found.name, ...found.aliases];
}

function stepOf(places: ServicePlace[], wish: PlaceWish): PlaceStep {
	const several = (idOf: (place: ServicePlace) => string | undefined) => new Set(places.map(idOf)).size > 1;
	const located = places.every(({ branch }) => branch.region !== undefined);
	if (wish.near == null && located && several(({ branch }) => branch.region)) return 'region';
	if (several(({ organisation }) => organisation.slug)) return 'organisation';
	return several(({ branch }) => branch.id) ? 'branch' : 'service';
}

function itemsOf(places: ServicePlace[], step: PlaceStep, near: Position | null): PlaceItem[] {
	const items = new Map<string, PlaceItem>();
	for (const place of places) {
		const item = itemOf(place, step, near);
		if (!items.has(item.id)) items.set(item.id, item);
	}
	return [...items.values()];
}

function itemOf({ organisation, branch, service }: ServicePlace, step: PlaceStep, near: Position | null): PlaceItem {
	if (step === 'region') {
		const name = regionById(organisation.country, branch.region ?? '')?.name ?? branch.region ?? '';
		return { id: branch.region ?? '', label: labelOf({ fr: name }) };
	}
	if (step === 'organisation') return { id: organisation.slug, label: labelOf({ fr: organisation.name }) };
	if (step === 'branch') {
		const metres = near === null || branch.position === undefined ? null : distanceMetres(near, branch.position);
		const where = [metres === null ? undefined : `${(metres / 1000).toFixed(1)} km`, branch.address ?? branch.town];
		const description = where.filter((part) => part !== undefined).join(' · ');
		return { id: branch.id, label: labelOf(branch.names), ...(description === '' ? {} : { description }) };
	}
	return { id: service.id, label: labelOf(service.names) };
}

function pageOf(items: PlaceItem[], page: number): PlaceItem[] {
	if (items.length <= ROWS) return items;
	const size = ROWS - 1;
	const pages = Math.ceil(items.length / size);
	const shown = items.slice((page - 1) * size, page * size);
	return [...shown, { id: `page:${page >= pages ? 1 : page + 1}`, label: MORE }];
}

function nearestFirst(places: ServicePlace[], near: Position | null): ServicePlace[] {
	if (near === null) return places;
	const far = ({ branch: { position } }: ServicePlace) => (position === undefined ? Number.MAX_VALUE : distanceMetres(near, position));
	return [...places].sort((a, b) => far(a) - far(b));
}
