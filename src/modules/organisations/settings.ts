import { z } from 'zod';
import { type OrganisationKind, sellsPriority } from './kinds.ts';

const count = (least: number, most: number, standard: number, about: string) =>
	z.int().min(least).max(most).default(standard).describe(about);

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'an hour such as 21:00');

const DAY_SECONDS = 86_400;
const WEEK_MINUTES = 10_080;
const MONTH_HOURS = 720;

/**
 * Everything an organisation may decide about its own pace, with the value that holds when it says nothing. The names are those of
 * the import file; the unit is in the name. Only what an organisation said is stored, so that a better default reaches everyone.
 */
const shape = {
	offer_seconds: count(1, DAY_SECONDS, 300, 'How long an offer is open, counted from its delivery (spec/1, rule R6)'),
	offer_grace_seconds: count(0, 300, 10, 'An accept stamped before the expiry is honoured so much later (rule R3)'),
	offer_batch: count(1, 20, 3, 'Providers offered a job at the same time'),
	urgent_offer_batch: count(1, 50, 8, 'Providers offered an urgent or dangerous job at once, in the first batch'),
	offer_max_batches: count(1, 20, 3, 'Batches of one search (rule R8)'),
	scheduled_offer_seconds: count(1, 7 * DAY_SECONDS, 1800, 'How long an offer for another day is open (rule R13)'),
	reminder_after_minutes: count(
		1,
		WEEK_MINUTES,
		3,
		'A provider who saw an offer and said nothing is reminded once, so long after its delivery',
	),
	max_open_offers_per_provider: count(1, 20, 2, 'Offers one provider may hold at once (rule R4)'),
	max_active_jobs_per_provider: count(1, 20, 1, 'Jobs for now that one provider may have at once (rule R4)'),
	refusal_excluded_minutes: count(0, WEEK_MINUTES, 120, 'Who refused a request is not offered it again before (rule R7)'),
	max_reallocations: count(0, 20, 3, 'How often a request may lose its provider before a person decides (rule R8)'),
	search_word_minutes: z
		.array(z.int().min(1).max(WEEK_MINUTES))
		.max(10)
		.default([5, 12])
		.describe('Minutes after the search began at which the client hears that it goes on (rule R8)'),
	search_deadline_minutes: count(1, WEEK_MINUTES, 30, 'A search ends then, whatever is still open (rule R8)'),
	wider_search_km: count(1, 200, 10, 'How far from the place a provider may be based when the client asks to search wider'),
	silent_accepted_minutes: z
		.strictObject({
			reminder: count(1, WEEK_MINUTES, 20, 'The provider is asked where he is'),
			redispatch: count(1, WEEK_MINUTES, 35, 'The job is taken back and searched again'),
			manager: count(1, WEEK_MINUTES, 50, 'A manager is told'),
		})
		.prefault({})
		.describe('Steps when a provider accepted and then goes quiet, in minutes since his last sign (rules R11, R12)'),
	scheduled_confirm_minutes: count(5, WEEK_MINUTES, 60, 'A provider of a job for later confirms so long before (rule R13)'),
	price_confirm_hours: count(1, MONTH_HOURS, 24, 'How long the client may confirm or dispute the price'),
	rating_hours: count(1, MONTH_HOURS, 72, 'How long the client may rate'),
	contact_hidden_after_days: count(
		0,
		365,
		7,
		"The client's phone and address are hidden from the provider so long after the end (rule P12)",
	),
	commission_percent: z.number().min(0).max(100).default(15).describe('Share of a job that the organisation keeps'),
	question_reminder_minutes: count(1, WEEK_MINUTES, 15, 'An open question is asked once more'),
	question_expiry_minutes: count(1, WEEK_MINUTES, 60, 'An open question is closed: a later "oui" confirms nothing'),
	draft_keep_hours: count(1, MONTH_HOURS, 48, 'A dialogue left half-way can be resumed'),
	wrong_answers_before_person: count(1, 10, 3, 'Wrong answers to one question before a person is offered'),
	human_idle_warn_minutes: count(1, WEEK_MINUTES, 20, 'A person who owns a conversation and does nothing is warned (rule D5)'),
	human_idle_return_minutes: count(1, WEEK_MINUTES, 30, 'Then the conversation goes back to the bot (rule D5)'),
	area_margin_m: count(0, 20_000, 1000, 'A pin so close to a zone still counts as inside it'),
	queue_max_calls: count(1, 10, 3, 'A ticket is called at most so often before its owner counts as absent (rule Q8)'),
	queue_recall_seconds: count(5, 3600, 60, 'Between two calls of the same ticket (rule Q8)'),
	queue_no_show_minutes: count(1, 60, 4, 'Who was called and has not come by then is passed over (rule Q8)'),
	queue_return_minutes: count(0, WEEK_MINUTES, 30, 'Who comes back so soon after being passed over is next (rule Q8)'),
	queue_return_calls: count(0, 100, 5, 'The same, counted in other tickets called meanwhile (rule Q8)'),
	queue_called_lease_minutes: count(
		1,
		WEEK_MINUTES,
		10,
		'A called ticket whose counter gives no sign of life goes back to the front, once (rule Q11)',
	),
	queue_notice_ahead_minutes: count(1, 600, 15, 'People hear that their turn is near so long before it'),
	queue_max_notices: count(0, 20, 4, 'Messages about one visit, besides the call itself'),
	queue_opens_early_minutes: count(0, 1440, 1440, 'From so long before the first opening of a day on tickets are given for it (rule Q10)'),
	queue_closing_margin_minutes: count(0, 600, 15, 'No tickets are given that would be served later than so long before closing (rule Q10)'),
	queue_snooze_places: count(1, 50, 3, 'How far "I am coming, 5 minutes" slides back, once'),
	queue_joins_per_day: count(1, 100, 5, 'Tickets one person may take in one day (rule Q13)'),
	queue_min_samples: count(1, 1000, 5, 'Services observed before they outweigh the planned duration (rule Q6)'),
	appointment_tolerance_minutes: count(0, 600, 10, 'Who checks in so late still has the appointment (rule Q4)'),
	appointment_reminder_minutes: z
		.array(
			z
				.int()
				.min(1)
				.max(MONTH_HOURS * 60),
		)
		.max(5)
		.default([1440, 120])
		.describe('Minutes before an appointment at which its owner is reminded (rule Q16)'),
	appointment_waitlist_offer_minutes: count(1, WEEK_MINUTES, 15, 'How long a freed slot is offered to one person (rule Q16)'),
	appointment_check_in_early_minutes: count(
		0,
		1440,
		60,
		'From so long before an appointment on its owner can say that they are there (rule Q4)',
	),
	appointments_per_person: count(1, 50, 3, 'Appointments one person may have ahead of them at once (rule Q13)'),
	quiet_hours: z
		.strictObject({ from: clock.default('21:00'), to: clock.default('07:00') })
		.prefault({})
		.describe('Local hours in which nobody is reminded or offered anything; the same hour twice: none (rule X5)'),
};

/** The price of passing before others, where it may be sold at all. Legal priority goes first whatever it says (rule Q14). */
const paidPriority = z.boolean().describe('Whether places in a queue may be sold; by default not in hospitals and administrations');

const strict = z.strictObject({ ...shape, paid_priority: paidPriority.optional() });
const lenient = z.object({ ...shape, paid_priority: paidPriority });

/** The settings of an organisation, complete. */
export type Settings = z.output<typeof lenient>;

/** What the import file may say: unknown names are errors, and steps must come in their order. */
export const settingsSchema = strict.superRefine((settings, context) => {
	const wrong = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
	const silent = settings.silent_accepted_minutes;
	if (silent.redispatch <= silent.reminder) wrong(['silent_accepted_minutes'], 'redispatch must come after reminder');
	if (silent.manager < silent.redispatch) wrong(['silent_accepted_minutes'], 'manager must not come before redispatch');
	if (settings.question_expiry_minutes <= settings.question_reminder_minutes)
		wrong(['question_expiry_minutes'], 'must be more than question_reminder_minutes');
	if (settings.human_idle_return_minutes <= settings.human_idle_warn_minutes)
		wrong(['human_idle_return_minutes'], 'must be more than human_idle_warn_minutes');
	const words = settings.search_word_minutes;
	if (words.some((minutes, i) => i > 0 && minutes <= (words[i - 1] ?? 0))) wrong(['search_word_minutes'], 'must be in rising order');
	const reminders = settings.appointment_reminder_minutes;
	if (reminders.some((minutes, i) => i > 0 && minutes >= (reminders[i - 1] ?? 0)))
		wrong(['appointment_reminder_minutes'], 'must be in falling order');
});

const said = z.record(z.string(), z.unknown()).catch({});

/** Fills in what a stored organisation of this kind did not say. A name that no longer exists is passed over. */
export function completeSettings(stored: unknown, kind: OrganisationKind): Settings {
	return lenient.parse({ paid_priority: sellsPriority(kind), ...said.parse(stored) });
}
