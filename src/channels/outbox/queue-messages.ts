import type { Model } from 'mongoose';
import type { NewId } from '../../platform/ids.ts';
import { type NewOutboxMessage, type OutboxMessage, OutboxModel } from './model.ts';
import { wakeOutbox } from './wake.ts';

export type { NewOutboxMessage } from './model.ts';

/** The part of a scene the outbox needs. */
export interface QueueScene {
	readonly org: string;
	readonly now: Date;
	readonly correlationId: string;
	newId: NewId;
	insert<T extends { _id: string }>(model: Model<T>, row: T): void;
	/** Scenes that were opened by `runScene` have it; without it the messages are found by the poll. */
	afterCommit?(work: () => void): void;
}

/**
 * Puts messages in the outbox with the scene's commit, in the order they are to arrive (I4, I5). Sending begins after it. A text too long for one message is split before (`splitMessage`).
 */
export function queueMessages(scene: QueueScene, messages: readonly NewOutboxMessage[]): void {
	if (messages.length === 0) return;
	const rows = messages.map((message) => outboxRow(scene, message));
	for (const row of rows) scene.insert(OutboxModel, row);
	const contacts = new Set(rows.map((row) => row.contact));
	scene.afterCommit?.(() => {
		for (const contact of contacts) wakeOutbox(scene.org, contact);
	});
}

function outboxRow({ org, now, correlationId, newId }: QueueScene, message: NewOutboxMessage): OutboxMessage {
	return {
		...message,
		_id: newId(),
		org,
		followed: message.followed ?? message.subject !== '',
		status: 'queued',
		open: true,
		parked: false,
		notBefore: message.notBefore ?? now,
		attempts: 0,
		failures: 0,
		lookUps: 0,
		refused: [],
		pastProviderIds: [],
		history: [],
		correlationId,
		createdAt: now,
	};
}
