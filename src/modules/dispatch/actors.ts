import type { Actor } from '../../conversation/scene/scene.ts';

/** The search itself, in histories. */
export const DISPATCH: Actor = { kind: 'system', id: 'dispatch', source: 'dispatch' };
/** A moment that came without news. */
export const TIMER: Actor = { kind: 'timer', id: 'dispatch', source: 'timer' };

/** A provider, by whatever way he speaks. */
export function asProvider(provider: string, source: string): Actor {
	return { kind: 'provider', id: provider, source };
}
