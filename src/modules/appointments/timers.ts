import { z } from 'zod';
import type { Scene } from '../../conversation/scene/scene.ts';
import type { TimerHandler } from '../module.ts';
import { missUnclaimed } from './arrival/miss-booking.ts';
import { expireHold } from './booking/expire-hold.ts';
import { KINDS } from './booking/timer-keys.ts';
import { askAfterNight, endUnanswered } from './closures/closure-moments.ts';
import { sendReminder } from './reminders/send-reminder.ts';
import { expireSlotOffer, handOnExpired } from './waitlist/end-offer.ts';
import { offerSlot } from './waitlist/offer-slot.ts';

const booking = z.object({ booking: z.string() });
const offer = z.object({ offer: z.string() });
const slot = z.object({ branch: z.string(), service: z.string(), start: z.coerce.date() });

/** What happens when the module's moments come. Each handler asks whether it still holds: a timer that has been overtaken does nothing. */
export const timers: TimerHandler[] = [
	handler(KINDS.holdExpiry, booking, (scene, data) => expireHold(scene, data.booking)),
	handler(KINDS.reminder, booking.extend({ minutes: z.int() }), sendReminder),
	handler(KINDS.unclaimed, booking, (scene, data) => missUnclaimed(scene, data.booking)),
	handler(KINDS.closureWord, booking, (scene, data) => askAfterNight(scene, data.booking)),
	handler(KINDS.closureEnd, booking, (scene, data) => endUnanswered(scene, data.booking)),
	handler(KINDS.offerExpiry, offer, (scene, data) => expireSlotOffer(scene, data.offer)),
	handler(KINDS.handOn, offer.extend({ why: z.enum(['ignored', 'undelivered']) }), handOnExpired),
	handler(KINDS.offerSlot, slot, offerSlot),
];

function handler<S extends z.ZodType>(kind: string, schema: S, run: (scene: Scene, data: z.output<S>) => Promise<void>): TimerHandler {
	return { kind, run: (scene, data) => run(scene, schema.parse(data)) };
}
