import type { Scene } from '../../conversation/scene/scene.ts';
import { findProvider, takeJob } from '../providers/index.ts';
import type { Dispatcher, ServiceRequest } from '../requests/index.ts';
import { DISPATCH } from './actors.ts';
import { assignProvider } from './assign-provider.ts';
import { askToConfirm } from './confirm-job.ts';
import { startSearch } from './start-search.ts';
import { stopSearch } from './stop-search.ts';
import { takeBack } from './take-back.ts';
import { jobTimers } from './timer-keys.ts';
import { NO_LIMIT, watchJob } from './watch-job.ts';

/** What the requests module asks of dispatch. */
export const dispatcher: Dispatcher = {
	startSearch,
	stopSearch,
	jobMoved,
	jobEnded: (scene, request) => scene.cancelTimers(jobTimers(request._id)),
	reopenChanged: (scene, request) => takeBack(scene, request, { reason: 'changed', by: DISPATCH, cause: 'client_changed' }),
	askToConfirm,
	takeAway: (scene, request, { by, reason }) => takeBack(scene, request, { reason: 'removed', by, cause: reason }),
	assign: assignProvider,
	async assignedServes(scene, request, wish) {
		const provider = request.assigned === null ? null : await findProvider(scene, request.assigned.provider);
		return provider?.services.includes(wish.service) === true && provider.zones.includes(wish.zone);
	},
};

/** A booked job becomes one in hand when its provider sets out. */
async function jobMoved(scene: Scene, request: ServiceRequest): Promise<void> {
	if (request.assigned !== null && request.status !== 'provider_accepted') {
		await takeJob(scene, request.assigned.provider, request._id, NO_LIMIT);
	}
	await watchJob(scene, request);
}
