import { z } from 'zod';

/**
 * A dialogue as its author writes it in `flows/*.yaml`. Texts are keys of `locales/`; `$…` values are references resolved when the
 * state is entered or an answer is taken: `$fact.x`, `$answer.x`, `$result.x`, `$contact.x`, `$org.x`, `$now`.
 */

const id = z.string().regex(/^[a-z][a-z0-9_]*$/, 'lower case letters, digits and _');
const flowId = z.string().regex(/^[a-z][a-z0-9-]*$/, 'lower case letters, digits and -');
/** `namespace.key`: the namespace is the file in `locales/<language>/`. */
const textKey = z.string().regex(/^[a-z][a-z0-9_-]*(\.[a-z0-9_]+)+$/, 'a text key, namespace.key');

export type Condition =
	| { has: string }
	| { is: [unknown, unknown] }
	| { in: [unknown, unknown[]] }
	| { more: [unknown, number] }
	| { told: string }
	| { not: Condition }
	| { all: Condition[] }
	| { any: Condition[] };

const condition: z.ZodType<Condition> = z.lazy(() =>
	z.union([
		z.strictObject({ has: z.string() }),
		z.strictObject({ is: z.tuple([z.unknown(), z.unknown()]) }),
		z.strictObject({ in: z.tuple([z.unknown(), z.array(z.unknown())]) }),
		z.strictObject({ more: z.tuple([z.unknown(), z.number()]) }),
		z.strictObject({ told: z.string() }),
		z.strictObject({ not: condition }),
		z.strictObject({ all: z.array(condition).min(1) }),
		z.strictObject({ any: z.array(condition).min(1) }),
	]),
);

const values = z.record(z.string(), z.unknown());

/** Where to go, and what to remember or say on the way. */
const move = {
	when: condition.optional(),
	set: values.optional(),
	say: textKey.optional(),
	to: id,
};
const transition = z.strictObject(move);
export type Transition = z.output<typeof transition>;

/** A short form: just the target. */
const target = z.union([id.transform((to): Transition => ({ to })), transition]);
const targets = z.union([target.transform((one) => [one]), z.array(target).min(1)]);

const choice = z.strictObject({
	id,
	label: textKey,
	description: textKey.optional(),
	/** A key whose text lists other words for it, separated by `|`. */
	synonyms: textKey.optional(),
	/** Intents that mean this choice when the person answers in words. */
	intents: z.array(z.string()).default([]),
	/** Shown only when it holds. */
	when: condition.optional(),
	/** A tap on it still counts after the question was left: it means the same at any time. */
	lasting: z.boolean().default(false),
	/**
	 * The fact whose value its button carries, as it is when the button is shown; the pick gives it back as `$answer.carried`, a text. For
	 * the pages of a list: a button leads to the page it promised, and two taps on two pages are two.
	 */
	carries: z.string().optional(),
	set: values.optional(),
	say: textKey.optional(),
	to: id,
});
export type ChoiceDefinition = z.output<typeof choice>;

/** What an open question takes besides its choices; the first that fits wins. */
const answer = z.union([
	z.strictObject({ slot: z.string(), ...move }),
	z.strictObject({ intent: z.string(), ...move }),
	z.strictObject({
		text: z.strictObject({
			min: z.number().int().default(1),
			max: z.number().int().default(1000),
			/** Signs alone (an emoji, a full stop) will do too. */
			signs: z.literal(true).optional(),
			/** Words that surely mean one of these are no answer. */
			unless: z.array(z.string()).optional(),
		}),
		...move,
	}),
	z.strictObject({ location: z.literal(true), ...move }),
	z.strictObject({ media: z.literal(true), ...move }),
]);
export type AnswerDefinition = z.output<typeof answer>;

const askState = z.strictObject({
	ask: textKey,
	/** Other wordings, the first that holds. */
	ask_when: z.array(z.strictObject({ when: condition, ask: textKey })).default([]),
	/** The fact that says what it is about: its buttons carry it, so that a `lasting` one works later too. */
	subject: z.string().optional(),
	/** Left at once when it holds: a fact that is known is not asked again. */
	skip: z.array(transition).default([]),
	choices: z.array(choice).default([]),
	/** The fact that holds the choices: a list of `{ id, label, description? }`; `choice` then says what a pick does. */
	choices_from: z.string().optional(),
	choice: z.union([target.transform((one) => [one]), z.array(target).min(1)]).optional(),
	answers: z.array(answer).default([]),
	/** Said before the question is asked again after a wrong answer. */
	retry: textKey.optional(),
	/** False: the question stays open for ever (a menu). */
	expires: z.boolean().default(true),
	/** Global keywords that mean something else here. */
	refuses: z.array(z.enum(['menu', 'help', 'agent', 'language', 'cancel'])).default([]),
});

const sayState = z.strictObject({ say: textKey, when: condition.optional(), set: values.optional(), then: id });
const runState = z.strictObject({ run: z.string(), with: values.default({}), then: z.record(z.string(), targets) });
const decideState = z.strictObject({ decide: z.array(transition).min(1) });
const callState = z.strictObject({ call: flowId, at: id.optional(), with: values.default({}), then: id });
const handoverState = z.strictObject({ handover: z.string(), say: textKey.optional() });
const languageState = z.strictObject({ language: z.unknown(), then: id });
const endState = z.strictObject({
	end: z.literal(true),
	say: textKey.optional(),
	/** Forgets the draft and closes the dialogues below. */ clear: z.boolean().default(false),
});

const stateSchema = z.union([askState, sayState, runState, decideState, callState, handoverState, languageState, endState]);
export type StateDefinition = z.output<typeof stateSchema>;
export type AskState = z.output<typeof askState>;

/** How a person comes into the flow by their own words. */
const entry = z.strictObject({
	/** A key whose text lists the words, separated by `|`; the whole message must be one of them. */
	keywords: textKey.optional(),
	intents: z.array(z.string()).default([]),
	/** A file or a pin sent out of the blue. */
	inputs: z.array(z.enum(['location', 'media'])).default([]),
	/** One of these told in a reply to a message about something, and not asked for: it is told of that. */
	replies: z.array(z.string()).default([]),
	/** One of these is told, whatever else the text seems to want. */
	tells: z.array(z.string()).default([]),
	/** One of these is told in a text that nothing else could be made of, while nothing is asked. */
	hints: z.array(z.string()).default([]),
	/** Takes the codes of places that links and posters carry, as the facts `code`, `arrival_key`, `ticket_number` and `ticket_key`; `when` may look at them. */
	code: z.boolean().default(false),
	when: condition.optional(),
	to: id,
});

/** What the person hears when a module tells them something. */
const notice = z.strictObject({
	when: condition.optional(),
	say: textKey.optional(),
	say_when: z.array(z.strictObject({ when: condition, say: textKey })).default([]),
	/** The data field that names what it is about; taps and replies carry it back as `$fact.subject`. */
	subject: z.string().optional(),
	/** The data field with the moment (ISO 8601) after which the message and its buttons are useless. */
	until: z.string().optional(),
	choices: z.array(choice).default([]),
	/** Opens the flow at this state: the notice asks something. */
	enter: id.optional(),
	/** The approved template that carries it when the 24-hour window is closed, with the facts that fill it. */
	template: z.strictObject({ name: z.string(), variables: z.array(z.string()) }).optional(),
	/** Takes back the open buttons about the same subject. */
	withdraws: z.string().optional(),
});
export type NoticeDefinition = z.output<typeof notice>;

export const flowSchema = z.strictObject({
	id: flowId,
	version: z.number().int().positive(),
	/** Whose words its entries listen to. */
	audience: z.enum(['client', 'provider', 'anyone']),
	/** For the diagrams' page. */
	title: z.string(),
	/** What any answer tells besides becomes facts, whatever question is open: `{ slot: fact }`; `location` and `media` count as slots. */
	absorb: z.record(z.string(), z.string()).default({}),
	/** The same, for what is only a guess or said in passing: it becomes a fact where none is known yet. */
	fill: z.record(z.string(), z.string()).default({}),
	/** What the dialogue in which its entry was spoken knows of these, it begins with: nobody is asked again for the branch they speak of. */
	inherits: z.array(z.string()).default([]),
	/** The facts survive a question that expired, and this state offers to go on with them. */
	draft: z.strictObject({ resume: id }).optional(),
	entries: z.array(entry).default([]),
	notices: z.record(z.string(), z.union([notice.transform((one) => [one]), z.array(notice).min(1)])).default({}),
	states: z.record(id, stateSchema),
	/** What becomes of sessions that wait in a state a newer version removed (I11): the state to move to, or `close`. */
	removed: z.record(id, z.string()).default({}),
});
export type Flow = z.output<typeof flowSchema>;
