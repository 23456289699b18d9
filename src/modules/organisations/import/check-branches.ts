import { parseOpeningHours } from '../../../platform/opening-hours.ts';
import { regionNamed, regionsOf } from '../regions/find-region.ts';
import { waysOf } from '../services.ts';
import { isPlaceCode } from './place-code.ts';
import type { Path, Problem } from './problem.ts';
import { branchCode } from './profile.ts';
import type { ImportOrganisation } from './schema.ts';
import { checkIds, Seen } from './seen.ts';

/** Branches, counters, queues, bookings and who works where: references, duplicates, hours, regions. */
export function checkBranches(organisation: ImportOrganisation, at: Path, problems: Problem[]): void {
	const known = {
		services: new Set(organisation.services.map(({ id }) => id)),
		branches: new Set(organisation.branches.map(({ id }) => id)),
		counters: new Set(organisation.branches.flatMap(({ counters }) => counters.map(({ id }) => id))),
	};
	checkHolidays(organisation.holidays, [...at, 'holidays'], problems);
	const ids = new Seen();
	const counters = new Seen();
	for (const [i, branch] of organisation.branches.entries()) {
		const path = [...at, 'branches', i];
		ids.add(branch.id, [...path, 'id'], 'the id is already taken', problems);
		checkHours(branch.hours, [...path, 'hours'], problems);
		checkHolidays(branch.holidays, [...path, 'holidays'], problems);
		if (
			branch.region !== undefined &&
			regionsOf(organisation.country).length > 0 &&
			regionNamed(organisation.country, branch.region) === null
		)
			problems.push({ path: [...path, 'region'], message: `"${branch.region}" is no region of ${organisation.country}` });
		if (!isPlaceCode(branchCode(organisation.slug, branch)))
			problems.push({ path: [...path, 'id'], message: 'needs a code: SLUG-BRANCH makes none that a link can carry' });
		for (const [j, counter] of branch.counters.entries()) {
			counters.add(counter.id, [...path, 'counters', j, 'id'], 'the id is already taken', problems);
			checkIds(counter.services ?? [], known.services, 'services', [...path, 'counters', j, 'services'], problems);
		}
	}
	for (const [i, { appointment }] of organisation.services.entries()) {
		const path = [...at, 'services', i, 'appointment'];
		checkIds(appointment?.branches ?? [], known.branches, 'branches', [...path, 'branches'], problems);
		if (appointment?.hours !== undefined) checkHours(appointment.hours, [...path, 'hours'], problems);
	}
	for (const [i, agent] of organisation.agents.entries()) {
		checkIds(agent.branches ?? [], known.branches, 'branches', [...at, 'agents', i, 'branches'], problems);
		checkIds(agent.counters ?? [], known.counters, 'counters', [...at, 'agents', i, 'counters'], problems);
	}
	checkWays(organisation, at, problems);
	checkQueues(organisation, known, at, problems);
}

function checkWays(organisation: ImportOrganisation, at: Path, problems: Problem[]): void {
	for (const [i, { ways, appointment }] of organisation.services.entries())
		if (ways?.includes('appointment') && appointment === undefined)
			problems.push({ path: [...at, 'services', i, 'ways'], message: 'to be booked, the service needs "appointment"' });
}

function checkQueues(
	organisation: ImportOrganisation,
	known: { services: ReadonlySet<string>; branches: ReadonlySet<string> },
	at: Path,
	problems: Problem[],
): void {
	const queued = new Set(organisation.services.filter((one) => waysOf(one, organisation.kind).includes('queue')).map(({ id }) => id));
	const ids = new Seen();
	const prefixes = new Seen();
	const served = new Seen();
	for (const [i, queue] of organisation.queues.entries()) {
		const path = [...at, 'queues', i];
		ids.add(queue.id, [...path, 'id'], 'the id is already taken', problems);
		if (!known.branches.has(queue.branch))
			problems.push({ path: [...path, 'branch'], message: `"${queue.branch}" is none of the organisation's branches` });
		checkIds(queue.services, known.services, 'services', [...path, 'services'], problems);
		prefixes.add(`${queue.branch} ${queue.prefix}`, [...path, 'prefix'], 'another queue of the branch has the same letters', problems);
		for (const [j, service] of queue.services.entries()) {
			const servicePath = [...path, 'services', j];
			if (queue.services.indexOf(service) === j)
				served.add(`${queue.branch} ${service}`, servicePath, `another queue of the branch serves "${service}"`, problems);
			if (known.services.has(service) && !queued.has(service))
				problems.push({ path: servicePath, message: `the ways of "${service}" do not name queue` });
		}
	}
}

function checkHolidays(holidays: readonly { date: string }[], path: Path, problems: Problem[]): void {
	const dates = new Seen();
	for (const [i, { date }] of holidays.entries()) dates.add(date, [...path, i, 'date'], 'the day is there twice', problems);
}

function checkHours(text: string, path: Path, problems: Problem[]): void {
	const hours = parseOpeningHours(text);
	if ('error' in hours) problems.push({ path, message: hours.error });
}
