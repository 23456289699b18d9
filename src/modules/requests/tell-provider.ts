import type { Scene } from '../../conversation/scene/scene.ts';
import { getOrganisation } from '../organisations/index.ts';
import { clientOf } from './client-of.ts';
import { type Facts, type FactsContext, mayKnowClient, present, providerJobFacts } from './facts.ts';
import type { ServiceRequest } from './model.ts';

/** What a provider may know of a job now: JOB in `dispatch/commands.ts`. */
export async function jobFactsFor(context: FactsContext, request: ServiceRequest, provider: string): Promise<Facts> {
	const organisation = await getOrganisation(context.org);
	const shown = mayKnowClient(request, provider, organisation, context.now);
	return providerJobFacts(organisation, request, shown ? await clientOf(context, request) : null, { shown, now: context.now });
}

/** Puts news of a job in its assigned provider's lane. Nothing happens when nobody has it. */
export async function tellProvider(scene: Scene, request: ServiceRequest, type: string, extra: Facts = {}): Promise<void> {
	const { assigned } = request;
	if (assigned === null) return;
	scene.tell(assigned.contact, type, present({ ...(await jobFactsFor(scene, request, assigned.provider)), ...extra }));
}
