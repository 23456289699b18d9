import type { InScene } from '../../conversation/scene/scene.ts';
import { defineModule, type Module } from '../module.ts';
import { commands } from './commands.ts';
import { personalData } from './personal-data.ts';
import { dispatchRoutes } from './routes.ts';
import { dispatchSubscribers } from './subscribers.ts';
import { timers } from './timers.ts';

export { offerDelivered, offerFailed } from './deliver-offer.ts';
export { dispatcher } from './dispatcher.ts';

/** The search for a provider: candidates, offers, acceptances, and what happens when someone falls silent. */
export function dispatchModule(context: { inScene: InScene }): Module {
	return defineModule({
		name: 'dispatch',
		commands,
		routes: dispatchRoutes(),
		timers,
		subscribers: dispatchSubscribers(context),
		personalData,
	});
}
