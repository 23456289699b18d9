import { minutesAfter } from '../../../platform/later.ts';
import { afterQuiet } from '../../../platform/quiet-hours.ts';
import type { Organisation } from '../../organisations/index.ts';
import type { Booking } from '../booking/model.ts';
import { latestUseful, planReminders } from '../reminders/plan-reminders.ts';

/** Whoever is asked has at least so long to answer, where the appointment leaves it. */
const ANSWER_MINUTES = 60;
/** Nobody can answer in less: they are told that it is cancelled, and asked nothing. */
const LEAST_MINUTES = 15;

export interface Asking {
	/** Not at night (rule X5), unless the morning would be too late. */
	askAt: Date;
	/** Until then the person may move or cancel; unanswered, it is cancelled. */
	answerBy: Date;
}

/**
 * When a person is asked what becomes of an appointment at whose time the house has closed, and until when they may answer: until their
 * last reminder would have come. That is when people think of going; the word that it is cancelled takes the reminder's place, and the
 * seat stays theirs until then in case the house opens after all. Null: the appointment is too near to ask.
 * Whoever writes to nobody is told by the staff, who see it until a minute before: then it is cancelled too, and counts as no absence.
 */
export function planAsking(
	{ settings, timezone }: Organisation,
	{ start, client }: Pick<Booking, 'start' | 'client'>,
	now: Date,
): Asking | null {
	if (client === null) return { askAt: now, answerBy: minutesAfter(start, -1) };
	const { quiet_hours: quiet, appointment_reminder_minutes: minutes } = settings;
	const latest = latestUseful(start);
	const morning = afterQuiet(quiet, now, timezone);
	const askAt = minutesAfter(morning, LEAST_MINUTES) <= latest ? morning : now;
	if (minutesAfter(askAt, LEAST_MINUTES) > latest) return null;
	const reminder = planReminders(start, now, minutes, quiet, timezone).at(-1)?.at ?? latest;
	const wished = Math.max(reminder.getTime(), minutesAfter(askAt, ANSWER_MINUTES).getTime());
	return { askAt, answerBy: new Date(Math.min(wished, latest.getTime())) };
}
