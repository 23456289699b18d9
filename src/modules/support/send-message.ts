import { InboxModel } from '../../conversation/inbox/model.ts';
import type { Scene } from '../../conversation/scene/scene.ts';
import { act, SOURCE } from './act.ts';
import type { Agent } from './agent.ts';
import { claimConversation } from './claim-conversation.ts';

export interface AgentMessage {
	text: string;
	/** The caller's own id of the message: sending it again is the same message. */
	clientId?: string | undefined;
}

/**
 * Says something to the contact in an agent's words. Whoever writes owns the conversation (rule D2): one that waits, or that the bot has,
 * is claimed by it. Gives the id of the input, known to the history as `message_id`. Throws as `claimConversation`.
 */
export async function sendMessage(scene: Scene, contact: string, agent: Agent, message: AgentMessage): Promise<string> {
	const externalId = message.clientId === undefined ? undefined : `message:${contact}:${agent.id}:${message.clientId}`;
	if (externalId !== undefined) {
		const sent = await InboxModel.findOne({ org: scene.org, source: SOURCE, externalId }, { _id: true }, { session: scene.db }).lean();
		if (sent !== null) return sent._id;
	}
	await claimConversation(scene, contact, agent);
	scene.emit({ type: 'conversation.answered', subject: { kind: 'contact', id: contact }, data: { agent: agent.id } });
	const said = { action: 'message' as const, agent: agent.id, text: message.text, ...(externalId === undefined ? {} : { externalId }) };
	const [id = ''] = await act(scene, contact, [said]);
	return id;
}
