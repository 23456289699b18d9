import { z } from 'zod';
import type { InScene } from '../../conversation/scene/scene.ts';
import { ACROSS_ORGANISATIONS } from '../../platform/mongo/define-model.ts';
import { isDuplicate } from '../../platform/mongo/is-duplicate.ts';
import type { Subscriber } from '../module.ts';
import { hostedScene } from '../organisations/index.ts';
import { BookingModel } from './booking/model.ts';
import { slotOfferDelivered, slotOfferFailed, slotOfferSeen } from './waitlist/end-offer.ts';
import { SlotOfferModel, WaiterModel } from './waitlist/model.ts';

const news = z.object({ about: z.string() });
const merged = z.object({ from: z.string() });

/**
 * What the module does when others' events happen. Both come from the host, where messages and contacts are; the rows they concern belong
 * to the organisations visited and name the host as their client's.
 */
export function appointmentSubscribers({ inScene }: { inScene: InScene }): Subscriber[] {
	return [
		{
			// The time to answer runs from the delivery of the message that carries the offer (rules R1, R6).
			name: 'appointments.offer_delivery',
			types: ['message.delivered', 'message.read', 'message.failed'],
			about: ['slot_offer'],
			async run(event) {
				const { about } = news.parse(event.data);
				const offer = await SlotOfferModel.findOne({ _id: about, 'client.org': event.org }, { org: 1 }, ACROSS_ORGANISATIONS).lean();
				if (offer === null) return;
				const actor = { kind: 'system' as const, id: 'system', source: 'delivery' };
				await inScene({ org: event.org, actor, correlationId: event.correlationId }, async (scene) => {
					const visited = await hostedScene(scene, offer.org);
					if (event.type === 'message.failed') await slotOfferFailed(visited, about);
					else if (event.type === 'message.read') await slotOfferSeen(visited, about, event.at);
					else await slotOfferDelivered(visited, about, event.at);
				});
			},
		},
		{
			// Two contacts turned out to be one person: what the one that goes had becomes the other's.
			name: 'appointments.contact_merged',
			types: ['contact.merged'],
			async run(event) {
				const { from } = merged.parse(event.data);
				const theirs = { 'client.org': event.org, 'client.contact': from };
				const becomes = { $set: { 'client.contact': event.subject.id } };
				for (const { _id, org } of await BookingModel.find(theirs, { org: 1 }, ACROSS_ORGANISATIONS).lean()) {
					const row = { _id, org };
					try {
						await BookingModel.updateOne(row, becomes);
					} catch (error) {
						// Both had an appointment for the same service: both are kept, one of them counts as the live one.
						if (!isDuplicate(error)) throw error;
						await BookingModel.updateOne(row, { ...becomes, $unset: { live: 1 } });
					}
				}
				await SlotOfferModel.updateMany(theirs, becomes).setOptions(ACROSS_ORGANISATIONS);
				for (const { _id, org } of await WaiterModel.find(theirs, { org: 1 }, ACROSS_ORGANISATIONS).lean()) {
					const row = { _id, org };
					try {
						await WaiterModel.updateOne(row, becomes);
					} catch (error) {
						if (!isDuplicate(error)) throw error;
						await WaiterModel.updateOne(row, { ...becomes, $set: { ...becomes.$set, status: 'left' } });
					}
				}
			},
		},
	];
}
