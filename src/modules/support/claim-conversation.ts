import { withdrawTalk } from '../../channels/outbox/withdraw-messages.ts';
import type { Contact } from '../../conversation/contacts/contact.ts';
import { getContact } from '../../conversation/contacts/get-contact.ts';
import { ContactModel, type ContactRow } from '../../conversation/contacts/model.ts';
import type { Scene } from '../../conversation/scene/scene.ts';
import { setIdleTimer } from '../../conversation/turn/human-idle.ts';
import { AppError } from '../../platform/errors.ts';
import { minutesAfter } from '../../platform/later.ts';
import { claimOne } from '../../platform/mongo/claim.ts';
import { getOrganisation } from '../organisations/index.ts';
import { act } from './act.ts';
import type { Agent } from './agent.ts';

/**
 * Makes the agent the one who speaks to the contact (rules D1, D2): out of the waiting ones, or out of the bot's hands at any moment. The
 * person is told once; the same agent again only shows a sign of life. A bot's turn that runs meanwhile finds the owner changed when it
 * commits, and is undone (I7). Throws `not_found`, and `conflict` when another agent has it.
 */
export async function claimConversation(scene: Scene, id: string, agent: Agent): Promise<Contact> {
	const contact = await getContact(scene.org, id, scene.db);
	if (contact === null) throw new AppError('not_found', 'no such conversation');
	if (contact.owner === 'human' && contact.agent === agent.id) return touch(scene, contact, agent);
	if (contact.owner === 'human' && contact.agent !== undefined) throw new AppError('conflict', 'another agent has this conversation');
	const { now } = scene;
	const claimed = await claimOne<ContactRow>(
		ContactModel,
		{ _id: id, org: scene.org, owner: contact.owner, agent: contact.agent ?? null },
		{ $set: { owner: 'human', agent: agent.id, ownerSince: now, agentActiveAt: now, updatedAt: now } },
		scene.db,
	);
	if (claimed === null) throw new AppError('conflict', 'another agent has this conversation');
	const { human_idle_warn_minutes: minutes } = (await getOrganisation(scene.org)).settings;
	setIdleTimer(scene, id, minutesAfter(now, minutes));
	scene.emit({ type: 'conversation.claimed', subject: { kind: 'contact', id }, data: { agent: agent.id, from: contact.owner } });
	await withdrawTalk(scene, id);
	await act(scene, id, [{ action: 'claim', agent: agent.id, text: agent.name }]);
	return claimed;
}

/** The agent is still there: the conversation does not go back to the bot for want of one (rule D5). */
async function touch(scene: Scene, contact: Contact, agent: Agent): Promise<Contact> {
	const alive = { agentActiveAt: scene.now, updatedAt: scene.now };
	const mine = { _id: contact._id, org: scene.org, owner: 'human', agent: agent.id } as const;
	const touched = await claimOne<ContactRow>(ContactModel, mine, { $set: alive }, scene.db);
	if (touched === null) throw new AppError('conflict', 'the conversation changed hands');
	return touched;
}
