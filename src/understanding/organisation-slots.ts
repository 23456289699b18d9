import { withoutCourtesy } from './courtesy.ts';
import type { Facts } from './facts.ts';
import { own } from './own-words.ts';
import type { Slots } from './reading.ts';

/** What people put before the matter they come for. */
const FOR_WHAT =
	/^(?:(?:c|c'est|na|it's|moi c'est) )?(?:(?:pour|pr|for|to|i (?:wan|want|need|would like)(?: to)?|i'd like to|je (?:veux|viens|voudrais|souhaite|vais|dois|go)(?: juste| seulement| just| only)?(?: pour)?|dama begg?|maangi begg?)(?![a-z0-9]) ?)(?:(?:une?|le|la|a|the) |l')?/;
/** Longer is no name of a service any more. Words. */
const MOST_SERVICE_WORDS = 7;

/** A service that we have no name for: after "guichet", after "pour" beside an organisation, or the whole answer to the question for it. */
function unknownService(facts: Facts): string | undefined {
	const { normal, topic, organisations, digit, polarity, words } = facts;
	const desk = /\b(?:guichet|service|counter|desk)\s+(?:de |des |du |d')?([a-z][a-z' ]{2,40})/.exec(normal.plain);
	if (desk !== null && !/^(?:client|svp|plutot)/.test(desk[1] ?? '')) {
		const end = desk.index + desk[0].length;
		return own(facts, end - (desk[1]?.length ?? 0), end).replace(/\s+(?:plut[oô]t|svp|please)$/i, '');
	}
	const asked = topic === 'org_service' && digit === null && polarity?.bare !== true && words.length <= MOST_SERVICE_WORDS;
	const clause = normal.clauses.findLast(({ start, end }) => FOR_WHAT.test(normal.plain.slice(start, end).trim()));
	const told = clause !== undefined && (asked || organisations.length > 0) && clause.flat.split(' ').length <= MOST_SERVICE_WORDS;
	if (!told && !asked) return undefined;
	const { start, end } = withoutCourtesy(normal, told ? clause.start : 0, told ? clause.end : normal.plain.length);
	const lead = FOR_WHAT.exec(normal.plain.slice(start, end))?.[0].length ?? 0;
	const span = normal.plain.slice(start + lead, end);
	// A place or a ticket is not what one comes for.
	const places = organisations.flatMap(({ from, to }) => normal.tokens.slice(from, to));
	if (places.some((token) => token.start >= start + lead && token.end <= end)) return undefined;
	return /[a-z]{3}/.test(span) && !/\b(?:ticket|numero|number|place|rang|file|queue|banque|bank|hopital|hospital|mairie|poste)\b/.test(span)
		? own(facts, start + lead, end)
		: undefined;
}

/** Say what sort of place it is, not which: the name that follows them belongs to them ("la banque à Médina, CBAO"). */
const KINDS: ReadonlySet<string> = new Set([
	'banque',
	'bank',
	'baank',
	'hopital',
	'hospital',
	'opitaal',
	'loppitaan',
	'mairie',
	'meeri',
	'clinique',
	'clinic',
	'agence',
	'assurance',
	'microfinance',
]);
/** A doctor is whom one sees; what is told besides ("pour les résultats") is what for. */
const ANY_DOCTOR: ReadonlySet<string> = new Set(['doctor', 'docteur', 'medecin', 'doktoor']);

/** The organisation and what one wants of it, in the person's words. */
export function organisationSlots(facts: Facts): Slots {
	const slots: Slots = {};
	const words = (found: { from: number; to: number }): string =>
		own(facts, facts.normal.tokens[found.from]?.start ?? 0, facts.normal.tokens[found.to - 1]?.end ?? 0);
	const services = facts.orgServices.filter(
		(service) => !facts.organisations.some((organisation) => service.from >= organisation.from && service.to <= organisation.to),
	);
	// An "eye clinic" is a service of its hospital.
	const organisations = facts.organisations.filter(
		({ from, to }) =>
			!facts.orgServices.some((service) => service.from <= from && service.to >= to && service.to - service.from > to - from),
	);
	const first = organisations[0];
	if (first !== undefined) {
		const kind = KINDS.has(first.name);
		const second = organisations.find((other) => other !== first && (other.from <= first.to + 2 || (kind && !KINDS.has(other.name))));
		const quarter = facts.quarters[0];
		slots.organisation = [
			words(first),
			...(second === undefined ? [] : [words(second)]),
			...(quarter === undefined ? [] : [quarter.name]),
		].join(' ');
	} else if (facts.topic === 'organisation' && services.length === 0) {
		const rest = own(facts, 0, facts.normal.clean.length).replace(
			/^(?:je veux|je voudrais|pour|à|a|au|à la|la|le|c'est|chez|i want|at|for|the)\s+/i,
			'',
		);
		if (rest !== '' && facts.words.length <= 8) slots.organisation = rest;
	}
	const service = services.find(({ name }) => !ANY_DOCTOR.has(name)) ?? services[0];
	const named = service === undefined ? unknownService(facts) : words(service);
	if (named !== undefined && named !== '') slots.org_service = named;
	return slots;
}
