import mongoose from 'mongoose';
import type { FlowBook } from '../../src/conversation/flow/book.ts';
import type { Input } from '../../src/conversation/input.ts';
import { EMPTY_SESSION, type Session } from '../../src/conversation/session.ts';
import type { StepContext } from '../../src/conversation/step/context.ts';
import type { Effect } from '../../src/conversation/step/effect.ts';
import { step } from '../../src/conversation/step/step.ts';
import { wordEffects } from '../../src/conversation/turn/word-effects.ts';
import type { LanguageCode, Texts } from '../../src/platform/i18n.ts';
import type { Reading, ReadingContext } from '../../src/understanding/reading.ts';

/** One line of a chat as data: what comes in, what the modules answer, what goes out. */
export interface FixtureStep {
	in:
		| { text: string }
		| { tap: string }
		| { payload: string; label: string }
		| { location: [number, number] }
		| { media: string[]; caption?: string; voice?: boolean }
		| { notice: string; data: Record<string, unknown> }
		| { agent: 'claim' | 'message' | 'hand_back'; text?: string }
		| { timer: string }
		| { opt_out: 'stop' | 'start' | 'help' };
	/** Time that passed before it, in minutes. */
	after?: number;
	/** The message replied to was about this. */
	replied?: string;
	commands?: { name: string; outcome: string; data?: Record<string, unknown> }[];
	out?: FixtureOutput;
}

export interface FixtureOutput {
	messages: { text: string; choices?: string[] }[];
	/** Open frames, bottom first: `flow.state`. */
	open: string[];
	/** The other effects, by kind. */
	effects?: string[];
	row?: string;
}

export interface FlowFixture {
	name: string;
	contact: { language: LanguageCode; provider?: string; name?: string; owner?: 'bot' | 'human' };
	/** What the organisation gives people; only requests when unset, as a marketplace. */
	offers?: ('requests' | 'queues' | 'appointments')[];
	clock: string;
	chat: FixtureStep[];
}

export interface PlayedFixture {
	outputs: FixtureOutput[];
	flows: Set<string>;
	commands: Set<string>;
	effects: Set<string>;
}

const LIMITS = { questionReminderMs: 15 * 60_000, questionExpiryMs: 60 * 60_000, draftKeepMs: 48 * 3_600_000, wrongAnswers: 3 };

/** Plays a fixture through the pure step; the session is serialised and read again between any two inputs. */
export function playFixture(
	fixture: FlowFixture,
	book: FlowBook,
	texts: Texts,
	read: (text: string, ctx: ReadingContext) => Reading,
): PlayedFixture {
	const played: PlayedFixture = { outputs: [], flows: new Set(), commands: new Set(), effects: new Set() };
	let session: Session = { ...EMPTY_SESSION };
	let now = new Date(fixture.clock);
	let { language } = fixture.contact;
	let owner = fixture.contact.owner ?? 'bot';
	let tappable = new Map<string, string>();
	const given = fixture.offers ?? ['requests'];
	const offers = { requests: given.includes('requests'), queues: given.includes('queues'), appointments: given.includes('appointments') };
	for (const [index, line] of fixture.chat.entries()) {
		now = new Date(now.getTime() + (line.after ?? 0) * 60_000);
		const input = inputOf(line, tappable, session);
		const frame = session.frames.at(-1);
		const flow = frame === undefined ? undefined : book.at(frame.flow, frame.version)?.flow;
		const text = input.kind === 'message' ? input.text : input.kind === 'media' ? input.caption : '';
		const role = fixture.contact.provider !== undefined && flow?.audience !== 'client' ? 'provider' : 'client';
		const ctx: StepContext = {
			now,
			book,
			texts,
			contact: { id: 'c1', name: fixture.contact.name ?? 'Awa', language, provider: fixture.contact.provider ?? '', owner },
			org: {
				id: 'djobea',
				name: 'Djobea',
				timezone: 'Africa/Douala',
				currency: 'XAF',
				emergency: { rescue: '118', police: '117' },
				languages: ['fr', 'en', 'wo'],
				settings: {},
				offers,
			},
			limits: LIMITS,
			reading:
				text === '' || owner === 'human'
					? null
					: read(text, {
							role,
							question: frame === undefined && session.standing.length === 0 ? null : session.lastPrompt || null,
							choices: [],
							language,
							now,
							timezone: 'Africa/Douala',
							services: SERVICES,
							zones: ZONES,
						}),
			repliedSubject: line.replied ?? null,
			media: 'media' in line.in && line.in.voice !== true ? line.in.media : [],
			unread: 'media' in line.in && line.in.voice === true ? 'voice' : null,
		};
		if ('agent' in line.in && line.in.agent === 'hand_back') ctx.contact.owner = 'bot';
		const scripted = [...(line.commands ?? [])];
		let result = step({ ...session, turn: session.turn + 1 }, input, ctx);
		const row = result.decision?.row;
		const queue = [...result.effects];
		const effects: Effect[] = [];
		for (let effect = queue.shift(); effect !== undefined; effect = queue.shift()) {
			played.effects.add(effect.kind);
			if (effect.kind === 'language' && isLanguage(effect.language)) ctx.contact.language = effect.language;
			if (effect.kind !== 'command') {
				effects.push(effect);
				continue;
			}
			played.commands.add(effect.name);
			const answer = scripted.shift();
			if (answer?.name !== effect.name)
				throw new Error(
					`${fixture.name}, line ${index + 1}: ${effect.name} ${JSON.stringify(effect.args)} was asked for, ${answer?.name ?? 'nothing'} is scripted`,
				);
			result = step(result.session, { kind: 'effect_result', effect: effect.name, outcome: answer.outcome, data: answer.data ?? {} }, ctx);
			queue.unshift(...result.effects);
		}
		if (scripted.length > 0)
			throw new Error(`${fixture.name}, line ${index + 1}: ${scripted[0]?.name} is scripted and was never asked for`);
		const worded = wordEffects(effects, texts, language, { name: 'Djobea', timezone: 'Africa/Douala', currency: 'XAF' });
		language = worded.language;
		for (const effect of effects) {
			if (effect.kind !== 'handover') continue;
			owner = 'human';
			played.flows.add('person');
		}
		if ('agent' in line.in && line.in.agent === 'hand_back') owner = 'bot';
		const choices = worded.messages.flatMap(({ message }) => message.choices);
		tappable = new Map([...tappable, ...choices.map((choice): [string, string] => [choice.label, choice.payload])]);
		const prompt = worded.messages.at(-1)?.message.text;
		session = revive({ ...result.session, ...(prompt === undefined ? {} : { lastPrompt: prompt.slice(-500) }) });
		for (const open of session.frames) played.flows.add(open.flow);
		for (const effect of effects) if (effect.kind === 'end' || effect.kind === 'ask') played.flows.add(effect.flow);
		const others = effects.flatMap((effect) => (['say', 'ask', 'end'].includes(effect.kind) ? [] : [effect.kind]));
		played.outputs.push({
			messages: worded.messages.map(({ message }) => ({
				text: message.text,
				...(message.choices.length === 0 ? {} : { choices: message.choices.map((choice) => choice.label) }),
			})),
			open: session.frames.map((open) => `${open.flow}.${open.state}`),
			...(others.length === 0 ? {} : { effects: others }),
			...(row === undefined ? {} : { row }),
		});
	}
	return played;
}

const SERVICES = [
	{ id: 'plomberie', names: ['Plomberie', 'Plumbing'] },
	{ id: 'electricite', names: ['Électricité', 'Electricity'] },
];
const ZONES = [
	{ id: 'bonamoussadi', names: ['Bonamoussadi', 'bonamous'] },
	{ id: 'makepe', names: ['Makepe'] },
	{ id: 'kotto', names: ['Kotto'] },
];

function inputOf(line: FixtureStep, tappable: Map<string, string>, session: Session): Input {
	const given = line.in;
	if ('agent' in given) return { kind: 'agent_action', action: given.agent, agent: 'agent-1', text: given.text ?? '' };
	if ('text' in given) return { kind: 'message', text: given.text };
	if ('payload' in given) return { kind: 'choice', payload: given.payload, label: given.label };
	if ('location' in given) return { kind: 'location', latitude: given.location[0], longitude: given.location[1] };
	if ('media' in given)
		return {
			kind: 'media',
			media: given.media.map((url) => ({ url, contentType: given.voice === true ? 'audio/ogg' : 'image/jpeg' })),
			caption: given.caption ?? '',
		};
	if ('notice' in given) return { kind: 'domain', type: given.notice, data: given.data };
	if ('timer' in given) return { kind: 'timer', timer: given.timer, position: String(session.position), data: {} };
	if ('opt_out' in given) return { kind: 'opt_out', word: given.opt_out };
	const payload = tappable.get(given.tap);
	if (payload === undefined) throw new Error(`no button ${given.tap} was shown: ${[...tappable.keys()].join(' | ')}`);
	return { kind: 'choice', payload, label: given.tap };
}

function isLanguage(text: string): text is LanguageCode {
	return text === 'fr' || text === 'en' || text === 'wo';
}

/** What the database does to a session: it goes through BSON, where `undefined` becomes null. */
function revive(session: Session): Session {
	const { serialize, deserialize } = mongoose.mongo.BSON;
	const stored = deserialize(serialize({ session }, { ignoreUndefined: false }));
	return stored.session;
}
