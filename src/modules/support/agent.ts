import type { Actor } from '../../conversation/scene/scene.ts';
import type { Identity } from '../../platform/http/endpoint.ts';
import { findAccount } from '../accounts/index.ts';

/** Who answers a conversation. */
export interface Agent {
	/** What the contact's row, the events and the history hold: the token's subject, or its role for a shared desk's token. */
	id: string;
	/** What the person is told: the account's name, or the id. */
	name: string;
	/** May take a conversation out of another agent's hands. */
	supervises: boolean;
}

/** The agent behind a token. */
export async function findAgent(identity: Identity): Promise<Agent> {
	const id = agentId(identity);
	const account = await findAccount({ org: identity.org }, id);
	return { id, name: account?.name ?? id, supervises: identity.role === 'manager' || identity.role === 'admin' };
}

/** The same as the cause of a change (rule X9). */
export function actorOf(identity: Identity): Actor {
	return { kind: identity.role, id: agentId(identity), source: 'api' };
}

function agentId({ subject, role }: Identity): string {
	return subject ?? role;
}
