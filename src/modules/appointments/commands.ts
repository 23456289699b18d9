import type { Command } from '../../conversation/command.ts';
import type { Admit } from './arrival/desk.ts';
import { bookingCommands } from './commands/booking.ts';
import { slotCommands } from './commands/slots.ts';
import { waitlistCommands } from './commands/waitlist.ts';

/** What the commands need of the house. */
export interface CommandContext {
	admit: Admit;
	/** Where calendar files are found. */
	publicBaseUrl: string;
}

/**
 * What a flow may ask about appointments. The person is the scene's contact: nobody acts on another's booking. `for_name`: for somebody
 * else, who has no phone; the booking is then the client's to follow. A place is the ids of an
 * organisation (the scene's own or one it hosts), a branch and a service. `booking` is an id or null: "my appointment", the only one that
 * fits or `several`. Times are read and worded in the zone of the organisation visited (rule X8).
 *
 * | command | arguments | outcome → data |
 * | --- | --- | --- |
 * | `appointments.find_slots` | place, when? {at, precision, part?, any_day?} (a `when_at` slot), after? (start of the last slot shown), day? (a moment of the day spoken of: an hour alone means that day), booking? (instead of the place: where it is) | `exact` → PLACE + {start, day, when_label} · `slots` → PLACE + {items, day?, day_label?, missed, missed_part, more?} · `days` → PLACE + {items} · `full`, `closed` → PLACE + {items, day, day_label} · `none` → PLACE · `not_offered` |
 * | `appointments.hold` | place, start, guaranteed?, for_name? | `held` → BOOKING · `already` → BOOKING (can be moved) · `taken` · `bad_time` · `payment_needed` → {price} · `too_many` → {count} · `too_many_others` → {count} (of those they book for) · `not_offered` |
 * | `appointments.confirm` | booking? | `confirmed` → BOOKING + {calendar_url} · `kept` → BOOKING (a yes to a reminder) · `already` → BOOKING · `expired` → BOOKING (somebody else has it) · `house_closed` → BOOKING (nobody would be there) · `over` → BOOKING · `none` · `several` → {count, items} |
 * | `appointments.list` | booking? | `one` → BOOKING · `several` → {count, items} · `none` |
 * | `appointments.due` | – | `due` → BOOKING (they can say now that they are there; of several the first) · `later` → BOOKING (the next one) · `none` |
 * | `appointments.cancel` | booking?, reason? | `cancelled` → BOOKING · `already` → BOOKING · `over` → BOOKING · `none` · `several` |
 * | `appointments.reschedule` | booking?, start | `moved` → BOOKING + {former_label, calendar_url} · `same` → BOOKING · `taken` → BOOKING · `bad_time` → BOOKING · `over` → BOOKING · `none` · `several` |
 * | `appointments.check_in` | booking?, arrival_key? | `checked_in` → BOOKING + {ticket, number} · `late` → the same, as a walk-in · `noted` → BOOKING (nobody queues for it there) · `already` → BOOKING · `too_early` → BOOKING · `proof_needed` → BOOKING · `closed` → BOOKING + {opens_label?} · `full` → BOOKING · `over` → BOOKING · `none` · `several` |
 * | `appointments.join_waitlist` | place, when?, booking?, for_name? | `waiting`, `changed` → PLACE + {day_label?} · `not_offered` |
 * | `appointments.leave_waitlist` | place, for_name? | `left` · `not_waiting` · `not_offered` |
 * | `appointments.answer_offer` | slot_offer?, answer (yes, no) | `accepted` → BOOKING + {calendar_url} · `declined` → BOOKING · `already_declined` → BOOKING · `too_late` → BOOKING · `none` |
 *
 * `items`: [{ id, label {fr, en, wo}, description?, synonyms? }], at most 10; the id is a slot's start, a day, or a booking's.
 *
 * PLACE: organisation, organisation_label, branch, branch_label, address?, service, service_label, guaranteed_price?
 * NOTICE: booking, organisation, organisation_label, branch, branch_label, address?, status, start, end (ISO 8601), when_label ("vendredi 27
 * novembre à 10:00"), day_label, time ("10:00"), for_other? (true: booked for somebody else). Never what the appointment is for, nor the name
 * of the other (rule Q15).
 * BOOKING: NOTICE + service, service_label, for_name?, house_closed (since it was booked), can_change, can_check_in, check_in_from, late_from
 * ("10:10"), hold_minutes?, guaranteed_price?
 *
 * Notices told to the client's contact (type → data):
 * | type | data |
 * | --- | --- |
 * | `appointment.reminder` | NOTICE + {useful_until}: asks to confirm, move or cancel |
 * | `appointment.confirmed` | NOTICE + {calendar_url}: booked at the counter |
 * | `appointment.cancelled` | NOTICE + {reason?, house_closed?}: by the organisation; house_closed: it has closed then, and nobody answered |
 * | `appointment.house_closed` | NOTICE + {answer_by}: asks to move or cancel it |
 * | `appointment.house_reopened` | NOTICE: it stands after all |
 * | `appointment.moved` | NOTICE + {former_label, calendar_url?}: by the organisation |
 * | `appointment.missed` | NOTICE: the tolerance is over; who comes still is a walk-in |
 * | `appointment.slot_offered` | NOTICE + {slot_offer, minutes, expires_at}: of the waiting list; answered by `appointments.answer_offer` |
 * | `appointment.slot_lost` | NOTICE + {slot_offer, still_waits}: not answered in time |
 */
export function appointmentCommands(context: CommandContext): Command[] {
	return [...slotCommands(), ...bookingCommands(context), ...waitlistCommands(context)];
}
