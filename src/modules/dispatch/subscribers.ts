import { z } from 'zod';
import type { InScene } from '../../conversation/scene/scene.ts';
import type { Subscriber } from '../module.ts';
import { offerDelivered, offerFailed, offerSeen } from './deliver-offer.ts';

const news = z.object({ about: z.string() });

/** What happened to the message that carries an offer moves the offer: its time runs from the delivery (rules R1, R6). */
export function dispatchSubscribers({ inScene }: { inScene: InScene }): Subscriber[] {
	return [
		{
			name: 'dispatch.offer_delivery',
			types: ['message.delivered', 'message.read', 'message.failed'],
			about: ['offer'],
			async run(event) {
				const { about } = news.parse(event.data);
				const actor = { kind: 'system' as const, id: 'system', source: 'delivery' };
				await inScene({ org: event.org, actor, correlationId: event.correlationId }, async (scene) => {
					if (event.type === 'message.failed') await offerFailed(scene, about);
					else if (event.type === 'message.read') await offerSeen(scene, about, event.at);
					else await offerDelivered(scene, about, event.at);
				});
			},
		},
	];
}
