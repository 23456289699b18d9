import { type OutboxMessage, OutboxModel } from '../../channels/outbox/model.ts';
import type { Input } from '../../conversation/input.ts';
import { type TurnTrace, TurnTraceModel } from '../../conversation/turn/trace.ts';
import { AppError } from '../../platform/errors.ts';
import type { SimulatorDeps } from './deps.ts';

/** One turn as `test/support/flow-fixture.ts` plays it. */
export interface FixtureLine {
	in: Record<string, unknown>;
	/** Minutes since the line before. */
	after?: number;
	replied?: string;
	commands?: TurnTrace['commands'];
	out: { messages: { text: string; choices?: string[] }[] };
}

/** A chat as test data: put it in `test/fixtures/flows`, then `UPDATE_FIXTURES=1 npm test -- flow-fixtures` completes and checks it. */
export interface ChatFixture {
	name: string;
	contact: { language: string; provider?: string; name?: string };
	/** When the test's clock starts. */
	clock: string;
	chat: FixtureLine[];
}

const MOST_TURNS = 200;
/** Shorter pauses mean nothing to a dialogue. */
const PAUSE_MINUTES = 1;

/** Writes what a phone lived as a fixture. Throws `not_found` when nobody wrote from it. */
export async function chatFixture(deps: Pick<SimulatorDeps, 'contactAt'>, phone: { org: string; address: string }): Promise<ChatFixture> {
	const contact = await deps.contactAt(phone.org, phone.address);
	if (contact === null) throw new AppError('not_found', 'nobody wrote from this phone');
	const of = { org: phone.org, contact: contact._id };
	const traces = await TurnTraceModel.find(of).sort({ _id: 1 }).limit(MOST_TURNS).lean();
	const messages = await OutboxModel.find({ ...of, turn: { $in: traces.map((trace) => trace._id) } })
		.sort({ _id: 1 })
		.lean();
	return {
		name: `chat-${traces[0]?._id ?? 'empty'}`,
		contact: {
			language: contact.language ?? 'fr',
			...(contact.provider === undefined ? {} : { provider: contact.provider }),
			...(contact.name === undefined ? {} : { name: contact.name }),
		},
		clock: (traces[0]?.at ?? contact.createdAt).toISOString(),
		chat: fixtureLines(traces, messages),
	};
}

/** The turns, oldest first, with what each answered. */
export function fixtureLines(
	traces: readonly TurnTrace[],
	messages: readonly Pick<OutboxMessage, 'turn' | 'text' | 'choices'>[],
): FixtureLine[] {
	return traces.flatMap((trace, index) => {
		if (trace.input === null) return [];
		const before = traces[index - 1]?.at ?? trace.at;
		const after = Math.round((trace.at.getTime() - before.getTime()) / 60_000);
		const said = messages.filter((message) => message.turn === trace._id);
		return [
			{
				in: asGiven(trace.input),
				...(after >= PAUSE_MINUTES ? { after } : {}),
				...(trace.replied === null ? {} : { replied: trace.replied }),
				...(trace.commands.length === 0 ? {} : { commands: trace.commands }),
				out: {
					messages: said.map(({ text, choices }) => ({
						text,
						...(choices.length === 0 ? {} : { choices: choices.map(({ label }) => label) }),
					})),
				},
			},
		];
	});
}

function asGiven(input: Input): Record<string, unknown> {
	switch (input.kind) {
		case 'message':
			return { text: input.text };
		case 'choice':
			return { payload: input.payload, label: input.label };
		case 'location':
			return { location: [input.latitude, input.longitude] };
		case 'media':
			return {
				media: input.media.map((_, place) => `m${place}`),
				caption: input.caption,
				voice: input.media.some((file) => file.contentType.startsWith('audio/')),
			};
		case 'domain':
			return { notice: input.type, data: input.data };
		case 'agent_action':
			return { agent: input.action, text: input.text };
		case 'timer':
			return { timer: input.timer };
		case 'opt_out':
			return { opt_out: input.word };
		default:
			return { notice: input.kind, data: input.data };
	}
}
