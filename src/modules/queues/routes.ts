import type { InScene } from '../../conversation/scene/scene.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Endpoint } from '../../platform/http/endpoint.ts';
import { deskRoutes } from './counter/key-routes.ts';
import { counterRoutes } from './counter/routes.ts';
import { displayRoutes } from './display/routes.ts';
import type { BookedSlots } from './estimate/booked-slots.ts';
import { queueRoutes } from './queue/routes.ts';
import { ticketRoutes } from './ticket/routes.ts';

export interface QueuesContext {
	inScene: InScene;
	clock: Clock;
	booked: BookedSlots;
}

/** What a counter does and sees, what a manager decides and measures, and what everyone in the room may read. */
export function queueModuleRoutes(context: QueuesContext): Endpoint[] {
	return [...counterRoutes(context), ...deskRoutes(context), ...ticketRoutes(context), ...queueRoutes(context), ...displayRoutes(context)];
}
