import { AppError } from '../../platform/errors.ts';
import type { Contact } from '../contacts/contact.ts';
import type { Input } from '../input.ts';
import type { Decision } from '../precedence/moment.ts';
import type { Scene } from '../scene/scene.ts';
import type { Session } from '../session.ts';
import type { StepContext } from '../step/context.ts';
import type { Effect } from '../step/effect.ts';
import { step } from '../step/step.ts';
import type { TurnDeps } from './deps.ts';
import type { Prepared } from './prepare.ts';

/** Commands one turn may run; a flow that wants more goes round in circles (I12). */
const MAX_COMMANDS = 20;

export interface Played {
	session: Session;
	/** Everything asked for but the commands, in order. */
	effects: Effect[];
	decision: Decision | null;
	commands: { name: string; outcome: string; data: Record<string, unknown> }[];
}

/** Steps through one input: each command a step asks for is run in the scene and its outcome stepped on, until the dialogue waits. */
export async function play(deps: TurnDeps, scene: Scene, contact: Contact, input: Input, prepared: Prepared): Promise<Played> {
	const ctx = stepContext(deps, scene, contact, prepared);
	const first = step({ ...contact.session, turn: contact.session.turn + 1 }, input, ctx);
	const played: Played = { session: first.session, effects: [], decision: first.decision, commands: [] };
	const queue = [...first.effects];
	for (let effect = queue.shift(); effect !== undefined; effect = queue.shift()) {
		if (effect.kind !== 'command') {
			if (effect.kind === 'language') ctx.contact.language = languageOf(effect.language, ctx);
			played.effects.push(effect);
			continue;
		}
		if (played.commands.length >= MAX_COMMANDS)
			throw new AppError('flow_invalid', `more than ${MAX_COMMANDS} commands in a turn, last ${effect.name}`);
		const result = await run(deps, scene, effect.name, effect.args);
		played.commands.push({ name: effect.name, outcome: result.outcome, data: result.data ?? {} });
		const next = step(
			played.session,
			{ kind: 'effect_result', effect: effect.name, outcome: result.outcome, data: result.data ?? {} },
			ctx,
		);
		played.session = next.session;
		queue.unshift(...next.effects);
	}
	return played;
}

async function run(
	deps: TurnDeps,
	scene: Scene,
	name: string,
	args: Record<string, unknown>,
): Promise<{ outcome: string; data?: Record<string, unknown> }> {
	const command = deps.commands.get(name);
	if (command === undefined) throw new AppError('flow_invalid', `no command ${name}`);
	const parsed = command.args.safeParse(args);
	if (!parsed.success)
		throw new AppError(
			'flow_invalid',
			`${name}: ${parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')}`,
		);
	return command.run(scene, args);
}

function stepContext(deps: TurnDeps, scene: Scene, contact: Contact, prepared: Prepared): StepContext {
	const { organisation, language, reading, repliedSubject, media, unread } = prepared;
	const { settings } = organisation;
	return {
		now: scene.now,
		book: deps.book,
		texts: deps.texts,
		contact: { id: contact._id, name: contact.name ?? '', language, provider: contact.provider ?? '', owner: contact.owner },
		org: { ...organisation, settings: { ...settings } },
		limits: {
			questionReminderMs: settings.question_reminder_minutes * 60_000,
			questionExpiryMs: settings.question_expiry_minutes * 60_000,
			draftKeepMs: settings.draft_keep_hours * 3_600_000,
			wrongAnswers: settings.wrong_answers_before_person,
		},
		reading,
		repliedSubject,
		media,
		unread,
	};
}

function languageOf(said: string, ctx: StepContext): StepContext['contact']['language'] {
	return said === 'fr' || said === 'en' || said === 'wo' ? said : ctx.contact.language;
}
