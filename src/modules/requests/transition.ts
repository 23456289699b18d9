import type { Actor, Scene } from '../../conversation/scene/scene.ts';
import { AppError } from '../../platform/errors.ts';
import { requireTransition } from '../transitions.ts';
import { actorOf, MAX_HISTORY, type RequestLine, RequestModel, type ServiceRequest } from './model.ts';
import { findTransition, type Status } from './statuses.ts';

/** What may be written together with a change of status. */
export type RequestChanges = Partial<
	Omit<ServiceRequest, '_id' | 'org' | 'number' | 'client' | 'status' | 'history' | 'version' | 'createdAt'>
>;

export interface Transition {
	to: Status;
	by: Actor;
	/** A code for the history, or an operator's words. */
	cause: string;
	set?: RequestChanges;
	/** A correction of a wrong report needs it (rule R10). */
	reason?: string;
}

/**
 * Moves a request along the table of `statuses.ts`, in one conditional write on its status and version (rule R2): of an acceptance and
 * a cancellation at once exactly one passes. Throws `conflict` when the table has no such transition or the request has moved on,
 * `not_allowed` when this actor may not cause it, `invalid_input` when a correction has no reason.
 */
export async function changeStatus(scene: Scene, request: ServiceRequest, change: Transition): Promise<ServiceRequest> {
	const rule = requireTransition(findTransition(request.status, change.to), {
		what: 'request',
		from: request.status,
		to: change.to,
		by: change.by.kind,
	});
	if (rule.kind === 'correction' && (change.reason ?? '').trim() === '') {
		throw new AppError('invalid_input', 'a correction needs a reason', { field: 'reason' });
	}
	const line: RequestLine = {
		from: request.status,
		to: change.to,
		actor: actorOf(change.by),
		cause: change.reason ?? change.cause,
		at: scene.now,
		source: change.by.source,
		confidence: confidenceOf(change.by),
	};
	const next = await write(scene, request, { ...change.set, status: change.to }, line);
	scene.emit({
		type: 'request.status_changed',
		subject: { kind: 'request', id: request._id },
		data: {
			from: request.status,
			to: change.to,
			kind: rule.kind,
			cause: change.cause,
			number: request.number,
			service: request.service,
			zone: request.place.zone,
			client: request.client,
			provider: next.assigned?.provider ?? request.assigned?.provider ?? null,
			price: next.price?.proposed ?? null,
		},
	});
	return next;
}

/** Writes fields without moving the status. Throws `conflict` when the request has moved on. */
export function updateRequest(scene: Scene, request: ServiceRequest, set: RequestChanges): Promise<ServiceRequest> {
	return write(scene, request, set, null);
}

async function write(
	scene: Scene,
	request: ServiceRequest,
	set: RequestChanges & { status?: Status },
	line: RequestLine | null,
): Promise<ServiceRequest> {
	if (scene.isNew(RequestModel, request._id)) return writeNew(scene, request, set, line);
	const next = await RequestModel.findOneAndUpdate(
		{ _id: request._id, org: scene.org, status: request.status, version: request.version },
		{
			$set: { ...set, updatedAt: scene.now },
			$inc: { version: 1 },
			...(line === null ? {} : { $push: { history: { $each: [line], $slice: -MAX_HISTORY } } }),
		},
		{ session: scene.db, returnDocument: 'after' },
	).lean();
	if (next === null) throw new AppError('conflict', 'the request has just changed', { field: 'status' });
	return next;
}

/** Not stored yet: it will be stored as it then is. */
function writeNew(
	scene: Scene,
	request: ServiceRequest,
	set: RequestChanges & { status?: Status },
	line: RequestLine | null,
): ServiceRequest {
	const history = line === null ? request.history : [...request.history, line].slice(-MAX_HISTORY);
	const next = { ...request, ...set, history, updatedAt: scene.now, version: request.version + 1 };
	scene.insert(RequestModel, next);
	return next;
}

/** Whether the request begins in this scene: nothing else can be stored about it yet. */
export function isNewRequest(scene: Scene, request: ServiceRequest): boolean {
	return scene.isNew(RequestModel, request._id);
}

function confidenceOf(by: Actor): RequestLine['confidence'] {
	if (by.kind === 'timer') return 'low';
	return by.source === 'text' || by.source === 'message' ? 'medium' : 'high';
}
