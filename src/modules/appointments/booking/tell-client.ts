import type { Scene } from '../../../conversation/scene/scene.ts';
import { momentLabel } from '../../../platform/moments.ts';
import { getOrganisation } from '../../organisations/index.ts';
import { type Facts, noticeFacts } from './facts.ts';
import type { Booking } from './model.ts';

/** Puts news of a booking in its owner's lane, by the number they write to. Nothing happens when it was booked for someone without one. */
export async function tellClient(scene: Scene, booking: Booking, type: string, extra: Facts & { former?: Booking } = {}): Promise<void> {
	const { client } = booking;
	if (client === null) return;
	const organisation = await getOrganisation(scene.org);
	const { former, ...more } = extra;
	const before = former === undefined ? {} : { former_label: momentLabel(former.start, organisation.timezone) };
	scene.within(client.org).tell(client.contact, type, { ...noticeFacts(organisation, booking), ...before, ...more });
}
