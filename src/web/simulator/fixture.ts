import type { ChannelName } from '../../channels/message.ts';
import { type SimulatorMessage, SimulatorMessageModel } from '../../channels/simulator/model.ts';
import type { SimulatorDeps } from './deps.ts';

interface FixtureOutput {
	text: string;
	/** The labels, in order. */
	choices: string[];
}

/** What the person did, and what the phone then showed until they did something else. `domain`: messages that came unasked. */
export interface FixtureInput {
	at: string;
	kind: SimulatorMessage['kind'] | 'domain';
	text?: string;
	payload?: string;
	repliedTo?: string;
	media?: { contentType: string }[];
	location?: SimulatorMessage['location'];
	outputs: FixtureOutput[];
}

/** A chat as test data. */
export interface ChatFixture {
	name: string;
	org: string;
	contact: { channel: ChannelName; language: string | null; provider: string | null };
	/** When the test's clock starts: the first bubble. */
	clock: string | null;
	inputs: FixtureInput[];
}

const MAX_MESSAGES = 500;

/** Writes a phone's chat as a fixture: what was sent, and what was shown after each. */
export async function chatFixture(
	deps: SimulatorDeps,
	phone: { org: string; channel: ChannelName; address: string },
): Promise<ChatFixture> {
	const { org, channel, address } = phone;
	const latest = await SimulatorMessageModel.find({ org, channel, address }).sort({ _id: -1 }).limit(MAX_MESSAGES).lean();
	const contact = await deps.contactAt(org, address);
	const messages = latest.reverse();
	return {
		name: `${org}-${channel}-chat`,
		org,
		contact: { channel, language: contact?.language ?? null, provider: contact?.provider ?? null },
		clock: messages[0]?.at.toISOString() ?? null,
		inputs: fixtureInputs(messages),
	};
}

/** Groups bubbles, oldest first, by the input they follow. */
export function fixtureInputs(messages: SimulatorMessage[]): FixtureInput[] {
	const inputs: FixtureInput[] = [];
	for (const message of messages) {
		if (message.direction === 'in') {
			inputs.push(asInput(message));
			continue;
		}
		let last = inputs.at(-1);
		if (last === undefined) {
			last = { at: message.at.toISOString(), kind: 'domain', outputs: [] };
			inputs.push(last);
		}
		last.outputs.push({ text: message.text, choices: message.choices.map((choice) => choice.label) });
	}
	return inputs;
}

function asInput(message: SimulatorMessage): FixtureInput {
	return {
		at: message.at.toISOString(),
		kind: message.kind,
		...(message.text === '' ? {} : { text: message.text }),
		...(message.payload === undefined ? {} : { payload: message.payload }),
		...(message.repliedTo === undefined ? {} : { repliedTo: message.repliedTo }),
		...(message.media.length === 0 ? {} : { media: message.media.map(({ contentType }) => ({ contentType })) }),
		...(message.location === undefined ? {} : { location: message.location }),
		outputs: [],
	};
}
