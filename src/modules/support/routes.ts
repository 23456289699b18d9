import { z } from 'zod';
import { openMedia } from '../../channels/media/store.ts';
import { getContact } from '../../conversation/contacts/get-contact.ts';
import { wakeLane } from '../../conversation/lane/wake.ts';
import type { InScene, Scene } from '../../conversation/scene/scene.ts';
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import { defineEndpoint, type Endpoint, type EndpointRequest, FILE, type Identity } from '../../platform/http/endpoint.ts';
import { decodeCursor, pageOf, pageQuery, toPage } from '../../platform/http/pagination.ts';
import type { SortTexts } from '../../understanding/triage/labels.ts';
import { type Agent, actorOf, findAgent } from './agent.ts';
import { claimConversation } from './claim-conversation.ts';
import { correctionSchema, correctTriage } from './correct-triage.ts';
import { entrySchema, getHistory } from './get-history.ts';
import { handBack } from './hand-back.ts';
import { findConversation, listConversations } from './list-conversations.ts';
import { sendMessage } from './send-message.ts';
import { type ConversationView, conversationSchema, showConversation } from './show-conversation.ts';
import { isWindowOpen } from './window-open.ts';

export interface SupportContext {
	inScene: InScene;
	clock: Clock;
	/** How conversations are sorted for the agents. */
	triage: SortTexts;
}

const STAFF = ['agent', 'manager', 'admin'] as const;
/** A longer text is not one WhatsApp message. */
const MAX_TEXT = 1600;

const params = z.object({ id: z.string().min(1).max(64) });
/** The furthest moment a Date can hold, in ms. */
const LAST_MOMENT = 8.64e15;
const moment = z.int().min(0).max(LAST_MOMENT);
const listPosition = z.tuple([z.union([moment, z.literal('')]), z.string()]);
const historyPosition = z.tuple([moment, z.string()]);

const detailSchema = conversationSchema.extend({
	open: z
		.array(z.object({ flow: z.string(), version: z.int(), state: z.string() }))
		.describe('The dialogues in progress, the last one listens'),
	history: pageOf(entrySchema).describe('Oldest first; the cursor leads to what came before'),
});

/** How a person answers a conversation: see who waits, read, claim, write, hand back to the bot. */
export function supportRoutes({ inScene, clock }: Pick<SupportContext, 'inScene' | 'clock'>): Endpoint[] {
	/** One change by the caller, in a scene; the lane is woken when it is committed. */
	async function change<T>(
		{ identity, params: { id }, correlationId }: EndpointRequest<z.output<typeof params>, unknown, unknown>,
		work: (scene: Scene, id: string, agent: Agent) => Promise<T>,
	): Promise<T> {
		const agent = await findAgent(identity);
		const result = await inScene({ org: identity.org, actor: actorOf(identity), correlationId }, (scene) => work(scene, id, agent));
		wakeLane(identity.org, id);
		return result;
	}

	return [
		defineEndpoint({
			method: 'get',
			path: '/conversations',
			summary: 'Lists conversations by who has them, the longest waiting first',
			tag: 'support',
			roles: STAFF,
			query: z.object({
				...pageQuery,
				owner: z.enum(['human', 'bot', 'nobody']).default('human'),
				agent: z.string().max(64).optional().describe("An agent's id; empty: those no agent has claimed"),
			}),
			response: pageOf(conversationSchema),
			async handle({ identity, query: { limit, cursor, ...filter } }) {
				const rows = await listConversations(identity.org, filter, { limit: limit + 1, after: listCursor(cursor) });
				const page = toPage(rows, limit, ({ ownerSince, _id }) => [ownerSince?.getTime() ?? '', _id]);
				return { ...page, items: page.items.map((row) => showConversation(row, clock.now())) };
			},
		}),
		defineEndpoint({
			method: 'get',
			path: '/conversations/:id',
			summary: 'Shows one conversation: the contact, what is open, and what was said',
			tag: 'support',
			roles: STAFF,
			params,
			query: z.object(pageQuery),
			response: detailSchema,
			async handle({ identity: { org }, params: { id }, query: { limit, cursor } }) {
				const contact = await getContact(org, id);
				if (contact === null) throw new AppError('not_found', 'no such conversation');
				const history = await getHistory(org, id, { limit, before: historyCursor(cursor) });
				const open = contact.session.frames.map(({ flow, version, state }) => ({ flow, version, state }));
				return { ...(await show(org, id, clock.now())), open, history };
			},
		}),
		defineEndpoint({
			method: 'post',
			path: '/conversations/:id/claim',
			summary: 'Takes a conversation that waits or that the bot has; the person is told who answers',
			tag: 'support',
			roles: STAFF,
			params,
			response: conversationSchema,
			async handle(request) {
				await change(request, claimConversation);
				return show(request.identity.org, request.params.id, clock.now());
			},
		}),
		defineEndpoint({
			method: 'post',
			path: '/conversations/:id/messages',
			summary: 'Writes to the person; claims the conversation first when nobody has',
			tag: 'support',
			roles: STAFF,
			params,
			body: z.strictObject({
				text: z.string().trim().min(1).max(MAX_TEXT),
				client_id: z.string().min(1).max(64).optional().describe('Your own id of the message: sent again, it is the same message'),
			}),
			response: z.object({ id: z.string(), window_open: z.boolean() }),
			status: 202,
			async handle(request) {
				const { text, client_id: clientId } = request.body;
				return change(request, async (scene, id, agent) => {
					const message = await sendMessage(scene, id, agent, { text, clientId });
					const contact = await getContact(scene.org, id, scene.db);
					return { id: message, window_open: contact !== null && isWindowOpen(contact, scene.now) };
				});
			},
		}),
		defineEndpoint({
			method: 'post',
			path: '/conversations/:id/hand-back',
			summary: 'Gives the conversation back to the bot, which asks its open question again',
			tag: 'support',
			roles: STAFF,
			params,
			response: conversationSchema,
			async handle(request) {
				await change(request, handBack);
				return show(request.identity.org, request.params.id, clock.now());
			},
		}),
		defineEndpoint({
			method: 'post',
			path: '/conversations/:id/triage',
			summary: 'Corrects how a conversation was sorted; what it was sorted as is kept for the report',
			tag: 'support',
			roles: STAFF,
			params,
			body: correctionSchema,
			response: conversationSchema,
			async handle(request) {
				await change(request, (scene, id, agent) => correctTriage(scene, id, agent, request.body));
				return show(request.identity.org, request.params.id, clock.now());
			},
		}),
		defineEndpoint({
			method: 'get',
			path: '/media/:id',
			summary: 'Downloads a file a person sent',
			tag: 'support',
			roles: STAFF,
			params: z.object({ id: z.string().min(1).max(200) }),
			response: FILE,
			handle: ({ identity, params: { id } }) => openMedia(identity.org, id),
		}),
	];
}

async function show(org: Identity['org'], id: string, now: Date): Promise<ConversationView> {
	const row = await findConversation(org, id);
	if (row === null) throw new AppError('not_found', 'no such conversation');
	return showConversation(row, now);
}

function listCursor(cursor: string | undefined) {
	if (cursor === undefined) return undefined;
	const [since, id] = decodeCursor(cursor, listPosition);
	return { ownerSince: since === '' ? null : new Date(since), id };
}

function historyCursor(cursor: string | undefined) {
	if (cursor === undefined) return undefined;
	const [at, id] = decodeCursor(cursor, historyPosition);
	return { at: new Date(at), id };
}
