import { fold } from '../../../platform/fold.ts';
import { parseOpeningHours } from '../../../platform/opening-hours.ts';
import { normalisePhone } from '../../../platform/phone.ts';
import { namesOf } from '../zones.ts';
import { checkBranches } from './check-branches.ts';
import type { Path, Problem } from './problem.ts';
import type { ImportFile, ImportOrganisation } from './schema.ts';
import { checkIds, Seen } from './seen.ts';

/** What one place of the file alone cannot tell: references, duplicates, phone numbers of the country, hours. */
export function checkFile(file: ImportFile): Problem[] {
	const problems: Problem[] = [];
	const senders = new Seen();
	const slugs = new Seen();
	for (const [index, organisation] of file.organisations.entries()) {
		const at: Path = ['organisations', index];
		slugs.add(organisation.slug, [...at, 'slug'], 'the organisation is already in this file', problems);
		for (const [i, sender] of organisation.senders.entries()) {
			const path = [...at, 'senders', i, 'address'];
			const address = phoneAt(sender.address, organisation.country, path, problems);
			if (address !== null)
				senders.add(`${sender.channel} ${address}`, path, 'the address already sends for an organisation of this file', problems);
		}
		checkCatalogue(organisation, at, problems);
		checkPeople(organisation, at, problems);
		checkBranches(organisation, at, problems);
	}
	return problems;
}

function checkCatalogue(organisation: ImportOrganisation, at: Path, problems: Problem[]): void {
	if (new Set(organisation.languages).size < organisation.languages.length)
		problems.push({ path: [...at, 'languages'], message: 'names a language twice' });
	for (const kind of ['services', 'zones'] as const) {
		const ids = new Seen();
		const words = new Map<string, string>();
		for (const [i, row] of organisation[kind].entries()) {
			const path = [...at, kind, i];
			ids.add(row.id, [...path, 'id'], 'the id is already taken', problems);
			for (const word of namesOf(row)) {
				const other = words.get(word);
				if (other !== undefined && other !== row.id)
					problems.push({ path: aliasPath(row, word, path), message: `"${word}" also names ${other}` });
				words.set(word, row.id);
			}
		}
	}
}

function checkPeople(organisation: ImportOrganisation, at: Path, problems: Problem[]): void {
	const known = { services: new Set(organisation.services.map(({ id }) => id)), zones: new Set(organisation.zones.map(({ id }) => id)) };
	const own = new Set(organisation.senders.map(({ address }) => normalisePhone(address, organisation.country)));
	for (const kind of ['providers', 'agents'] as const) {
		const ids = new Seen();
		const phones = new Seen();
		for (const [i, person] of organisation[kind].entries()) {
			const path = [...at, kind, i];
			ids.add(person.id, [...path, 'id'], 'the id is already taken', problems);
			if (person.phone === undefined) continue;
			const phone = phoneAt(person.phone, organisation.country, [...path, 'phone'], problems);
			if (phone === null) continue;
			phones.add(phone, [...path, 'phone'], `the number is already another's of the ${kind}`, problems);
			// Offers go to providers by message; staff work at their counters also where the number is another's (`hosted_by`).
			if (own.size === 0 && kind === 'providers')
				problems.push({ path: [...path, 'phone'], message: 'cannot be written to: the organisation has no sender' });
			if (own.has(phone)) problems.push({ path: [...path, 'phone'], message: "the number is the organisation's own sender" });
		}
	}
	for (const [i, provider] of organisation.providers.entries()) {
		for (const kind of ['services', 'zones'] as const) checkIds(provider[kind], known[kind], kind, [...at, 'providers', i, kind], problems);
		const hours = parseOpeningHours(provider.hours);
		if ('error' in hours) problems.push({ path: [...at, 'providers', i, 'hours'], message: hours.error });
	}
}

function aliasPath(row: { aliases: string[] }, word: string, path: Path): Path {
	const index = row.aliases.findIndex((alias) => fold(alias) === word);
	return index < 0 ? [...path, 'names'] : [...path, 'aliases', index];
}

function phoneAt(text: string, country: string, path: Path, problems: Problem[]): string | null {
	const phone = normalisePhone(text, country);
	if (phone === null) problems.push({ path, message: `is not a phone number (${country}, or international with +)` });
	return phone;
}
