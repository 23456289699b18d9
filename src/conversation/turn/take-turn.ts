import type { NewOutboxMessage } from '../../channels/outbox/queue-messages.ts';
import { queueMessages } from '../../channels/outbox/queue-messages.ts';
import { withdrawMessages } from '../../channels/outbox/withdraw-messages.ts';
import { AppError } from '../../platform/errors.ts';
import type { Contact } from '../contacts/contact.ts';
import { ContactModel } from '../contacts/model.ts';
import { setOptedOut } from '../contacts/set-opted-out.ts';
import { finishItem } from '../inbox/finish-item.ts';
import type { InboxItem, Input } from '../input.ts';
import type { LaneLease, TakeTurn } from '../lane/drain-lane.ts';
import { freeLane } from '../lane/lease.ts';
import type { OpenScene, RunScene } from '../scene/in-scene.ts';
import type { Actor, Scene } from '../scene/scene.ts';
import { PROMPT_LENGTH } from '../session.ts';
import type { TurnDeps } from './deps.ts';
import { HUMAN_IDLE, watchHuman } from './human-idle.ts';
import { keepTrace } from './keep-trace.ts';
import { type Played, play } from './play.ts';
import { type Prepared, prepareTurn } from './prepare.ts';
import { type ContactChanges, settle } from './settle.ts';
import { withoutEchoes } from './without-echoes.ts';
import { type WordedMessage, wordEffects } from './word-effects.ts';

const NONE = { $exists: false };

/**
 * One turn: an input goes through step and scene, and everything it brings — session, domain writes, messages, timers, events, the inbox
 * row — is committed together or not at all (I4). The contact's row is written only if the lane and the owner are still what they were
 * when it was read, so that a lost lease or an agent who took over meanwhile undoes the turn (I3, I7).
 */
export function createTakeTurn(deps: TurnDeps, runScene: RunScene): TakeTurn {
	return async (item, contact, lease) => {
		const prepared = await prepareTurn(deps, item, contact);
		await runScene(
			{ org: item.org, actor: actorOf(item, contact), correlationId: item.correlationId, contact, cause: item._id },
			async (scene) => {
				const heard = hear(scene, item, contact, prepared);
				const played = heard === null ? null : await play(deps, scene, heard.contact, heard.input, prepared);
				await commit(deps, scene, item, contact, heard?.contact ?? contact, lease, prepared, played);
			},
		);
		return { released: lease.last };
	};
}

/** What the step gets to hear: the input itself, or what stands for it. Null: nothing happens but that the item is done. */
function hear(scene: Scene, item: InboxItem, contact: Contact, prepared: Prepared): { contact: Contact; input: Input } | null {
	const { input } = item;
	if (input.kind === 'timer' && input.timer === HUMAN_IDLE) {
		const handBack = watchHuman(scene, contact, prepared.organisation.settings);
		return handBack === null ? null : { contact: { ...contact, owner: 'bot' }, input: handBack };
	}
	return { contact, input: prepared.heard ?? input };
}

async function commit(
	deps: TurnDeps,
	scene: OpenScene,
	item: InboxItem,
	before: Contact,
	heard: Contact,
	lease: LaneLease,
	prepared: Prepared,
	played: Played | null,
): Promise<void> {
	const worded = played === null ? null : wordEffects(played.effects, deps.texts, prepared.language, prepared.organisation);
	const settled = played === null ? null : settle(scene, item, heard, played, prepared.organisation.settings);
	const changes: Partial<ContactChanges> = { ...settled?.changes };
	if (worded !== null && (worded.language !== prepared.language || prepared.detected)) changes.language = worded.language;
	if (heard.owner !== before.owner && changes.owner === undefined)
		Object.assign(changes, { owner: heard.owner, ownerSince: scene.now, agent: null, handoverReason: null });
	const messages =
		worded === null || changes.session === undefined ? [] : await withoutEchoes(scene, before, changes.session, worded.messages);
	const prompt = worded?.messages.findLast(({ message }) => message.text !== '')?.message.text;
	if (changes.session !== undefined && prompt !== undefined) changes.session.lastPrompt = prompt.slice(-PROMPT_LENGTH);
	finishItem(scene, item, prepared.heard?.kind === 'message' ? prepared.heard.text : undefined);
	writeContact(scene, before, lease, changes);
	// What a person adds while an agent has the conversation may change how it is sorted, and live views show it.
	if (before.owner === 'human' && isPersons(item.input))
		scene.emit({ type: 'conversation.written', subject: { kind: 'contact', id: before._id }, data: { kind: item.input.kind } });
	if (settled?.optOut != null) await setOptedOut(scene.org, before._id, settled.optOut.channel, settled.optOut.at, scene.db);
	for (const subject of settled?.withdrawn ?? []) await withdrawMessages(scene, before._id, subject);
	if (worded !== null)
		queueMessages(
			scene,
			messages.map((message) => outgoing(message, before, worded.language, item, deps.followed)),
		);
	if (deps.keepTraces && played !== null) keepTrace(scene, item, before, played, prepared);
}

function writeContact(scene: OpenScene, before: Contact, lease: LaneLease, changes: Partial<ContactChanges>): void {
	const gone = Object.entries(changes)
		.filter(([, value]) => value === null)
		.map(([key]) => [key, true as const]);
	const kept = Object.entries(changes).filter(([, value]) => value !== null && value !== undefined);
	// A change of hands must not undo what an agent did meanwhile.
	const hands = changes.owner === undefined ? {} : { agent: before.agent ?? NONE, agentActiveAt: before.agentActiveAt ?? NONE };
	scene.change(ContactModel, {
		filter: { _id: before._id, org: scene.org, 'lease.owner': lease.owner, owner: before.owner, ...hands },
		update: {
			$set: { ...Object.fromEntries(kept), updatedAt: scene.now, ...(lease.last ? { lease: freeLane(scene.now) } : {}) },
			...(gone.length === 0 ? {} : { $unset: Object.fromEntries(gone) }),
		},
		gone: () => new AppError('lease_lost', 'the lane or the owner changed during the turn'),
	});
}

function isPersons({ kind }: Input): boolean {
	return kind === 'message' || kind === 'choice' || kind === 'media' || kind === 'location';
}

function outgoing(
	worded: WordedMessage,
	contact: Contact,
	language: string,
	item: InboxItem,
	followed: ReadonlySet<string>,
): NewOutboxMessage {
	const { message, origin, notice, subject, subjectKind, until, optOutReply } = worded;
	return {
		contact: contact._id,
		language,
		text: message.text,
		choices: message.choices,
		listButton: message.listButton,
		...(message.template === undefined ? {} : { template: message.template }),
		subject,
		followed: followed.has(subjectKind),
		origin,
		notice,
		...(until === undefined ? {} : { expiresAt: until }),
		optOutReply,
		turn: item._id,
	};
}

function actorOf(item: InboxItem, contact: Contact): Actor {
	const { input } = item;
	if (input.kind === 'agent_action') return { kind: 'agent', id: input.agent, source: 'desk' };
	if (input.kind === 'timer') return { kind: 'timer', id: input.timer, source: 'timer' };
	if (input.kind === 'domain' || input.kind === 'effect_result' || input.kind === 'payment_update')
		return { kind: 'system', id: 'system', source: input.kind };
	const source = input.kind === 'choice' ? 'button' : input.kind === 'message' ? 'text' : input.kind;
	return contact.provider === undefined ? { kind: 'client', id: contact._id, source } : { kind: 'provider', id: contact.provider, source };
}
