import type { Scene } from '../../conversation/scene/scene.ts';
import { minutesAfter } from '../../platform/later.ts';
import { getOrganisation } from '../organisations/index.ts';
import { changeStatus, isNewRequest, isScheduled, type ServiceRequest } from '../requests/index.ts';
import { DISPATCH } from './actors.ts';
import { type Search, SearchModel } from './model.ts';
import { nextBatch } from './next-batch.ts';
import { KINDS, searchTimers } from './timer-keys.ts';

/**
 * Begins a bounded search (rule R8) and sends its first batch. It ends with an acceptance, or after so many batches, or at its
 * deadline, or when nobody is left to ask; the client hears a word at fixed moments meanwhile. Returns the request as it then is:
 * `provider_notified`, or `no_provider` when there was nobody.
 */
export async function startSearch(
	scene: Scene,
	request: ServiceRequest,
	options: { cause: string; wide?: boolean },
): Promise<ServiceRequest> {
	const { settings } = await getOrganisation(scene.org);
	const searching =
		request.status === 'provider_search'
			? request
			: await changeStatus(scene, request, { to: 'provider_search', by: DISPATCH, cause: options.cause });
	const scheduled = isScheduled(request.when, scene.now);
	// A search for another day goes at the pace of its longer offers (rule R13).
	const pace = scheduled ? Math.max(1, settings.scheduled_offer_seconds / settings.offer_seconds) : 1;
	const search: Search = {
		_id: scene.newId(),
		org: scene.org,
		request: request._id,
		state: 'open',
		cause: options.cause,
		wide: options.wide ?? false,
		batch: 0,
		asked: 0,
		startedAt: scene.now,
		deadlineAt: deadlineOf(request, scene.now, settings.search_deadline_minutes * pace),
		version: 0,
	};
	scene.insert(SearchModel, search);
	scene.emit({
		type: 'search.started',
		subject: { kind: 'request', id: request._id },
		data: { search: search._id, cause: options.cause, wide: search.wide, number: request.number },
	});
	if (!isNewRequest(scene, request)) scene.cancelTimers(searchTimers(request._id));
	const begun = await nextBatch(scene, searching, search);
	if (begun.status !== 'no_provider') setTimers(scene, search, { wordMinutes: settings.search_word_minutes, pace });
	return begun;
}

function setTimers(scene: Scene, search: Search, { wordMinutes, pace }: { wordMinutes: readonly number[]; pace: number }): void {
	const { _id, request } = search;
	scene.setTimer({
		key: `${searchTimers(request)}deadline`,
		kind: KINDS.searchDeadline,
		fireAt: search.deadlineAt,
		data: { request, search: _id },
	});
	wordMinutes.forEach((minutes, index) => {
		scene.setTimer({
			key: `${searchTimers(request)}word:${index}`,
			kind: KINDS.searchWord,
			fireAt: minutesAfter(scene.now, minutes * pace),
			data: { request, search: _id, nth: index + 1 },
		});
	});
}

/** Looking for somebody after the booked hour has struck makes no sense. */
function deadlineOf(request: ServiceRequest, now: Date, minutes: number): Date {
	const deadline = minutesAfter(now, minutes);
	const { at, precision } = request.when;
	return precision === 'hour' && at !== undefined && at > now && at < deadline ? at : deadline;
}
