import type { Intent } from '../../understanding/reading.ts';
import { questionOf } from '../flow/book.ts';
import type { Answer } from '../flow/compile.ts';
import type { Flow } from '../flow/schema.ts';
import type { Standing } from '../session.ts';
import { fixedChoices, type LiveChoice } from '../step/choices.ts';
import { matchChoice } from '../step/match-choice.ts';
import { readAnswer, SURE } from '../step/read-answer.ts';
import { flowOf, learnt, takes, told } from '../step/run.ts';
import { CERTAIN, interrupts, isAside } from './interrupts.ts';
import type { Decision, Moment } from './moment.ts';
import { trigger } from './trigger.ts';
import { understood } from './understood.ts';

/**
 * The open question and the notices whose buttons still stand. Firm answers (choice, slot, pin, file) come first, then words that
 * answer a notice, then free text — unless the text is plainly about something else. What the words tell besides is kept.
 */
export function waiting(moment: Moment): Decision | null {
	const { run, asking, read } = moment;
	if (asksHours(moment)) return null;
	const standingIsNewest = run.session.standing.some((notice) => notice.turn > run.session.askedTurn);
	if (standingIsNewest || moment.run.ctx.repliedSubject !== null) {
		const bound = standing(moment, standingIsNewest);
		if (bound !== null) return bound;
	}
	const guessed = read !== null && isGuessed(moment, read.firm) && isKeywordOfEntry(moment);
	if (asking !== undefined && read !== null && !guessed && takes(run, asking, read.firm))
		return { row: 'waiting', action: 'answer', answer: read.firm };
	const bound = standing(moment, asking === undefined);
	if (bound !== null) return bound;
	if (asking === undefined || read === null || guessed || interrupts(moment) || beginsAnother(moment)) return null;
	if (isSearch(moment) && (isKeywordOfEntry(moment) || sureIntent(moment) === 'thanks')) return null;
	if (read.loose !== undefined && takes(run, asking, read.loose)) return { row: 'waiting', action: 'answer', answer: read.loose };
	const { about: _, ...facts } = told(read.firm);
	if (isAside(moment)) return null;
	if (Object.keys(learnt(flowOf(run, asking).flow, facts, asking.facts)).length > 0)
		return { row: 'waiting', action: 'absorb', answer: read.firm };
	return null;
}

/** "Vous ouvrez demain ?" names no day for the appointment that is asked about: it is answered first, and what was asked stays open. */
function asksHours(moment: Moment): boolean {
	if (moment.reading?.found.asks_hours !== true) return false;
	const decision = understood(moment);
	return decision?.row === 'understood' && decision.action === 'open' && decision.flow === 'hours';
}

/** An answer that no word of the question names and nothing told makes: it was guessed from what the text seems to want. */
function isGuessed({ run, asking, text, choices }: Moment, answer: Answer): boolean {
	if (answer.id !== undefined) return matchChoice(text, choices, false) === null;
	return answer.intents.length > 0 && asking !== undefined && takes(run, asking, { slots: {}, intents: answer.intents });
}

/** Whether the whole message is a word that opens a dialogue: "j'y suis" is no yes to what was asked. */
function isKeywordOfEntry(moment: Moment): boolean {
	return moment.input.kind === 'message' && trigger(moment) !== null;
}

/** A question that is answered from its list: other words only search it. */
function isSearch({ run, asking }: Moment): boolean {
	return asking !== undefined && questionOf(flowOf(run, asking).flow, asking.state)?.choices_from !== undefined;
}

function sureIntent({ reading }: Moment): Intent | null {
	return reading !== null && reading.confidence >= SURE ? reading.intent : null;
}

/** What a visit begins or ends with: said while something else is asked, it is no answer to that ("un rdv pour ma mère"). */
const VISITS: readonly Intent[] = ['join_queue', 'queue_position', 'leave_queue', 'book_appointment', 'reschedule_appointment'];

/** What a provider tells of a job: another step of it than the one that is waited for ("fini 8000", said before "je suis là"). */
const STEPS: readonly Intent[] = ['provider_enroute', 'provider_arrived', 'provider_start', 'provider_complete'];

/** Whether a text plainly begins another dialogue than the one that asks, or another step of a job. */
function beginsAnother(moment: Moment): boolean {
	const { reading, asking } = moment;
	if (reading?.intent == null || reading.confidence < CERTAIN) return false;
	const isStep = STEPS.includes(reading.intent);
	if (!(isStep || VISITS.includes(reading.intent)) || namesHouse(moment)) return false;
	const decision = understood(moment);
	if (decision?.row !== 'understood' || decision.action !== 'open') return false;
	if (isStep) return decision.flow === asking?.flow;
	// Where visits are not offered, help would say so, and another time is told of a request: neither begins a visit.
	return decision.flow !== asking?.flow && decision.flow !== 'help' && decision.flow !== 'my-requests';
}

/** Asked for a house, its name is an answer, and asks for no ticket of its own. */
function namesHouse(moment: Moment): boolean {
	return moment.reading?.intent === 'join_queue' && isSearch(moment) && moment.read?.firm.slots.about !== 'ticket';
}

/** Words that pick a choice of a standing notice: of the one replied to, of the only one it fits, or of several (the flow then asks which). */
function standing(moment: Moment, numbered: boolean): Decision | null {
	const { run, input, text, reading } = moment;
	if (input.kind !== 'message') return null;
	const open = run.session.standing.filter((notice) => notice.until.getTime() > run.ctx.now.getTime());
	// A reply to what no longer stands is not said to another: a yes to a lost offer takes no second one.
	const { repliedSubject } = run.ctx;
	const candidates = repliedSubject === null ? open : open.filter((notice) => notice.subject === repliedSubject);
	const newest = candidates.at(-1);
	// "J'y suis" is a word of its own, whatever it would mean as an answer.
	const keyword = trigger(moment) !== null;
	const fits = candidates.flatMap((notice) => {
		const choices = choicesOf(moment, notice);
		const picked =
			matchChoice(text, choices, numbered && (notice === newest || candidates.length === 1)) ??
			(keyword ? null : byReading(choices, moment));
		return picked?.definition === undefined ? [] : [{ notice, definition: picked.definition }];
	});
	const first = fits.at(-1);
	if (first === undefined || readAnswer(input, [], reading, [], false) === null) return null;
	const several = fits.filter((fit) => fit.notice.notice === first.notice.notice).length > 1;
	const subject = several ? '' : first.notice.subject;
	const said = { said: text, ...(reading === null ? {} : learnt(flowOfNotice(moment, first.notice), { ...reading.slots })) };
	const facts = several ? said : { ...first.notice.facts, ...said, subject };
	return { row: 'waiting', action: 'standing', flow: first.notice.flow, state: first.definition.to, subject, facts };
}

function choicesOf({ run }: Moment, notice: Standing): LiveChoice[] {
	const flow = run.ctx.book.latest(notice.flow)?.flow;
	if (flow === undefined) return [];
	const definitions = (flow.notices[notice.notice] ?? []).flatMap((one) => one.choices);
	return fixedChoices(flow, `!${notice.notice}`, definitions, notice.facts, run.ctx, notice.subject);
}

function byReading(choices: LiveChoice[], { reading, asking }: Moment): LiveChoice | null {
	if (reading === null) return null;
	// A yes alone of which nothing sure was made answers what can be agreed to.
	if (reading.found.agreed === true && reading.confidence < SURE)
		return choices.find((choice) => choice.intents.includes('confirm')) ?? null;
	// Beside a job that is spoken of, a guess is no answer to the next offer ("je ne trouve pas la maison").
	if (reading.intent === null || reading.confidence < (asking === undefined ? SURE : CERTAIN)) return null;
	const intent: string = reading.intent;
	return choices.find((choice) => choice.intents.includes(intent)) ?? null;
}

function flowOfNotice({ run }: Moment, notice: Standing): Pick<Flow, 'absorb' | 'fill'> {
	return run.ctx.book.latest(notice.flow)?.flow ?? { absorb: {}, fill: {} };
}
