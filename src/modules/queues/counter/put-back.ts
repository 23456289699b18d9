import type { Scene } from '../../../conversation/scene/scene.ts';
import { tellClient } from '../notices/tell-client.ts';
import { comeBack } from '../visit/return-ticket.ts';
import { type Desk, type Pressed, requireInHand } from './desk.ts';

/** Called by mistake: the ticket is next again, for any counter. */
export async function putBack(scene: Scene, desk: Desk): Promise<Pressed> {
	const ticket = await requireInHand(scene, desk);
	const back = await comeBack(scene, ticket, { by: desk.by, cause: 'put_back' });
	desk.session.ticket = null;
	return { outcome: 'put_back', ticket: await tellClient(scene, back, 'ticket.put_back') };
}
