import { z } from 'zod';
import type { ConversationRow } from './list-conversations.ts';
import { isPersonInput, wordsOf } from './person-input.ts';
import { shownTriage, showTriage } from './show-triage.ts';
import { isWindowOpen } from './window-open.ts';

/** Enough of the last message to recognise the conversation by. */
const PREVIEW_LENGTH = 120;

export const conversationSchema = z.object({
	id: z.string().describe("The contact's id"),
	owner: z.enum(['bot', 'human', 'nobody']),
	agent: z.string().nullable(),
	reason: z.string().nullable().describe('Why a person was asked for'),
	name: z.string().nullable(),
	phone: z.string().nullable(),
	language: z.enum(['fr', 'en', 'wo']).nullable(),
	provider: z.string().nullable().describe('The provider this person is'),
	channel: z.enum(['whatsapp', 'sms']).nullable().describe('Where they wrote last'),
	window_open: z.boolean().describe('An agent’s words would go out as they are'),
	opted_out: z.boolean().describe('They wrote STOP on this channel: nothing goes out'),
	owner_since: z.string().nullable(),
	waiting_since: z.string().nullable().describe('Since when they wait for an agent, or for an answer'),
	unanswered: z.int().describe('Their messages since the last answer; 100 means at least so many'),
	agent_active_at: z.string().nullable(),
	...shownTriage.shape,
	last_message: z
		.object({ from: z.enum(['person', 'bot', 'human', 'system']), kind: z.string(), text: z.string(), at: z.string() })
		.nullable(),
});

export type ConversationView = z.input<typeof conversationSchema>;

/** A conversation as the API shows it. */
export function showConversation(row: ConversationRow, now: Date): ConversationView {
	const [reach] = row.reach;
	return {
		id: row._id,
		owner: row.owner,
		agent: row.agent ?? null,
		reason: row.handoverReason ?? null,
		name: row.name ?? null,
		phone: row.phone ?? null,
		language: row.language ?? null,
		provider: row.provider ?? null,
		channel: reach?.channel ?? null,
		window_open: isWindowOpen(row, now),
		opted_out: reach?.optedOutAt !== undefined,
		owner_since: iso(row.ownerSince),
		waiting_since: iso(row.owner === 'human' && row.agent === undefined ? row.ownerSince : row.unanswered[0]?.receivedAt),
		unanswered: row.unanswered.length,
		agent_active_at: iso(row.agentActiveAt),
		...showTriage(row.triage[0]),
		last_message: lastMessage(row),
	};
}

function lastMessage({ lastIn: [inbound], lastOut: [outbound] }: ConversationRow): ConversationView['last_message'] {
	if (outbound !== undefined && (inbound === undefined || outbound.createdAt >= inbound.receivedAt)) {
		return { from: outbound.origin, kind: 'message', text: preview(outbound.text), at: outbound.createdAt.toISOString() };
	}
	if (inbound === undefined || !isPersonInput(inbound.input)) return null;
	return { from: 'person', kind: inbound.input.kind, text: preview(wordsOf(inbound.input)), at: inbound.receivedAt.toISOString() };
}

/** By code points, so that no character is cut in two. */
function preview(text: string): string {
	const characters = [...text.replace(/\s+/g, ' ').trim()];
	return characters.length <= PREVIEW_LENGTH ? characters.join('') : `${characters.slice(0, PREVIEW_LENGTH - 1).join('')}…`;
}

function iso(at: Date | undefined): string | null {
	return at?.toISOString() ?? null;
}
