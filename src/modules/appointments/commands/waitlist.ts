import { z } from 'zod';
import { type Command, defineCommand } from '../../../conversation/command.ts';
import { momentLabel } from '../../../platform/moments.ts';
import { hostedScene } from '../../organisations/index.ts';
import { holderOf } from '../booking/holder.ts';
import { calendarUrl } from '../calendar/calendar-url.ts';
import type { CommandContext } from '../commands.ts';
import { type Wish, wallClock, wishSchema } from '../slots/find-slots.ts';
import { bookable } from '../slots/free-slots.ts';
import type { BookingPlace } from '../slots/place.ts';
import { answerSlotOffer, offerAnswered } from '../waitlist/answer-offer.ts';
import { joinWaitlist, leaveWaitlist } from '../waitlist/join-waitlist.ts';
import { forName, place, placeFacts, placeOf, reference, speaker, told } from './parts.ts';

/** Waiting for a slot where none is free, and answering when one is offered. */
export function waitlistCommands({ publicBaseUrl }: CommandContext): Command[] {
	return [
		defineCommand({
			name: 'appointments.join_waitlist',
			args: z.object({
				organisation: reference,
				branch: reference,
				service: reference,
				when: wishSchema.nullish(),
				booking: reference,
				for_name: forName,
			}),
			outcomes: ['waiting', 'changed', 'not_offered'],
			async run(scene, args) {
				const found = await placeOf(scene, args);
				if (found === null) return { outcome: 'not_offered' };
				const { at, scene: visited } = found;
				const { day, ...range } = rangeOf(at, args.when ?? null, scene.now);
				const outcome = await joinWaitlist(visited, at, { client: speaker(scene), whom: holderOf(args.for_name), ...range });
				const label = day === null ? {} : { day_label: momentLabel(day, at.grid.timezone, 'day') };
				return { outcome, data: { ...placeFacts(at), ...label } };
			},
		}),
		defineCommand({
			name: 'appointments.leave_waitlist',
			args: z.object({ ...place, for_name: forName }),
			outcomes: ['left', 'not_waiting', 'not_offered'],
			async run(scene, args) {
				const found = await placeOf(scene, args);
				if (found === null) return { outcome: 'not_offered' };
				return { outcome: (await leaveWaitlist(found.scene, found.at, speaker(scene), holderOf(args.for_name))) ? 'left' : 'not_waiting' };
			},
		}),
		defineCommand({
			name: 'appointments.answer_offer',
			args: z.object({
				slot_offer: reference,
				// YAML reads `yes` as a word, and a tapped choice may carry a boolean.
				answer: z.union([z.boolean(), z.enum(['yes', 'no']).transform((word) => word === 'yes')]),
			}),
			outcomes: ['accepted', 'declined', 'already_declined', 'too_late', 'none'],
			async run(scene, args) {
				const offer = await offerAnswered(scene, speaker(scene).contact, args.slot_offer);
				if (offer === null) return { outcome: 'none' };
				const visited = await hostedScene(scene, offer.org);
				const result = await answerSlotOffer(visited, offer, args.answer);
				if (result === null) return { outcome: 'none' };
				return told(visited, result.outcome, result.booking, { calendar_url: calendarUrl(publicBaseUrl, result.booking) });
			},
		}),
	];
}

/** Which slots a waiting person would take: those of the day they named, else all that can be booked. */
function rangeOf(at: BookingPlace, wish: Wish | null, now: Date): { from: Date; to: Date; day: Date | null } {
	const bounds = bookable(at, now);
	if (wish === null || wish.precision === 'now') return { ...bounds, day: null };
	const day = wallClock(wish.at, at.grid.timezone).startOf('day');
	return { from: day.toJSDate(), to: day.endOf('day').toJSDate(), day: day.toJSDate() };
}
