import type { Command } from '../../conversation/command.ts';
import { arriveCommand } from './commands/arrive.ts';
import { followCommand } from './commands/follow.ts';
import { hoursCommand } from './commands/hours.ts';
import { joinCommand } from './commands/join.ts';
import { leaveCommand } from './commands/leave.ts';
import { myTicketsCommand } from './commands/my-tickets.ts';
import { offerCommand } from './commands/offer.ts';
import { onTheWayCommand } from './commands/on-the-way.ts';
import { pauseCommand } from './commands/pause.ts';
import { pendingRatingCommand } from './commands/pending-rating.ts';
import { rateCommand } from './commands/rate.ts';
import { resumeCommand } from './commands/resume.ts';
import { snoozeCommand } from './commands/snooze.ts';
import { statusCommand } from './commands/status.ts';
import type { BookedSlots } from './estimate/booked-slots.ts';

/**
 * What a flow may ask about queues. The person is the scene's contact; the ticket may be at any organisation that the number serves.
 * `ticket` is an id or a number that can be said ("A045"); null or absent means "mine": the only one that fits, or `several`.
 *
 * | command | arguments | outcome → data |
 * | --- | --- | --- |
 * | `queues.offer` | organisation, branch, service, priority? | `open` → OFFER + {classes: [{id: normal, vip, express; price? francs; wait_low?, wait_high?}]} · `full` → OFFER · `closed` → OFFER + {why: hours, paused, closed, too_late; opens_at? ISO; opens_time? HH:MM; opens_label?} · `not_offered` |
 * | `queues.join` | organisation, branch, service, class? normal, vip, express, priority? elderly, pregnant, disabled, for_name? (for somebody else), near? {lat, lon}, arrival_key? (of the poster inside: they are there) | `joined` → FACTS · `already` → FACTS (of the ticket they have) · `full` → {count} · `closed` → {why, opens_at?, opens_time?, opens_label?} · `payment_needed` → {price, class} · `not_offered` · `too_many` → {count} |
 * | `queues.follow` | code (of the branch), number, key (of a ticket on paper) | `followed` → FACTS · `already` → FACTS (they follow it) · `taken` (somebody else does) · `over` → FACTS · `unknown` (not today's, or the wrong key) |
 * | `queues.my_tickets` | – | `none` · `one` → FACTS · `several` → {count, items} |
 * | `queues.status` | ticket? | `found` → FACTS · `none` → {unknown_number? (true: a number was said that is not theirs), number?} · `several` |
 * | `queues.hours` | organisation, branch, when? {at, precision, any_day?} (a `when_at` slot) | now: `open` → HOURS + {hours, closes HH:MM} · `later` (today) → HOURS + {hours, opens HH:MM} · `closed` → HOURS + {opens_label} · `holiday` → HOURS + {opens_label, holiday?}; the day said: `day_open` → HOURS + {day_label, hours} · `day_closed` → HOURS + {day_label, holiday?, opens_label} · `never` (not in the weeks to come) → HOURS · `unknown` |
 * | `queues.leave` | ticket? | `left` → FACTS · `already` → FACTS · `too_late` → FACTS (being served, or over) · `none` · `several` |
 * | `queues.snooze` | ticket? | "j'arrive, 5 min", once: `snoozed` → FACTS · `already` → FACTS · `not_now` → FACTS · `none` · `several` |
 * | `queues.pause` | ticket?, minutes? (5–120) | `paused` → FACTS · `not_now` → FACTS · `none` · `several` |
 * | `queues.resume` | ticket? | `resumed` → FACTS · `not_now` → FACTS · `none` · `several` |
 * | `queues.on_the_way` | ticket?, near? {lat, lon} | `noted` → FACTS · `none` · `several` |
 * | `queues.arrive` | ticket?, branch?, arrival_key? | `arrived` → FACTS · `back` → FACTS (was absent or aside: next, or in the line again) · `already` → FACTS · `proof_needed` → FACTS (the poster's code) · `too_late` → FACTS (a new ticket is needed) · `none` · `several` |
 * | `queues.pending_rating` | – | `one` → FACTS · `several` · `none` |
 * | `queues.rate` | ticket?, score 1–5, comment? | `rated` → FACTS · `already_rated` → FACTS · `not_yet` → FACTS · `none` · `several` |
 *
 * `several` → {count, items: [{ id (the ticket's), label {fr, en, wo}: its number, description {fr, en, wo}: where }]}, newest first, at most 10.
 *
 * OFFER: organisation, organisation_label, branch, branch_label, address?, service_label?, bookable, waiting, ahead, wait_low?, wait_high?
 *
 * HOURS: organisation_label, branch_label, week {fr, en, wo} ("lun.-ven. 08:00-17:00")
 *
 * FACTS: PLACE + service_label? (never of a hospital), class, priority?, joined_at, booked_at?, position?, ahead?, wait_low?, wait_high?
 * (minutes; absent while nobody can tell, rule Q6), leave_at? (HH:MM there, when the way is known), return_by? (HH:MM: absent, may come
 * back), held_until? (HH:MM), score?, can_leave, can_snooze, can_pause, can_resume, can_arrive, can_rate
 *
 * PLACE (in FACTS and in every `ticket.*` notice): ticket, number, organisation, organisation_label, branch, branch_label, address?, status,
 * presence (joined, on_the_way, arrived), counter_label?, for_name?, must_prove? (button, qr: how the queue wants to know they are there).
 * A notice never holds the service: that is the reason for the visit (rule Q15).
 *
 * Notices told to the client's contact at the host (type → data beyond PLACE); at most `queue_max_notices` a visit besides the calls:
 * | type | data |
 * | --- | --- |
 * | `ticket.almost` | ahead, wait_low, wait_high, leave_now? (boolean: the way takes as long as the wait) |
 * | `ticket.called` | until (ISO: after it the message is useless) |
 * | `ticket.recalled` | until, nth |
 * | `ticket.no_show` | can_return (boolean), return_by? (HH:MM) |
 * | `ticket.delayed` | cause (priority, appointment, paid, returned: with ahead, wait_low?, wait_high?; paused: nobody calls for a while) |
 * | `ticket.put_back` | the call does not hold any more: next again |
 * | `ticket.transferred` | former_number, counter_label? (the counter that calls them next), number_kept (boolean) |
 * | `ticket.served` | asks for a mark |
 * | `ticket.queue_closed` | opens_at? (ISO), opens_day? (YYYY-MM-DD), opens_time? (HH:MM), opens_label? ("vendredi 27 novembre à 08:00", on the branch's clock), carried (boolean: first then, by asking for a ticket again) |
 * | `ticket.cancelled` | by someone else than the client |
 */
export function queueCommands(booked: BookedSlots): Command[] {
	const joining = [offerCommand, joinCommand, followCommand];
	const asking = [myTicketsCommand, statusCommand, hoursCommand];
	const visiting = [leaveCommand, snoozeCommand, pauseCommand, resumeCommand, onTheWayCommand, arriveCommand];
	const rating = [pendingRatingCommand, rateCommand];
	return [...joining, ...asking, ...visiting, ...rating].map((command) => command(booked));
}
