import type { Actor } from '../../conversation/scene/scene.ts';

/** The queue itself, in histories. */
export const QUEUES: Actor = { kind: 'system', id: 'queues', source: 'queues' };
/** A moment that came without news. */
export const TIMER: Actor = { kind: 'timer', id: 'queues', source: 'timer' };
