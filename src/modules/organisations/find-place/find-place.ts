import type { Position } from '../../../platform/geo.ts';
import type { Organisation } from '../model.ts';
import { labelOf } from '../names.ts';
import { type Candidate, candidatesOf, type Way } from './candidates.ts';
import { groups, itemsOf, nextStep, type PlaceItem, type Step } from './choose.ts';
import { narrow } from './narrow.ts';

/** What a person said so far of where they want to go, and what for. */
export interface PlaceWish {
	/** Of a `visit` the place alone is wanted, not what for. */
	way: Way;
	/** Of a link or a poster. */
	code?: string | null | undefined;
	organisation?: string | null | undefined;
	branch?: string | null | undefined;
	service?: string | null | undefined;
	region?: string | null | undefined;
	/** Their words. */
	text?: string | null | undefined;
	/** Where they are. */
	near?: Position | null | undefined;
	/** Of a list that does not fit one message, from 0. */
	page?: number | null | undefined;
}

export type FoundPlace =
	| { kind: 'found'; candidate: Candidate }
	/** `known`: what every place that fits has in common, ids and labels. */
	| { kind: 'choose'; step: Step; items: PlaceItem[]; more: number | null; missed: boolean; known: Record<string, unknown> }
	| { kind: 'none'; unknownCode: boolean };

/** Finds the place a person wants among everything that a number serves, or the next thing to ask. Pure. */
export function findPlace(served: readonly Organisation[], wish: PlaceWish): FoundPlace {
	const all = candidatesOf(served, wish.way);
	const coded = wish.code == null ? all : all.filter(({ branch }) => branch.code === wish.code);
	if (coded.length === 0) return { kind: 'none', unknownCode: all.length > 0 };
	const picked = coded.filter(
		({ organisation, branch, service }) =>
			fits(wish.organisation, organisation.slug) &&
			fits(wish.branch, branch.id) &&
			fits(wish.service, service.id) &&
			fits(wish.region, branch.region),
	);
	const { candidates, named } = spokenOf(coded, picked, wish.text ?? '');
	const [first] = candidates;
	if (first === undefined) return { kind: 'none', unknownCode: false };
	const step = nextStep(candidates, wish.near != null);
	if (step === null || (step === 'service' && wish.way === 'visit')) return { kind: 'found', candidate: first };
	const { items, more } = itemsOf(candidates, step, { near: wish.near ?? null, page: wish.page ?? 0 });
	return { kind: 'choose', step, items, more, missed: (wish.text ?? '') !== '' && !named, known: knownOf(candidates) };
}

/** A place as a flow is told of it: the ids, and labels in every language. */
export function placeData({ organisation, branch, service }: Candidate): Record<string, unknown> {
	return {
		organisation: organisation.slug,
		organisation_label: { fr: organisation.name, en: organisation.name, wo: organisation.name },
		branch: branch.id,
		branch_label: labelOf(branch.names),
		service: service.id,
		service_label: labelOf(service.names),
		...(branch.address === undefined ? {} : { address: branch.address }),
	};
}

/** What the words speak of among what was picked; when they name nothing there and something else, that is meant now. */
function spokenOf(all: readonly Candidate[], picked: readonly Candidate[], text: string): ReturnType<typeof narrow> {
	const within = narrow(picked, text);
	if (within.named || text === '') return within;
	const elsewhere = narrow(all, text);
	return elsewhere.named ? elsewhere : within;
}

function fits(wanted: string | null | undefined, value: string | undefined): boolean {
	return wanted == null || wanted === value;
}

/** What every candidate has in common; ids of branches and services mean something within one organisation only. */
function knownOf(candidates: readonly Candidate[]): Record<string, unknown> {
	const only = (step: Step) => {
		const ids = [...groups(candidates, step).keys()];
		return ids.length === 1 && ids[0] !== '' ? ids[0] : undefined;
	};
	const organisation = only('organisation');
	const within = organisation === undefined ? {} : { organisation, branch: only('branch'), service: only('service') };
	const [first] = candidates;
	const data = first === undefined ? {} : placeData(first);
	return Object.fromEntries(
		Object.entries({ region: only('region'), ...within }).flatMap(([key, id]) => {
			const label = data[`${key}_label`];
			return id === undefined ? [] : [[key, id], ...(label === undefined ? [] : [[`${key}_label`, label]])];
		}),
	);
}
