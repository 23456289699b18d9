import { distanceMetres, type Position } from '../../../platform/geo.ts';
import { labelOf } from '../names.ts';
import { regionById } from '../regions/find-region.ts';
import type { Candidate } from './candidates.ts';

/** What is asked next when several places fit. */
export type Step = 'region' | 'organisation' | 'branch' | 'service';

/** One row of a list; labels as `{ fr, en, wo }`. */
export interface PlaceItem {
	id: string;
	label: Record<string, string>;
	description?: Record<string, string>;
}

/** WhatsApp's lists hold ten rows; one of them leads to the next page. */
const MAX_ITEMS = 10;
const ITEMS_WITH_MORE = MAX_ITEMS - 1;
/** Names listed under a region or a house. */
const MAX_NAMED = 3;

/**
 * The next question: region, organisation, branch, service, in this order, and never one that has a single answer. Where the person is
 * says the region; a single house is asked for its region only when its branches would not fit a list.
 */
export function nextStep(candidates: readonly Candidate[], placed: boolean): Step | null {
	const count = (step: Step) => groups(candidates, step).size;
	const byRegion = !placed && count('region') > 1 && candidates.every(({ branch }) => branch.region !== undefined);
	if (count('organisation') > 1) return byRegion ? 'region' : 'organisation';
	if (count('branch') > 1) return byRegion && count('branch') > MAX_ITEMS ? 'region' : 'branch';
	return count('service') > 1 ? 'service' : null;
}

/** A page of the answers to a question, the nearest first where the person's place is known. `more`: the number of the next page. */
export function itemsOf(
	candidates: readonly Candidate[],
	step: Step,
	{ near, page }: { near: Position | null; page: number },
): { items: PlaceItem[]; more: number | null } {
	const all = [...groups(candidates, step)].map(([id, group]) => ({ id, group, metres: metresTo(group, near) }));
	if (near !== null) all.sort((a, b) => a.metres - b.metres);
	const size = all.length > MAX_ITEMS ? ITEMS_WITH_MORE : MAX_ITEMS;
	const pages = Math.ceil(all.length / size);
	const at = page < pages ? page : 0;
	const items = all.slice(at * size, (at + 1) * size).map(({ id, group, metres }) => itemOf(id, group, step, metres));
	return { items, more: pages > 1 ? (at + 1) % pages : null };
}

/** The candidates by what they answer to a question, in the organisations' own order. */
export function groups(candidates: readonly Candidate[], step: Step): Map<string, Candidate[]> {
	const found = new Map<string, Candidate[]>();
	for (const candidate of candidates) {
		const id = answerTo(candidate, step);
		found.set(id, [...(found.get(id) ?? []), candidate]);
	}
	return found;
}

function answerTo({ organisation, branch, service }: Candidate, step: Step): string {
	if (step === 'region') return branch.region ?? '';
	if (step === 'organisation') return organisation.slug;
	return step === 'branch' ? branch.id : service.id;
}

function itemOf(id: string, group: readonly Candidate[], step: Step, metres: number): PlaceItem {
	const [first] = group;
	if (first === undefined) return { id, label: same(id) };
	const { organisation, branch, service } = first;
	if (step === 'region') {
		const name = regionById(organisation.country, id)?.name ?? id;
		return { id, label: same(name), ...described(named(group.map((one) => one.organisation.name))) };
	}
	if (step === 'organisation')
		return { id, label: same(organisation.name), ...described(named(group.flatMap((one) => one.branch.town ?? [])), metres) };
	if (step === 'branch') return { id, label: labelOf(branch.names), ...described(branch.address ?? '', metres) };
	return { id, label: labelOf(service.names) };
}

function named(names: readonly string[]): string {
	const distinct = [...new Set(names)];
	return distinct.slice(0, MAX_NAMED).join(', ') + (distinct.length > MAX_NAMED ? '…' : '');
}

function described(text: string, metres = Number.POSITIVE_INFINITY): { description?: Record<string, string> } {
	if (!Number.isFinite(metres)) return text === '' ? {} : { description: same(text) };
	const km = (metres / 1000).toFixed(1);
	const line = (distance: string) => [text, `${distance} km`].filter((part) => part !== '').join(' · ');
	return { description: { fr: line(km.replace('.', ',')), en: line(km), wo: line(km.replace('.', ',')) } };
}

function metresTo(group: readonly Candidate[], near: Position | null): number {
	if (near === null) return Number.POSITIVE_INFINITY;
	const known = group.flatMap(({ branch }) => branch.position ?? []);
	return Math.min(Number.POSITIVE_INFINITY, ...known.map((position) => distanceMetres(position, near)));
}

function same(text: string): Record<string, string> {
	return { fr: text, en: text, wo: text };
}
