import type { ChannelName } from '../../channels/message.ts';
import type { LanguageCode } from '../../platform/i18n.ts';
import type { Contact } from '../contacts/contact.ts';
import type { InboxItem } from '../input.ts';
import type { Scene } from '../scene/scene.ts';
import type { Session } from '../session.ts';
import type { Effect } from '../step/effect.ts';
import { QUESTION_EXPIRY, QUESTION_REMINDER } from '../step/step-by-question-timer.ts';
import type { ConversationSettings } from './deps.ts';
import { setIdleTimer } from './human-idle.ts';

/** What a turn changes in the contact's row. */
export interface ContactChanges {
	session: Session;
	language?: LanguageCode;
	owner?: 'bot' | 'human';
	ownerSince?: Date;
	handoverReason?: string;
	agent?: null;
	agentActiveAt?: null;
}

/** Carries out the effects that are neither words nor commands: owner, timers, opt-out. Gives what changes in the contact's row. */
export function settle(
	scene: Scene,
	item: InboxItem,
	contact: Contact,
	played: { session: Session; effects: readonly Effect[] },
	settings: ConversationSettings,
): { changes: ContactChanges; optOut: { channel: ChannelName; at: Date | null } | null; withdrawn: string[] } {
	const changes: ContactChanges = { session: played.session };
	let optOut: { channel: ChannelName; at: Date | null } | null = null;
	const withdrawn: string[] = [];
	for (const effect of played.effects) {
		if (effect.kind === 'handover') handOver(scene, contact, effect.reason, changes, settings);
		else if (effect.kind === 'withdraw') withdrawn.push(effect.subject);
		else if (effect.kind === 'opt_out' && effect.word !== 'help')
			optOut = { channel: item.route?.channel ?? 'whatsapp', at: effect.word === 'stop' ? scene.now : null };
	}
	const asked = played.effects.findLast((effect) => effect.kind === 'ask');
	if (asked?.expires === true && changes.owner !== 'human') watchQuestion(scene, item, contact, played.session, settings);
	return { changes, optOut, withdrawn };
}

function handOver(scene: Scene, contact: Contact, reason: string, changes: ContactChanges, settings: ConversationSettings): void {
	Object.assign(changes, { owner: 'human', ownerSince: scene.now, handoverReason: reason, agent: null, agentActiveAt: null });
	scene.emit({ type: 'conversation.handed_over', subject: { kind: 'contact', id: contact._id }, data: { reason } });
	setIdleTimer(scene, contact._id, new Date(scene.now.getTime() + settings.human_idle_warn_minutes * 60_000));
}

/**
 * An open question is asked once more after a while, then closed: one timer per contact, in two steps. The last question replaces the
 * timer of the one before, and a question answered meanwhile makes it a no-op (L9).
 */
function watchQuestion(scene: Scene, item: InboxItem, contact: Contact, session: Session, settings: ConversationSettings): void {
	const reminded = item.input.kind === 'timer' && item.input.timer === QUESTION_REMINDER;
	const { question_reminder_minutes: reminder, question_expiry_minutes: expiry } = settings;
	scene.setTimer({
		key: `question:${contact._id}`,
		kind: reminded ? QUESTION_EXPIRY : QUESTION_REMINDER,
		fireAt: new Date(scene.now.getTime() + (reminded ? expiry - reminder : reminder) * 60_000),
		contact: contact._id,
		position: String(session.position),
		data: {},
	});
}
