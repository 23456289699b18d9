import type { CompiledFlow } from '../flow/book.ts';
import { holds } from '../flow/values.ts';
import { factScope } from '../step/choices.ts';
import { SURE, slotsOf } from '../step/read-answer.ts';
import { learnt, type Run } from '../step/run.ts';
import { isKeyword } from './keywords.ts';
import type { Decision, Moment } from './moment.ts';

/** Keywords of the flows' entries, and files or pins sent out of the blue. The whole message must be the keyword, give or take politeness. */
export function trigger({ run, input, text, read, reading }: Moment): Decision | null {
	for (const { flow } of listening(run)) {
		for (const entry of flow.entries) {
			const byWord = entry.keywords !== undefined && isKeyword({ text, reading }, run.ctx.texts.words(entry.keywords));
			const byInput =
				(input.kind === 'location' || input.kind === 'media') &&
				entry.inputs.includes(input.kind) &&
				run.session.frames.length === 0 &&
				(input.kind === 'location' || (run.ctx.media.length > 0 && belongsTo(flow, reading)));
			if (!(byWord || byInput) || !holds(entry.when, factScope({}, run.ctx))) continue;
			const slots = { ...slotsOf(reading), location: read?.firm.location, media: run.ctx.media.length > 0 ? run.ctx.media : undefined };
			const facts = byInput ? learnt(flow, slots) : {};
			return { row: 'trigger', flow: flow.id, state: entry.to, facts: { ...facts, ...subjectOf(run) } };
		}
	}
	return null;
}

/** A file whose caption plainly wants something else does not begin the flow that files begin. */
function belongsTo({ entries }: CompiledFlow['flow'], reading: Moment['reading']): boolean {
	if (reading === null || reading.intent === null || reading.confidence < SURE) return true;
	const { intent, wants_human: wantsPerson } = reading;
	return !wantsPerson && entries.some(({ intents }) => intents.includes(intent));
}

/** The flows that listen to this person: a provider's own first, then what is for everyone. */
export function listening(run: Run): CompiledFlow[] {
	const flows = run.ctx.book.all();
	if (run.ctx.contact.provider === '') return flows.filter(({ flow }) => flow.audience !== 'provider');
	return [...flows.filter(({ flow }) => flow.audience === 'provider'), ...flows.filter(({ flow }) => flow.audience !== 'provider')];
}

/** What the message replied to is about. */
export function subjectOf(run: Run): Record<string, unknown> {
	return run.ctx.repliedSubject === null ? {} : { subject: run.ctx.repliedSubject };
}
