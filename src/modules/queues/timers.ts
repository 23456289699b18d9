import { z } from 'zod';
import type { Scene } from '../../conversation/scene/scene.ts';
import type { TimerHandler } from '../module.ts';
import { endLease } from './counter/end-lease.ts';
import { closeAfterHours } from './day/close-after-hours.ts';
import { endKept } from './line/end-kept.ts';
import { tellPause } from './notices/tell-pause.ts';
import { KINDS } from './ticket/timer-keys.ts';
import { endHold } from './visit/end-hold.ts';
import { endReturn } from './visit/end-return.ts';

const ticket = z.object({ ticket: z.string() });

/** What happens when the module's moments come. Each handler asks whether it still holds: a timer that has been overtaken does nothing. */
export const timers: TimerHandler[] = [
	handler(KINDS.calledLease, ticket.extend({ counter: z.string() }), endLease),
	handler(KINDS.returnOver, ticket, endReturn),
	handler(KINDS.holdOver, ticket, endHold),
	handler(KINDS.keptOver, ticket.extend({ counter: z.string() }), endKept),
	handler(KINDS.paused, z.object({ queue: z.string() }), tellPause),
	handler(KINDS.closing, z.object({ queue: z.string(), since: z.coerce.date().optional() }), closeAfterHours),
];

function handler<S extends z.ZodType>(kind: string, schema: S, run: (scene: Scene, data: z.output<S>) => Promise<void>): TimerHandler {
	return { kind, run: (scene, data) => run(scene, schema.parse(data)) };
}
