import { z } from 'zod';
import type { Actor, InScene } from '../../conversation/scene/scene.ts';
import { defineEndpoint, type Endpoint, type Identity } from '../../platform/http/endpoint.ts';
import type { CounterData, PersonalData } from '../module.ts';
import { erasePerson, REASONS } from './erase-person.ts';
import { eraseVisitor } from './erase-visitor.ts';

const reason = z.enum(REASONS).describe('Why; kept in the event log');
const blanked = z.record(z.string(), z.int()).describe('How many rows lost their content now, by kind; asked again: none');

export interface ErasureContext {
	inScene: InScene;
	/** Those of the whole house. */
	personalData: readonly PersonalData[];
	counterData: readonly CounterData[];
}

/** What an organisation does for somebody who no longer wants to be known. */
export function erasureRoutes({ inScene, personalData, counterData }: ErasureContext): Endpoint[] {
	return [
		defineEndpoint({
			method: 'post',
			path: '/contacts/:id/erase',
			summary: 'Blanks everything held of a person; rows and counts stay. Refused while something of theirs is under way',
			tag: 'support',
			roles: ['manager', 'admin'],
			params: z.object({ id: z.string().min(1).max(64).describe('The id of the contact, or their phone: `+237…`') }),
			body: z.strictObject({ reason }),
			response: z.object({ contact: z.string(), blanked }),
			handle: ({ identity, params: { id }, body, correlationId }) =>
				erasePerson(inScene, personalData, { org: identity.org, reference: id, reason: body.reason, by: actorOf(identity), correlationId }),
		}),
		defineEndpoint({
			method: 'post',
			path: '/visits/:id/erase',
			summary: 'Blanks who came to a counter and never wrote, in all of their tickets and appointments here; rows and counts stay',
			tag: 'support',
			roles: ['manager', 'admin'],
			params: z.object({ id: z.string().min(1).max(64).describe('The id of one of their tickets or appointments') }),
			body: z.strictObject({ reason }),
			response: z.object({ visits: z.array(z.string()).describe('Tickets and appointments that are theirs'), blanked }),
			handle: ({ identity, params: { id }, body, correlationId }) =>
				eraseVisitor(inScene, counterData, { org: identity.org, visit: id, reason: body.reason, by: actorOf(identity), correlationId }),
		}),
	];
}

function actorOf({ role, subject }: Identity): Actor {
	return { kind: role, id: subject ?? role, source: 'api' };
}
