import { z } from 'zod';
import { findKept } from '../../channels/media/find-kept.ts';
import { mediaId } from '../../channels/media/media-id.ts';
import { type OutboxMessage, OutboxModel } from '../../channels/outbox/model.ts';
import { InboxModel } from '../../conversation/inbox/model.ts';
import type { InboxItem } from '../../conversation/input.ts';
import { toPage } from '../../platform/http/pagination.ts';
import { isPersonInput, PERSON_KINDS, wordsOf } from './person-input.ts';

/** One thing said, by either side. */
export const entrySchema = z.object({
	id: z.string(),
	at: z.string(),
	from: z.enum(['person', 'bot', 'human', 'system']),
	kind: z.enum(['message', 'choice', 'media', 'location', 'opt_out']),
	text: z.string(),
	channel: z.enum(['whatsapp', 'sms']).nullable(),
	choices: z.array(z.string()).describe('The labels of the answers offered'),
	media: z.array(z.object({ id: z.string().nullable().describe('null: not kept'), content_type: z.string() })),
	location: z.object({ latitude: z.number(), longitude: z.number() }).nullable(),
	status: z.string().nullable().describe('The delivery of a message to the person'),
	error: z.string().nullable().describe('Why it was not delivered, as the carrier or the outbox calls it'),
	agent: z.string().nullable().describe('Who wrote it, when an agent did'),
	message_id: z.string().nullable().describe('The id an agent’s message was accepted with'),
});

export type HistoryEntry = z.input<typeof entrySchema>;

/** A point of the history: everything before it is older. */
export interface HistoryPosition {
	at: Date;
	id: string;
}

interface Line extends HistoryPosition {
	entry: HistoryEntry;
}

/**
 * What the person and we said, oldest first: the latest `limit` entries before `before`. The page's cursor leads further back. Both sides
 * are kept for 90 days.
 */
export async function getHistory(
	org: string,
	contact: string,
	{ limit, before }: { limit: number; before?: HistoryPosition | undefined },
): Promise<{ items: HistoryEntry[]; next_cursor: string | null }> {
	const most = limit + 1;
	const [inbound, outbound] = await Promise.all([
		InboxModel.find({ org, contact, 'input.kind': { $in: PERSON_KINDS }, ...earlier('receivedAt', before) })
			.sort({ receivedAt: -1, _id: -1 })
			.limit(most)
			.lean(),
		OutboxModel.find({ org, contact, ...earlier('createdAt', before) })
			.sort({ createdAt: -1, _id: -1 })
			.limit(most)
			.lean(),
	]);
	const [agents, kept] = await Promise.all([agentsOf(org, outbound), findKept(org, inbound.flatMap(fileIds))]);
	const lines = [...inbound.flatMap((item) => inboundLine(item, kept)), ...outbound.map((message) => outboundLine(message, agents))].sort(
		newestFirst,
	);
	const page = toPage(lines, limit, ({ at, id }) => [at.getTime(), id]);
	return { items: page.items.map(({ entry }) => entry).reverse(), next_cursor: page.next_cursor };
}

function earlier(field: 'receivedAt' | 'createdAt', before: HistoryPosition | undefined): object {
	if (before === undefined) return {};
	return { $or: [{ [field]: { $lt: before.at } }, { [field]: before.at, _id: { $lt: before.id } }] };
}

function newestFirst(one: HistoryPosition, other: HistoryPosition): number {
	const apart = other.at.getTime() - one.at.getTime();
	if (apart !== 0) return apart;
	return one.id < other.id ? 1 : -1;
}

/** Which agent wrote each message, by the input that brought it. */
async function agentsOf(org: string, messages: readonly OutboxMessage[]): Promise<Map<string, string>> {
	const turns = messages.filter(({ origin }) => origin === 'human').map(({ turn }) => turn);
	if (turns.length === 0) return new Map();
	const items = await InboxModel.find({ org, _id: { $in: turns } }, { input: true }).lean();
	return new Map(items.flatMap(({ _id, input }) => (input.kind === 'agent_action' ? [[_id, input.agent] as const] : [])));
}

const BLANK = { choices: [], media: [], location: null, status: null, error: null, agent: null, message_id: null };

function fileIds({ _id, input }: InboxItem): string[] {
	return input.kind === 'media' ? input.media.map((_file, place) => mediaId(_id, place)) : [];
}

function inboundLine({ _id: id, receivedAt: at, input, route, heard }: InboxItem, kept: ReadonlySet<string>): Line[] {
	if (!isPersonInput(input)) return [];
	const entry: HistoryEntry = {
		...BLANK,
		id,
		at: at.toISOString(),
		from: 'person',
		kind: input.kind,
		text: heard ?? wordsOf(input),
		channel: route?.channel ?? null,
	};
	// The place of an erased person is gone.
	if (input.kind === 'location' && Number.isFinite(input.latitude))
		entry.location = { latitude: input.latitude, longitude: input.longitude };
	if (input.kind === 'media') {
		entry.media = input.media.map((file, place) => {
			const stored = mediaId(id, place);
			return { id: kept.has(stored) ? stored : null, content_type: file.contentType };
		});
	}
	return [{ at, id, entry }];
}

function outboundLine(message: OutboxMessage, agents: ReadonlyMap<string, string>): Line {
	const { _id: id, createdAt: at, origin } = message;
	const entry: HistoryEntry = {
		...BLANK,
		id,
		at: at.toISOString(),
		from: origin,
		kind: 'message',
		text: message.text,
		channel: message.route?.channel ?? message.channel ?? null,
		choices: message.choices.map(({ label }) => label),
		status: message.status,
		error: message.errorCode ?? null,
		agent: agents.get(message.turn) ?? null,
		message_id: origin === 'human' ? message.turn : null,
	};
	return { at, id, entry };
}
