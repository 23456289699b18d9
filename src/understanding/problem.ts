import { isBare } from './bare.ts';
import { withoutCourtesy } from './courtesy.ts';
import type { Facts } from './facts.ts';
import { lookUp, OBJECTS } from './gazetteer.ts';
import { own } from './own-words.ts';
import type { Intent } from './reading.ts';
import { type Signal, signalsOf } from './signals.ts';

type Clause = Facts['normal']['clauses'][number];
interface Span {
	start: number;
	end: number;
}

/** Longer is no phrase any more. Characters. */
const MAX_PROBLEM = 500;
const FAULTS: readonly Signal[] = ['fault', 'flood', 'total_loss'];
const TELLING: readonly Signal[] = [...FAULTS, 'repair'];

/** The words that describe the fault or the work: the clauses that name one; all of the answer when the question was about it. */
export function problemOf(facts: Facts, intent: Intent): string | undefined {
	if (facts.on('media_ref') && facts.words.length <= 9) return undefined;
	if (intent === 'provider_arrived') return facts.on('client_absent') ? own(facts, 0, facts.normal.clean.length) : undefined;
	if ((intent !== 'request_service' && intent !== 'describe_problem') || isBare(facts)) return undefined;
	return problemIn(facts, intent);
}

/** The fault that a text tells in so many words, whatever it was said for. */
export function faultIn(facts: Facts): string | undefined {
	return facts.on(...FAULTS) ? problemIn(facts, 'request_service') : undefined;
}

function problemIn(facts: Facts, intent: Intent): string | undefined {
	const clauses = clausesFor(facts, intent);
	const first = clauses[0];
	const last = clauses.at(-1);
	if (first === undefined || last === undefined) return undefined;
	const span = trimmed(facts, { start: first.start, end: last.end });
	return own(facts, span.start, span.end).slice(0, MAX_PROBLEM) || undefined;
}

function clausesFor(facts: Facts, intent: Intent): Clause[] {
	const { clauses } = facts.normal;
	const told = clauses.filter((clause) => {
		const found = signalsOf(clause.flat);
		return (
			FAULTS.some((signal) => found.has(signal)) || (found.has('repair') && (facts.topic === 'problem' || intent === 'request_service'))
		);
	});
	if (told.length > 0) return told;
	if (facts.topic === 'problem' || intent === 'describe_problem') return clauses;
	const thing = clauses.filter((clause, index) => saysOfThing(clause, clauses[index - 1]));
	return thing.length > 0 ? thing : clauses.filter((clause) => workIn(facts, clause) !== null);
}

/** Not what is wrong, but what is wanted, where, when, or mere politeness. */
const BESIDE: readonly Signal[] = [
	'want',
	'someone',
	'at',
	'price',
	'greet',
	'thanks',
	'no_rush',
	'now',
	'today',
	'howto',
	'human',
	'rdv',
	'later',
	'help',
];
/** Opens a sentence about the thing just named. */
const ABOUT_IT = /^(?:elles?|ils?|ca|it|its|e|they|dafa|mu) (?!faut|faudrait|me faut|nous faut|a faut|s agit|be|is for|go|urge|presse)/;

/** Short words for what happened; and longer ones that tell nothing. */
const EVENT = /^(?:go|die|dem|cut|off|out|mal|bad)$/;
const SMALL = /^(?:pour|avec|dans|chez|vous|nous|votre|notre|cette|aussi|have|with|this|that|your|some|bonne?)$/;

/** A statement of a thing that we know, in words that we do not: "le courant djoum djoum", "la clim, elle souffle chaud". */
function saysOfThing({ flat, asks }: Clause, before: Clause | undefined): boolean {
	const found = signalsOf(flat);
	if (asks || BESIDE.some((signal) => found.has(signal))) return false;
	const words = flat.split(' ');
	const things = namesThing(words);
	if (things > 0)
		return (
			words.filter((word) => EVENT.test(word) || word.length > 3).length - things - words.filter((word) => SMALL.test(word)).length >= 1
		);
	return before !== undefined && namesThing(before.flat.split(' ')) > 0 && ABOUT_IT.test(flat) && words.length >= 3;
}

/** How many words name a thing that breaks. */
function namesThing(words: readonly string[]): number {
	return lookUp(words, OBJECTS, { exact: true }).reduce((sum, { from, to }) => sum + to - from, 0);
}

/** What someone is wanted for: "un électricien pour poser 3 lustres", "a plumber to install two taps". Coming and talking are no work. */
const WORK =
	/\b(?:pour|afin d[e']?|to|make (?:e|i|dem)(?: come)?)\s+(?=(?:(?:me|nous|lui|y|venir|come)\s+)*((?!venir|passer|aller|intervenir|voir|savoir|avoir|etre|faire|discuter|parler|confirmer|travailler|noter|payer|annuler|reserver|demain|hier|janvier|fevrier|quartier|come|rate|pay|cancel|book|be|know|talk|speak|see|help|have|get|go|do|my|the|me|us|you|day|night)[a-z]{3,})\s+\S+)/;

/** Where the work begins in a clause that names a trade or wants someone, or null. */
function workIn({ normal, trades }: Facts, { start, end, flat }: Clause): number | null {
	const found = signalsOf(flat);
	if (trades.length === 0 && !found.has('someone')) return null;
	const match = WORK.exec(normal.plain.slice(start, end));
	if (match === null) return null;
	const verb = match[1] ?? '';
	return /^(?:pour|afin)/.test(match[0]) && !/(?:er|ir|re)$/.test(verb) ? null : start + match.index + match[0].length;
}

/** Opens the reason why someone is wanted. */
const BECAUSE =
	/(?:^|[\s,])(?:car|parce qu[e']?|puisqu[e']?|vu qu[e']?|comme|because|cos|since|as|ndax|(?:pour|afin de)(?: venir)?|to(?: come(?: and| to)?)?|for|et|and|wey(?: fit| di| can)?|who can|qui (?:peut|puisse)|make (?:e|i|dem)(?: come)?)\s+/g;
const LEAD =
	/^(?:(?:et|mais|car|and|but|donc|so|alors|euh+|en fait|bon|voila|c'est|parce que|because|que|pour|(?:oui|yes|non|no|ok)(?=\s*[,.!]))(?![a-z0-9])[\s,:!.]*)+/;
const URGENCY =
	/(?:^|[\s,.!])(?:c'?est |it'?s |na |e be )?(?:tres |vraiment |very |trop )?(?:urgents?|urgence|urgently|vite|rapidement|asap|(?:au|le) plus (?:vite|tot)(?: possible)?|tout de suite|now now|right now|venez(?: vite)?|viens vite|come quick|leegi(?: leegi)?)$/;
const PLACED =
	/(?:^|[\s,(])(?:(?:(?:je suis|on est|nous sommes|j'habite|c'est|i am|i'm|i stay|i dey|chez moi|chez nous)\s+)?(?:a|au|aux|en|de|du|in|at|for|around|near|ci|fii ci|vers|dans|sur|cote)\s+(?:le |la |l'|quartier )*)?$/;
const TIMED = /(?:^|[\s,])(?:pour|for|on|at|des|le|ce|cet|d'ici)?\s*$/;
/** "since this morning" is part of the matter, not the time asked for. */
const SINCE = /\b(?:depuis|since|from|des|avant|after|apres|il y a|ba|jusqu'a|until|till)\s+(?:\w+\s+)?$/;

/** The span without courtesy, the wish, the place, the time asked for and the haste at its ends, as long as it still tells of the matter. */
function trimmed(facts: Facts, span: Span): Span {
	let { start, end } = withoutCourtesy(facts.normal, span.start, span.end);
	start = wishEnd(facts, start, end);
	const { plain } = facts.normal;
	for (let again = true; again; ) {
		again = false;
		const lead = LEAD.exec(plain.slice(start, end))?.[0].length ?? 0;
		const kept = withoutCourtesy(facts.normal, start + lead, cutTail(facts, start, end));
		if (kept.end - kept.start < 3 || (kept.start === start && kept.end === end)) continue;
		start = kept.start;
		end = kept.end;
		again = true;
	}
	return { start, end };
}

/** Where the matter begins after a wish: "je cherche un plombier car mon robinet fuit". */
function wishEnd(facts: Facts, start: number, end: number): number {
	const { plain } = facts.normal;
	const said = plain.slice(start, end);
	const opening = facts.normal.clauses.find((clause) => clause.end > start);
	if (opening === undefined) return start;
	const work = workIn(facts, opening);
	if (work !== null && work > start && work < end && !tells(plain.slice(start, work))) return work;
	for (const { index, 0: mark } of said.matchAll(BECAUSE)) {
		const before = signalsOf(plainFlat(said.slice(0, index)));
		if (!before.has('want') && !before.has('someone')) continue;
		if (TELLING.some((signal) => before.has(signal))) return start;
		if (tells(said.slice(index + mark.length))) return start + index + mark.length;
	}
	return start;
}

function tells(words: string): boolean {
	const found = signalsOf(plainFlat(words));
	return TELLING.some((signal) => found.has(signal));
}

function plainFlat(words: string): string {
	return words.replace(/[^a-z0-9]+/g, ' ').trim();
}

/** The end without a place, a time asked for or haste before it; the same end when there is none. */
function cutTail({ normal: { plain, clean }, quarters, moments, landmark }: Facts, start: number, end: number): number {
	const said = plain.slice(start, end);
	const haste = URGENCY.exec(said);
	if (haste !== null) return start + haste.index;
	for (const quarter of quarters) {
		if (quarter.end < end - 1 || quarter.end > end + 1 || quarter.start <= start) continue;
		return start + (PLACED.exec(plain.slice(start, quarter.start))?.index ?? quarter.start - start);
	}
	// A landmark that follows the quarter's name ("… à Deido rond point") is said of the place.
	const marked = landmark === null ? -1 : clean.slice(start, end).lastIndexOf(landmark);
	if (
		landmark !== null &&
		marked > 0 &&
		marked + landmark.length >= end - start - 1 &&
		quarters.some((quarter) => quarter.start <= start + marked + landmark.length)
	)
		return start + (PLACED.exec(plain.slice(start, start + marked))?.index ?? marked);
	for (const { words } of moments) {
		const at = clean.slice(start, end).lastIndexOf(words);
		if (at <= 0 || at + words.length < said.length || SINCE.test(said.slice(0, at)) || SINCE.test(`${words.toLowerCase()} `)) continue;
		return start + (TIMED.exec(said.slice(0, at))?.index ?? at);
	}
	return end;
}
