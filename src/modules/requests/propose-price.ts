import type { Actor, Scene } from '../../conversation/scene/scene.ts';
import { requireFrancs } from '../../platform/money.ts';
import { clientFacts, priceState } from './facts.ts';
import type { ServiceRequest } from './model.ts';
import { updateRequest } from './transition.ts';

/**
 * Names or changes the price of a completed job, as long as the client has not answered. `not_yet`: the job is not at its end.
 * Throws `invalid_input` for an amount that is no amount.
 */
export async function proposePrice(
	scene: Scene,
	request: ServiceRequest,
	options: { by: Actor; amount: number },
): Promise<{ outcome: 'done' | 'settled' | 'not_yet'; request: ServiceRequest }> {
	const amount = requireFrancs(options.amount, 'amount');
	if (request.status !== 'service_completed') return { outcome: request.status === 'disputed' ? 'settled' : 'not_yet', request };
	const state = priceState(request);
	if (state === 'confirmed' || state === 'disputed') return { outcome: 'settled', request };
	if (request.price?.proposed === amount) return { outcome: 'done', request };
	const next = await updateRequest(scene, request, { price: { proposed: amount, at: scene.now, by: options.by.id } });
	scene.emit({
		type: 'price.proposed',
		subject: { kind: 'request', id: next._id },
		data: { number: next.number, amount, before: request.price?.proposed ?? null },
	});
	scene.tell(next.client, 'request.price_proposed', await clientFacts(scene, next));
	return { outcome: 'done', request: next };
}
