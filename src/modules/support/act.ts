import { inboxItem } from '../../conversation/inbox/inbox-item.ts';
import { InboxModel } from '../../conversation/inbox/model.ts';
import type { InboxItem, Input } from '../../conversation/input.ts';
import type { Scene } from '../../conversation/scene/scene.ts';
import { insertRows } from '../../platform/mongo/insert-rows.ts';

/** The source of what agents do, as dedupe keys have it. */
export const SOURCE = 'agent';

export interface AgentAction {
	action: Extract<Input, { kind: 'agent_action' }>['action'];
	agent: string;
	/** The agent's own words; of a claim or a hand-back, the agent's name. */
	text: string;
	/** Makes a repeated action one input. Unset: never repeated. */
	externalId?: string;
}

/**
 * Puts what an agent did in the contact's lane, in the scene's transaction and in this order: the person hears of it after everything
 * that came before (I3). The caller wakes the lane after the commit. Gives the inputs' ids.
 */
export async function act(scene: Scene, contact: string, actions: readonly AgentAction[]): Promise<string[]> {
	const items = actions.map((action) => agentItem(scene, contact, action));
	await insertRows(InboxModel, items, scene.db);
	return items.map((item) => item._id);
}

function agentItem(scene: Scene, contact: string, { action, agent, text, externalId }: AgentAction): InboxItem {
	const id = scene.newId();
	return inboxItem(id, scene.now, {
		org: scene.org,
		contact,
		source: SOURCE,
		externalId: externalId ?? `${action}:${id}`,
		input: { kind: 'agent_action', action, agent, text },
		correlationId: scene.correlationId,
	});
}
