import { defineModule, type Module } from '../module.ts';
import { personalData } from './personal-data.ts';
import { type SupportContext, supportRoutes } from './routes.ts';
import { supportSubscribers } from './subscribers.ts';

export { runTriageReport } from './report.ts';

/** People answering people: conversations in human hands, from the hand-over to the hand-back. */
export function supportModule(context: SupportContext): Module {
	return defineModule({ name: 'support', routes: supportRoutes(context), subscribers: supportSubscribers(context), personalData });
}
