import { defineModule } from '../module.ts';
import { commands } from './commands.ts';
import { dispatchRoutes } from './routes.ts';
import { timers } from './timers.ts';

export { offerDelivered, offerFailed, offerSeen } from './deliver-offer.ts';
export { dispatcher } from './dispatcher.ts';

/** The search for a provider: candidates, offers, acceptances, and what happens when someone falls silent. */
export const dispatchModule = defineModule({ name: 'dispatch', commands, routes: dispatchRoutes(), timers });
