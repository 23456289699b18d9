import type { Actor, Scene } from '../../conversation/scene/scene.ts';

/** The calendar itself, in histories. */
export const APPOINTMENTS: Actor = { kind: 'system', id: 'appointments', source: 'appointments' };
/** A moment that came without news. */
export const TIMER: Actor = { kind: 'timer', id: 'appointments', source: 'timer' };

/** The person whose turn it is: a client, whoever else they are (rule R16). */
export function asClient(contact: string, scene: Scene): Actor {
	return { kind: 'client', id: contact, source: scene.actor.source };
}
