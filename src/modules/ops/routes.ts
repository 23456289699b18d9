import { z } from 'zod';
import { wakeLane } from '../../conversation/lane/wake.ts';
import type { Actor, InScene, Scene } from '../../conversation/scene/scene.ts';
import type { Clock } from '../../platform/clock.ts';
import { defineEndpoint, type Endpoint, type EndpointRequest, type Identity } from '../../platform/http/endpoint.ts';
import { decodeCursor, pageOf, pageQuery, toPage } from '../../platform/http/pagination.ts';
import { log } from '../../platform/log.ts';
import type { Subscriber } from '../module.ts';
import { type DeadLetter, deadLetterSchema } from './dead-letter.ts';
import { dropDeadLetter } from './drop-dead-letter.ts';
import { listDeadLetters } from './list-dead-letters.ts';
import { closeEvent, retryDeadLetter } from './retry-dead-letter.ts';
import { retryEvent } from './retry-event.ts';

export interface OpsContext {
	inScene: InScene;
	clock: Clock;
	/** Those of the whole house: what one of them could not handle is tried again by it. */
	subscribers: readonly Subscriber[];
}

const OPERATORS = ['manager', 'admin'] as const;
const params = z.object({ id: z.string().min(1).max(200) });
const body = z.strictObject({ reason: z.string().trim().min(1).max(500).describe('Why; kept in the event log') });
const position = z.tuple([z.string()]);

/** What an operator does about work that cannot be done: see it, try it again, give it up. */
export function opsRoutes({ inScene, subscribers }: OpsContext): Endpoint[] {
	async function change(
		{ identity, params: { id }, body: { reason }, correlationId }: EndpointRequest<z.output<typeof params>, unknown, z.output<typeof body>>,
		work: (scene: Scene, id: string, reason: string) => Promise<DeadLetter>,
	): Promise<DeadLetter> {
		return inScene({ org: identity.org, actor: actorOf(identity), correlationId }, (scene) => work(scene, id, reason));
	}

	return [
		defineEndpoint({
			method: 'get',
			path: '/ops/dead-letters',
			summary: 'Lists inputs, timers and events that were parked after their last attempt, the newest first',
			tag: 'ops',
			roles: OPERATORS,
			query: z.object(pageQuery),
			response: pageOf(deadLetterSchema),
			async handle({ identity, query: { limit, cursor } }) {
				const before = cursor === undefined ? undefined : decodeCursor(cursor, position)[0];
				return toPage(await listDeadLetters(identity.org, { limit: limit + 1, before }), limit, ({ id }) => [id]);
			},
		}),
		defineEndpoint({
			method: 'post',
			path: '/ops/dead-letters/:id/retry',
			summary: 'Gives a parked input or timer all its attempts again; handles a parked event at once',
			tag: 'ops',
			roles: OPERATORS,
			params,
			body,
			response: deadLetterSchema,
			async handle(request) {
				const handled = await retryEvent(subscribers, request.identity.org, request.params.id);
				const letter = await change(request, handled ? closeEvent : retryDeadLetter);
				if (letter.kind === 'input' && letter.contact !== null) wakeLane(request.identity.org, letter.contact);
				report('dead letter retried', request.identity, letter);
				return letter;
			},
		}),
		defineEndpoint({
			method: 'post',
			path: '/ops/dead-letters/:id/drop',
			summary: 'Gives a parked input, timer or event up for good',
			tag: 'ops',
			roles: OPERATORS,
			params,
			body,
			response: deadLetterSchema,
			async handle(request) {
				const letter = await change(request, dropDeadLetter);
				report('dead letter dropped', request.identity, letter);
				return letter;
			},
		}),
	];
}

function actorOf({ role, subject }: Identity): Actor {
	return { kind: role, id: subject ?? role, source: 'api' };
}

function report(what: string, { org, subject, role }: Identity, { id, kind, about, error }: DeadLetter): void {
	log.info(what, { org, by: subject ?? role, item: id, kind, about, error });
}
