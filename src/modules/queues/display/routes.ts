import { z } from 'zod';
import { definePublicEndpoint, type Endpoint, LIVE } from '../../../platform/http/endpoint.ts';
import { ofBranch, versionOf } from '../live-view.ts';
import type { QueuesContext } from '../routes.ts';
import { TAG } from '../staff.ts';
import { boardSchema, showBoard } from './show-board.ts';

const params = z.object({ org: z.string().min(1).max(40), branch: z.string().min(1).max(64) });
const BOARD_EVENTS = ['ticket.joined', 'ticket.status_changed', 'ticket.recalled'] as const;

/** The board in the waiting room: for everyone, so it says nothing about anyone. */
export function displayRoutes({ clock }: QueuesContext): Endpoint[] {
	return [
		definePublicEndpoint({
			method: 'get',
			path: '/display/:org/:branch',
			summary: 'Shows the numbers that are called at a branch',
			tag: TAG,
			params,
			response: boardSchema,
			handle: ({ params: { org, branch } }) => showBoard({ org, now: clock.now() }, branch),
		}),
		definePublicEndpoint({
			method: 'get',
			path: '/display/:org/:branch/stream',
			summary: 'The same, again after each change, as Server-Sent Events',
			tag: TAG,
			params,
			response: LIVE,
			async handle({ params: { org, branch } }) {
				return {
					follows: { org, types: BOARD_EVENTS },
					concerns: ofBranch(branch),
					async read() {
						const state = await showBoard({ org, now: clock.now() }, branch);
						return { version: versionOf({ ...state, at: '' }), state };
					},
				};
			},
		}),
	];
}
