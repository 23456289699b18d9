import { getContact } from '../../conversation/contacts/get-contact.ts';
import { ContactModel, type ContactRow } from '../../conversation/contacts/model.ts';
import type { Scene } from '../../conversation/scene/scene.ts';
import { idleTimer } from '../../conversation/turn/human-idle.ts';
import { AppError } from '../../platform/errors.ts';
import { claimOne } from '../../platform/mongo/claim.ts';
import { act } from './act.ts';
import type { Agent } from './agent.ts';

/**
 * Gives the conversation back to the bot (rule D5): the person is told once and the open question is asked again. Nothing happens when
 * the bot has it already. Throws `not_found`, and `conflict` when it is not this agent's to give; managers may give any.
 */
export async function handBack(scene: Scene, id: string, agent: Agent): Promise<void> {
	const contact = await getContact(scene.org, id, scene.db);
	if (contact === null) throw new AppError('not_found', 'no such conversation');
	if (contact.owner !== 'human') return;
	if (contact.agent !== agent.id && !agent.supervises) {
		throw new AppError('conflict', contact.agent === undefined ? 'claim the conversation first' : 'another agent has this conversation');
	}
	const given = await claimOne<ContactRow>(
		ContactModel,
		{ _id: id, org: scene.org, owner: 'human', agent: contact.agent ?? null },
		{
			$set: { owner: 'bot', ownerSince: scene.now, updatedAt: scene.now },
			$unset: { agent: true, agentActiveAt: true, handoverReason: true },
		},
		scene.db,
	);
	if (given === null) throw new AppError('conflict', 'the conversation changed hands');
	scene.cancelTimer(idleTimer(id));
	scene.emit({
		type: 'conversation.handed_back',
		subject: { kind: 'contact', id },
		data: { agent: contact.agent ?? null, by: agent.id },
	});
	await act(scene, id, [{ action: 'hand_back', agent: agent.id, text: agent.name }]);
}
