import type { Actor, Scene } from '../../conversation/scene/scene.ts';
import { getOrganisation } from '../organisations/index.ts';
import { priceState, priceWaits } from './facts.ts';
import type { ServiceRequest } from './model.ts';
import { raise } from './raise.ts';
import { tellProvider } from './tell-provider.ts';
import { changeStatus, updateRequest } from './transition.ts';

const MAX_REASON = 500;

export type Settled = { outcome: 'settled' | 'already' | 'none'; request: ServiceRequest };

/** The client agrees with the price. `none`: no price waits, or its time is over (`price_confirm_hours`). */
export async function confirmPrice(scene: Scene, request: ServiceRequest): Promise<Settled> {
	if (priceState(request) === 'confirmed') return { outcome: 'already', request };
	if (request.price === null || !priceWaits(request, await getOrganisation(scene.org), scene.now)) return { outcome: 'none', request };
	const next = await updateRequest(scene, request, { price: { ...request.price, confirmedAt: scene.now } });
	scene.emit({
		type: 'price.confirmed',
		subject: { kind: 'request', id: next._id },
		data: { number: next.number, amount: request.price.proposed, provider: next.assigned?.provider ?? null },
	});
	await tellProvider(scene, next, 'price.confirmed');
	return { outcome: 'settled', request: next };
}

/** The client does not agree: the request is `disputed` and a person decides. */
export async function disputePrice(
	scene: Scene,
	request: ServiceRequest,
	options: { by: Actor; reason?: string | null },
): Promise<Settled> {
	if (request.status === 'disputed') return { outcome: 'already', request };
	if (request.price === null || !priceWaits(request, await getOrganisation(scene.org), scene.now)) return { outcome: 'none', request };
	const disputeReason = options.reason?.trim().slice(0, MAX_REASON);
	const next = await changeStatus(scene, request, {
		to: 'disputed',
		by: options.by,
		cause: 'price_disputed',
		set: { price: { ...request.price, disputedAt: scene.now, ...(disputeReason ? { disputeReason } : {}) } },
	});
	scene.emit({
		type: 'price.disputed',
		subject: { kind: 'request', id: next._id },
		data: { number: next.number, amount: request.price.proposed, provider: next.assigned?.provider ?? null },
	});
	await tellProvider(scene, next, 'price.disputed', { reason: disputeReason });
	await raise(scene, next, 'price_disputed');
	return { outcome: 'settled', request: next };
}
