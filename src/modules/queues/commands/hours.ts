import { DateTime } from 'luxon';
import { z } from 'zod';
import { type Command, defineCommand } from '../../../conversation/command.ts';
import { momentLabel } from '../../../platform/moments.ts';
import { type Branch, findOrganisation, labelOf, type Organisation } from '../../organisations/index.ts';
import { closesAt, holidayOn, openingAt, opensAt } from '../queue/opening.ts';
import { hoursOf, localDate, weekLabel } from '../queue/opening-words.ts';
import { clockTime, type Facts, present } from '../ticket/facts.ts';
import { id } from './parts.ts';

const when = z.object({
	at: z.iso.datetime({ offset: true }),
	precision: z.enum(['now', 'hour', 'day']),
	any_day: z.boolean().nullish(),
});

/** `queues.hours`: when a branch is open, now or on a day that was said. */
export function hoursCommand(): Command {
	return defineCommand({
		name: 'queues.hours',
		args: z.object({ organisation: id, branch: id, when: when.nullish() }),
		outcomes: ['open', 'later', 'closed', 'holiday', 'day_open', 'day_closed', 'never', 'unknown'],
		async run(scene, args) {
			const organisation = await findOrganisation(args.organisation);
			const branch = organisation?.branches.find((one) => one.id === args.branch);
			if (organisation === null || branch === undefined) return { outcome: 'unknown' };
			const said = args.when ?? null;
			// "Vous ouvrez à 8h ?" names no day: it is asked of today, like "maintenant".
			const noDay = said === null || said.precision === 'now' || said.any_day === true;
			const place = { organisation, branch, now: scene.now };
			return noDay ? hoursNow(place) : hoursOn(place, said.at);
		},
	});
}

interface Place {
	organisation: Organisation;
	branch: Branch;
	now: Date;
}

function hoursNow(place: Place): { outcome: string; data: Facts } {
	const { organisation, branch, now } = place;
	const { timezone } = organisation;
	const today = localDate(now, timezone);
	const data = { ...placeOf(place), hours: hoursOf(branch.hours.openings, today.day) };
	const opening = openingAt(organisation, branch, now);
	if (opening !== null) return { outcome: 'open', data: present({ ...data, closes: clockTime(organisation, opening.to) }) };
	const opens = opensAt(organisation, branch, now);
	if (opens === null) return { outcome: 'never', data };
	const next = present({ ...data, opens: clockTime(organisation, opens), opens_label: momentLabel(opens, timezone) });
	const isToday = closesAt(organisation, branch, now) !== null && localDate(opens, timezone).date === today.date;
	if (isToday) return { outcome: 'later', data: next };
	const holiday = holidayOn(organisation, branch, today.date);
	return holiday === undefined
		? { outcome: 'closed', data: next }
		: { outcome: 'holiday', data: present({ ...next, holiday: holiday.name }) };
}

/** The day that was said, on the clock of the place, whatever zone it was read in. */
function hoursOn(place: Place, said: string): { outcome: string; data: Facts } {
	const { organisation, branch } = place;
	const { timezone } = organisation;
	const day = DateTime.fromISO(said, { setZone: true }).setZone(timezone, { keepLocalTime: true }).startOf('day');
	const at = day.toJSDate();
	const local = localDate(at, timezone);
	const holiday = holidayOn(organisation, branch, local.date);
	const hours = hoursOf(branch.hours.openings, local.day);
	const data = present({ ...placeOf(place), day_label: momentLabel(at, timezone, 'day') });
	if (holiday === undefined && hours !== '') return { outcome: 'day_open', data: { ...data, hours } };
	const opens = opensAt(organisation, branch, day.endOf('day').toJSDate());
	if (opens === null) return { outcome: 'never', data };
	return { outcome: 'day_closed', data: present({ ...data, holiday: holiday?.name, opens_label: momentLabel(opens, timezone) }) };
}

function placeOf({ organisation, branch }: Place): Facts {
	return {
		organisation_label: organisation.name,
		branch_label: labelOf(branch.names),
		week: weekLabel(branch.hours.openings),
	};
}
