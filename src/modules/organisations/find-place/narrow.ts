import { fold } from '../../../platform/fold.ts';
import { regionById, townNamed } from '../regions/find-region.ts';
import { namesOf } from '../zones.ts';
import type { Candidate } from './candidates.ts';
import { EMPTY_WORDS, KIND_WORDS } from './kind-words.ts';
import { type KnownName, mentioned } from './mentioned.ts';

/** Longest text searched for a place: a sentence, not a letter (I12). */
const MAX_TEXT = 300;
/** Shorter words of a name are "de", "la", "rue". */
const MIN_WORD = 4;

/** What words can tell of a candidate, the most telling first. */
const TELLING: readonly { key: (candidate: Candidate) => string; names: (candidate: Candidate) => KnownName[] }[] = [
	{ key: ({ organisation }) => organisation.slug, names: organisationNames },
	{
		key: ({ organisation, service }) => `${organisation.slug}/${service.id}`,
		names: ({ service }) => namesOf(service).map((name) => ({ name })),
	},
	{ key: ({ organisation, branch }) => `${organisation.slug}/${branch.id}`, names: branchNames },
	{ key: ({ branch }) => branch.town ?? '', names: townNames },
	{ key: ({ branch }) => branch.region ?? '', names: regionNames },
];

/** The candidates that a person's words speak of; all of them, and `named` false, when the words name nothing that is there. */
export function narrow(candidates: readonly Candidate[], text: string): { candidates: readonly Candidate[]; named: boolean } {
	const said = fold(text.slice(0, MAX_TEXT));
	let left = candidates;
	let named = false;
	for (const { key, names } of TELLING) {
		const things = new Map<string, KnownName[]>();
		for (const candidate of candidates) if (!things.has(key(candidate))) things.set(key(candidate), names(candidate));
		const meant = mentioned(said, things);
		const next = left.filter((candidate) => meant.has(key(candidate)));
		// Words that contradict each other ("à Thiès" of a bank that is not there) leave what was told first.
		if (next.length === 0) continue;
		left = next;
		named = true;
	}
	return { candidates: left, named };
}

function organisationNames({ organisation }: Candidate): KnownName[] {
	const { slug, name, kind } = organisation;
	const ofKind = KIND_WORDS[kind] ?? [];
	const telling = wordsOf(name).filter((word) => !ofKind.includes(word));
	const names = [fold(slug), fold(name), ...telling].map((one) => ({ name: one }));
	return [...names, ...ofKind.map((word) => ({ name: word, weak: true }))];
}

function branchNames({ organisation, branch }: Candidate): KnownName[] {
	const whole = [branch.id, ...Object.values(branch.names), branch.address ?? ''].map(fold);
	const places = new Set(townsAndRegions({ organisation, branch }));
	const telling = Object.values(branch.names).flatMap(wordsOf);
	return [...whole, ...telling].filter((name) => name !== '' && !places.has(name)).map((name) => ({ name }));
}

function townNames({ organisation, branch }: Pick<Candidate, 'organisation' | 'branch'>): KnownName[] {
	if (branch.town === undefined) return [];
	const known = townNamed(organisation.country, branch.town)?.town;
	return [branch.town, known?.name ?? '', ...(known?.aliases ?? [])].flatMap((one) => (one === '' ? [] : [{ name: fold(one) }]));
}

function regionNames({ organisation, branch }: Pick<Candidate, 'organisation' | 'branch'>): KnownName[] {
	const region = regionById(organisation.country, branch.region ?? '');
	return region === null ? [] : [region.name, ...region.aliases].map((name) => ({ name: fold(name) }));
}

function townsAndRegions(place: Pick<Candidate, 'organisation' | 'branch'>): string[] {
	return [...townNames(place), ...regionNames(place)].map(({ name }) => name);
}

function wordsOf(name: string): string[] {
	return fold(name)
		.split(' ')
		.filter((word) => word.length >= MIN_WORD && !EMPTY_WORDS.has(word));
}
