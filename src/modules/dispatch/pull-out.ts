import type { Scene } from '../../conversation/scene/scene.ts';
import { BEFORE_ARRIVAL, raise, type ServiceRequest } from '../requests/index.ts';
import { asProvider } from './actors.ts';
import { takeBack } from './take-back.ts';

/** A provider gives a job back. Before the arrival it is searched again, never with him; after it a person decides (R7, R12). */
export async function pullOut(
	scene: Scene,
	request: ServiceRequest,
	options: { source: string; reason?: string | null },
): Promise<{ outcome: 'reoffered' | 'after_arrival'; request: ServiceRequest }> {
	const provider = request.assigned?.provider ?? '';
	if (!BEFORE_ARRIVAL.includes(request.status)) {
		await raise(scene, request, 'pulled_out_after_arrival');
		return { outcome: 'after_arrival', request };
	}
	const searching = await takeBack(scene, request, { reason: 'pulled_out', by: asProvider(provider, options.source) });
	return { outcome: 'reoffered', request: searching };
}
