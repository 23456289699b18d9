import type { InScene } from '../../conversation/scene/scene.ts';
import type { Clock } from '../../platform/clock.ts';
import { defineModule, type Module } from '../module.ts';
import { commands } from './commands.ts';
import { personalData } from './personal-data.ts';
import { providerRoutes } from './routes.ts';

export { findProvider, findProviders, findProvidersById } from './find-provider.ts';
export { averageOf, isAbsentAt, type Provider } from './model.ts';
export { recordOfferOutcome } from './record-offer-outcome.ts';
export { recordRating } from './record-rating.ts';
export { releaseJob } from './release-job.ts';
export { providerPhones, removeProviders } from './remove-providers.ts';
export { saveProviders } from './save-providers.ts';
export { takeJob } from './take-job.ts';

/** Those who do the jobs: what they do, where, when, how well, and what they have in hand. */
export function providersModule(context: { inScene: InScene; clock: Clock }): Module {
	return defineModule({ name: 'providers', commands, routes: providerRoutes(context), personalData });
}
