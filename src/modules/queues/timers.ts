import { z } from 'zod';
import type { Scene } from '../../conversation/scene/scene.ts';
import type { TimerHandler } from '../module.ts';
import { onCalledLease, onClosing, onHoldOver, onKeptOver, onReturnOver } from './moments.ts';
import { KINDS } from './ticket/timer-keys.ts';

const ticket = z.object({ ticket: z.string() });

/** What happens when the module's moments come. Each handler asks whether it still holds: a timer that has been overtaken does nothing. */
export const timers: TimerHandler[] = [
	handler(KINDS.calledLease, ticket.extend({ counter: z.string() }), onCalledLease),
	handler(KINDS.returnOver, ticket, onReturnOver),
	handler(KINDS.holdOver, ticket, onHoldOver),
	handler(KINDS.keptOver, ticket.extend({ counter: z.string() }), onKeptOver),
	handler(KINDS.closing, z.object({ queue: z.string(), since: z.coerce.date().optional() }), onClosing),
];

function handler<S extends z.ZodType>(kind: string, schema: S, run: (scene: Scene, data: z.output<S>) => Promise<void>): TimerHandler {
	return { kind, run: (scene, data) => run(scene, schema.parse(data)) };
}
