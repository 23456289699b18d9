import type { Scene } from '../../conversation/scene/scene.ts';
import { findManagers } from '../accounts/index.ts';
import { getOrganisation } from '../organisations/index.ts';
import { findProvider } from '../providers/index.ts';
import { jobFacts, present } from './facts.ts';
import type { ServiceRequest } from './model.ts';

/** What a person of the organisation must hear of. */
export type Alert = 'no_provider' | 'provider_silent' | 'pulled_out_after_arrival' | 'too_many_changes' | 'price_disputed' | 'danger';

/** Records that a person is needed, and tells the organisation's managers who can be reached by chat. */
export async function raise(scene: Scene, request: ServiceRequest, alert: Alert, about: { provider?: string } = {}): Promise<void> {
	const provider = about.provider ?? request.assigned?.provider ?? null;
	scene.emit({
		type: 'escalation.raised',
		subject: { kind: 'request', id: request._id },
		data: { alert, number: request.number, status: request.status, service: request.service, zone: request.place.zone, provider },
	});
	const managers = await findManagers(scene.reads);
	if (managers.length === 0) return;
	const organisation = await getOrganisation(scene.org);
	const name = provider === null ? undefined : (await findProvider(scene.reads, provider))?.name;
	for (const { contact } of managers) {
		scene.tell(
			contact,
			'manager.alert',
			present({ alert, status: request.status, ...jobFacts(organisation, request), provider_name: name }),
		);
	}
}
