import type { Contact } from '../contacts/contact.ts';
import type { Input } from '../input.ts';
import type { Scene } from '../scene/scene.ts';
import type { ConversationSettings } from './deps.ts';

/** The timer that watches over a conversation in human hands. */
export const HUMAN_IDLE = 'human.idle';

/**
 * A person nobody answers must not stay stuck (rule D5): after the warning time the desk is told, after the return time the bot takes
 * over again and says so. Gives the input to play instead of the timer; null when there is nothing to say yet.
 */
export function watchHuman(scene: Scene, contact: Contact, settings: ConversationSettings): Input | null {
	if (contact.owner !== 'human') return null;
	const since = (contact.agentActiveAt ?? contact.ownerSince ?? scene.now).getTime();
	const idleMs = scene.now.getTime() - since;
	const warnMs = settings.human_idle_warn_minutes * 60_000;
	const returnMs = settings.human_idle_return_minutes * 60_000;
	if (idleMs >= returnMs) {
		scene.emit({
			type: 'conversation.returned',
			subject: { kind: 'contact', id: contact._id },
			data: { idle_seconds: Math.round(idleMs / 1000) },
		});
		return { kind: 'agent_action', action: 'hand_back', agent: '', text: '' };
	}
	const warned = idleMs >= warnMs;
	if (warned)
		scene.emit({ type: 'conversation.idle', subject: { kind: 'contact', id: contact._id }, data: { agent: contact.agent ?? null } });
	setIdleTimer(scene, contact._id, new Date(since + (warned ? returnMs : warnMs)));
	return null;
}

/** The timer's key. */
export function idleTimer(contact: string): string {
	return `human:${contact}`;
}

/** Looks at the conversation again at `fireAt`: a contact has one such timer, set when a person takes over. */
export function setIdleTimer(scene: Scene, contact: string, fireAt: Date): void {
	scene.setTimer({ key: idleTimer(contact), kind: HUMAN_IDLE, fireAt, contact, position: '', data: {} });
}
