import { z } from 'zod';
import { type Command, defineCommand } from '../../../conversation/command.ts';
import { dayPartLabel, momentLabel } from '../../../platform/moments.ts';
import { present } from '../booking/facts.ts';
import { holdSlot } from '../booking/hold-slot.ts';
import { holderOf } from '../booking/holder.ts';
import { findSlots, wishSchema } from '../slots/find-slots.ts';
import { forName, moment, place, placeFacts, placeOf, reference, speaker, told } from './parts.ts';

/** What is free, and keeping one of it for a moment. */
export function slotCommands(): Command[] {
	return [
		defineCommand({
			name: 'appointments.find_slots',
			args: z.object({
				organisation: reference,
				branch: reference,
				service: reference,
				when: wishSchema.nullish(),
				after: moment.nullish(),
				day: moment.nullish(),
				booking: reference,
			}),
			outcomes: ['exact', 'slots', 'days', 'full', 'closed', 'none', 'not_offered'],
			async run(scene, args) {
				const found = await placeOf(scene, args);
				if (found === null) return { outcome: 'not_offered' };
				const { at, scene: visited } = found;
				const slots = await findSlots(visited, at, { wish: args.when ?? null, after: args.after ?? null, day: args.day ?? null });
				const zone = at.grid.timezone;
				const where = placeFacts(at);
				switch (slots.outcome) {
					case 'exact':
						return {
							outcome: 'exact',
							data: {
								...where,
								start: slots.start.toISOString(),
								day: slots.start.toISOString(),
								when_label: momentLabel(slots.start, zone),
							},
						};
					case 'slots': {
						const { items, missed, part, missedPart, more, day } = slots;
						return {
							outcome: 'slots',
							data: present({
								...where,
								items,
								missed,
								missed_part: missedPart !== undefined,
								more: more ?? undefined,
								day: day?.toISOString(),
								day_label: day === null ? undefined : dayPartLabel(day, zone, part ?? missedPart),
							}),
						};
					}
					case 'full':
					case 'closed':
						return {
							outcome: slots.outcome,
							data: { ...where, items: slots.items, day: slots.day.toISOString(), day_label: momentLabel(slots.day, zone, 'day') },
						};
					case 'days':
						return { outcome: 'days', data: { ...where, items: slots.items } };
					case 'none':
						return { outcome: 'none', data: where };
				}
			},
		}),
		defineCommand({
			name: 'appointments.hold',
			args: z.object({ ...place, start: moment, guaranteed: z.boolean().nullish(), for_name: forName }),
			outcomes: ['held', 'already', 'taken', 'bad_time', 'payment_needed', 'too_many', 'too_many_others', 'not_offered'],
			async run(scene, args) {
				const found = await placeOf(scene, args);
				if (found === null) return { outcome: 'not_offered' };
				const wish = { start: args.start, client: speaker(scene), whom: holderOf(args.for_name), guaranteed: args.guaranteed ?? false };
				const { outcome, ...rest } = await holdSlot(found.scene, found.at, wish);
				return 'booking' in rest ? told(found.scene, outcome, rest.booking) : { outcome, data: rest };
			},
		}),
	];
}
