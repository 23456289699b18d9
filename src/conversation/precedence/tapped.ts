import { choicesAt, questionOf } from '../flow/book.ts';
import { resolveAll } from '../flow/values.ts';
import { factScope, fixedChoices, type LiveChoice } from '../step/choices.ts';
import { decodeTap, type Tap } from '../step/payload.ts';
import { answerOf } from '../step/read-answer.ts';
import type { Decision, Moment } from './moment.ts';

/** Two taps on the same button within this time are one (a thumb that trembles, a phone that lags). */
const DOUBLE_TAP_MS = 10_000;

/** A tapped button: the open question's choice, a notice's, an old one that still means something, or a stale one. */
export function tapped(moment: Moment): Decision | null {
	const { input, run, asking, choices, text } = moment;
	if (input.kind !== 'choice') return null;
	const tap = decodeTap(input.payload);
	if (tap === null) return null;
	const { lastTap } = run.session;
	if (lastTap?.payload === input.payload && run.ctx.now.getTime() - lastTap.at.getTime() < DOUBLE_TAP_MS)
		return { row: 'tap', action: 'again' };
	if (asking !== undefined && asking.flow === tap.flow && asking.state === tap.place) {
		const choice = choices.find((open) => open.id === tap.choice && isAbout(open, tap));
		if (choice !== undefined) return { row: 'tap', action: 'answer', answer: answerOf(choice, text, null, tap) };
	}
	return opened(moment, tap) ?? { row: 'tap', action: 'stale', tap };
}

/**
 * The same question may have been asked about something else before (two jobs at once): its buttons are not this one's. A button that
 * carries a value of its own means that value whenever it is tapped.
 */
function isAbout(open: LiveChoice, { subject }: Tap): boolean {
	return open.definition?.carries !== undefined || subject === '' || decodeTap(open.offered.payload)?.subject === subject;
}

/** A notice's button and a lasting choice open their flow where they lead, whatever else is going on. */
function opened({ run }: Moment, tap: Tap): Decision | null {
	const compiled = run.ctx.book.latest(tap.flow);
	if (compiled === undefined) return null;
	const definition = choicesAt(compiled.flow, tap.place).find((choice) => choice.id === tap.choice);
	if (definition === undefined || !(tap.place.startsWith('!') || definition.lasting)) return null;
	const standing = run.session.standing.find((open) => open.flow === tap.flow && open.subject === tap.subject);
	const named = questionOf(compiled.flow, tap.place)?.subject;
	const known = {
		...standing?.facts,
		...(tap.subject === '' ? {} : { subject: tap.subject, ...(named === undefined ? {} : { [named]: tap.subject }) }),
	};
	const [choice] = fixedChoices(compiled.flow, tap.place, [{ ...definition, when: undefined }], known, run.ctx, tap.subject);
	if (choice === undefined) return null;
	const facts = { ...known, ...resolveAll(definition.set ?? {}, factScope(known, run.ctx)) };
	return { row: 'tap', action: 'open', flow: tap.flow, state: definition.to, facts, subject: tap.subject };
}
