import { z } from 'zod';
import type { InScene } from '../../conversation/scene/scene.ts';
import { defineEndpoint, type Endpoint } from '../../platform/http/endpoint.ts';
import type { PersonalData } from '../module.ts';
import { erasePerson, REASONS } from './erase-person.ts';

export interface ErasureContext {
	inScene: InScene;
	/** Those of the whole house. */
	personalData: readonly PersonalData[];
}

/** What an organisation does for somebody who no longer wants to be known. */
export function erasureRoutes({ inScene, personalData }: ErasureContext): Endpoint[] {
	return [
		defineEndpoint({
			method: 'post',
			path: '/contacts/:id/erase',
			summary: 'Blanks everything held of a person; rows and counts stay. Refused while something of theirs is under way',
			tag: 'support',
			roles: ['manager', 'admin'],
			params: z.object({ id: z.string().min(1).max(64).describe('The id of the contact, or their phone: `+237…`') }),
			body: z.strictObject({ reason: z.enum(REASONS).describe('Why; kept in the event log') }),
			response: z.object({
				contact: z.string(),
				blanked: z.record(z.string(), z.int()).describe('How many rows lost their content now, by kind; asked again: none'),
			}),
			handle: ({ identity: { org, role, subject }, params: { id }, body: { reason }, correlationId }) =>
				erasePerson(inScene, personalData, {
					org,
					reference: id,
					reason,
					by: { kind: role, id: subject ?? role, source: 'api' },
					correlationId,
				}),
		}),
	];
}
