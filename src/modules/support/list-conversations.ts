import type { PipelineStage } from 'mongoose';
import type { OutboxMessage } from '../../channels/outbox/model.ts';
import { OutboxModel } from '../../channels/outbox/model.ts';
import type { Contact, Owner } from '../../conversation/contacts/contact.ts';
import { ContactModel } from '../../conversation/contacts/model.ts';
import { InboxModel } from '../../conversation/inbox/model.ts';
import type { InboxItem } from '../../conversation/input.ts';
import { ANSWERABLE_KINDS, PERSON_KINDS } from './person-input.ts';
import { TriageModel, type TriageRow } from './triage-model.ts';

/** A conversation at a glance, in one query: the contact and the ends of its inbox and outbox. */
export interface ConversationRow extends Omit<Contact, 'session' | 'lease'> {
	/** The person's last input; none or one. */
	lastIn: Pick<InboxItem, '_id' | 'input' | 'receivedAt'>[];
	/** The last message to them; none or one. */
	lastOut: Pick<OutboxMessage, '_id' | 'origin' | 'text' | 'createdAt'>[];
	/** What the person sent since someone last answered, oldest first; at most `MOST_UNANSWERED`. */
	unanswered: Pick<InboxItem, 'receivedAt'>[];
	/** How it was sorted last; none or one. */
	triage: TriageRow[];
}

export interface ConversationFilter {
	owner: Owner;
	/** An agent's id; empty: those no agent has. */
	agent?: string | undefined;
}

/** Where a page ended. Conversations the bot has had from the beginning have no time, and come first. */
export interface ListPosition {
	ownerSince: Date | null;
	id: string;
}

/** Nobody counts further (I12). */
const MOST_UNANSWERED = 100;

/** An organisation's conversations in one owner's hands, the longest there first: at most `limit`. */
export function listConversations(
	org: string,
	{ owner, agent }: ConversationFilter,
	page: { limit: number; after?: ListPosition | undefined },
): Promise<ConversationRow[]> {
	return ContactModel.aggregate<ConversationRow>([
		{
			$match: {
				org,
				owner,
				...(agent === undefined ? {} : { agent: agent === '' ? null : agent }),
				...(page.after === undefined ? {} : { $or: later(page.after) }),
			},
		},
		{ $sort: { ownerSince: 1, _id: 1 } },
		{ $limit: page.limit },
		...glance(org),
	]);
}

/** One of them, or null. */
export async function findConversation(org: string, id: string): Promise<ConversationRow | null> {
	const [found] = await ContactModel.aggregate<ConversationRow>([{ $match: { org, _id: id } }, ...glance(org)]);
	return found ?? null;
}

function later({ ownerSince, id }: ListPosition): object[] {
	return [{ ownerSince, _id: { $gt: id } }, { ownerSince: ownerSince === null ? { $type: 'date' } : { $gt: ownerSince } }];
}

function glance(org: string): PipelineStage[] {
	const inbox = InboxModel.collection.name;
	const outbox = OutboxModel.collection.name;
	const byContact = { localField: '_id', foreignField: 'contact' };
	return [
		{ $unset: ['session', 'lease', 'lanePast'] },
		{
			$lookup: {
				...byContact,
				from: inbox,
				pipeline: [
					{ $match: { org, 'input.kind': { $in: PERSON_KINDS } } },
					{ $sort: { receivedAt: -1, _id: -1 } },
					{ $limit: 1 },
					{ $project: { input: true, receivedAt: true } },
				],
				as: 'lastIn',
			},
		},
		{
			$lookup: {
				...byContact,
				from: outbox,
				pipeline: [
					{ $match: { org } },
					{ $sort: { createdAt: -1, _id: -1 } },
					{ $limit: 1 },
					{ $project: { origin: true, text: true, createdAt: true } },
				],
				as: 'lastOut',
			},
		},
		// Notices are news, not answers. What counts is when the input that was answered had come in: another may have come since.
		{
			$lookup: {
				...byContact,
				from: outbox,
				pipeline: [
					{ $match: { org, $or: [{ origin: 'human' }, { origin: 'bot', notice: false }] } },
					{ $sort: { createdAt: -1, _id: -1 } },
					{ $limit: 1 },
					{
						$lookup: {
							from: inbox,
							localField: 'turn',
							foreignField: '_id',
							pipeline: [{ $match: { org } }, { $project: { receivedAt: true } }],
							as: 'turn',
						},
					},
					{
						$project: { at: { $ifNull: [{ $first: '$turn.receivedAt' }, '$createdAt'] }, turn: { $ifNull: [{ $first: '$turn._id' }, ''] } },
					},
				],
				as: 'answered',
			},
		},
		{
			$lookup: {
				...byContact,
				from: inbox,
				let: { since: { $ifNull: [{ $first: '$answered.at' }, new Date(0)] }, turn: { $ifNull: [{ $first: '$answered.turn' }, ''] } },
				pipeline: [
					{
						$match: {
							org,
							'input.kind': { $in: ANSWERABLE_KINDS },
							$expr: { $and: [{ $gte: ['$receivedAt', '$$since'] }, { $gt: ['$_id', '$$turn'] }] },
						},
					},
					{ $sort: { receivedAt: 1, _id: 1 } },
					{ $limit: MOST_UNANSWERED },
					{ $project: { receivedAt: true } },
				],
				as: 'unanswered',
			},
		},
		{ $unset: 'answered' },
		{
			$lookup: {
				...byContact,
				from: TriageModel.collection.name,
				pipeline: [{ $match: { org } }, { $sort: { _id: -1 } }, { $limit: 1 }],
				as: 'triage',
			},
		},
	];
}
