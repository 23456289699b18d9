import type { ChannelName } from '../../channels/message.ts';
import type { LanguageCode } from '../../platform/i18n.ts';
import { minutesAfter } from '../../platform/later.ts';
import type { Contact } from '../contacts/contact.ts';
import type { InboxItem } from '../input.ts';
import type { Scene } from '../scene/scene.ts';
import type { Session } from '../session.ts';
import type { Effect } from '../step/effect.ts';
import { isQuestionTimer, QUESTION_EXPIRY, QUESTION_REMINDER } from '../step/step-by-question-timer.ts';
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
	questionTimerAt?: Date | null;
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
	const fired = item.input.kind === 'timer' && isQuestionTimer(item.input.timer) ? item.input.timer : null;
	// Its row is gone.
	if (fired !== null) changes.questionTimerAt = null;
	const timer = changes.owner === 'human' ? null : questionTimer(scene.now, contact, played.effects, fired, settings);
	if (timer !== null) {
		scene.setTimer({ ...timer, key: `question:${contact._id}`, contact: contact._id, position: String(played.session.position), data: {} });
		changes.questionTimerAt = timer.fireAt;
	}
	return { changes, optOut, withdrawn };
}

function handOver(scene: Scene, contact: Contact, reason: string, changes: ContactChanges, settings: ConversationSettings): void {
	Object.assign(changes, { owner: 'human', ownerSince: scene.now, handoverReason: reason, agent: null, agentActiveAt: null });
	scene.emit({ type: 'conversation.handed_over', subject: { kind: 'contact', id: contact._id }, data: { reason } });
	setIdleTimer(scene, contact._id, minutesAfter(scene.now, settings.human_idle_warn_minutes));
}

/**
 * An open question is asked once more after a while, then closed: one timer per contact, in two steps. Null: nothing is to be set. A timer
 * that fires before this question is due is left alone, so that a dialogue of many questions sets one and not one each; when it fires it
 * finds itself out of date (L9) and is set for the question that is open then.
 */
function questionTimer(
	now: Date,
	contact: Contact,
	effects: readonly Effect[],
	fired: string | null,
	settings: ConversationSettings,
): { kind: string; fireAt: Date } | null {
	const { question_reminder_minutes: reminder, question_expiry_minutes: expiry } = settings;
	const watched = effects.findLast((effect) => effect.kind === 'watch');
	if (watched !== undefined) return { kind: QUESTION_REMINDER, fireAt: minutesAfter(watched.askedAt, reminder) };
	if (effects.findLast((effect) => effect.kind === 'ask')?.expires !== true) return null;
	if (fired === QUESTION_REMINDER) return { kind: QUESTION_EXPIRY, fireAt: minutesAfter(now, expiry - reminder) };
	const fireAt = minutesAfter(now, reminder);
	const waits = fired === null ? contact.questionTimerAt : undefined;
	return waits !== undefined && waits > now && waits <= fireAt ? null : { kind: QUESTION_REMINDER, fireAt };
}
