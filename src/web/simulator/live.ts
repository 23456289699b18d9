import type { Request, Response } from 'express';
import mongoose from 'mongoose';
import { type SimulatorMessage, SimulatorMessageModel } from '../../channels/simulator/model.ts';
import { type TurnTrace, TurnTraceModel } from '../../conversation/turn/trace.ts';
import { AppError } from '../../platform/errors.ts';
import type { EventStreams } from '../../platform/http/sse.ts';
import { messageView } from './view.ts';

/** A change stream's resume token: hexadecimal digits. */
const RESUME_TOKEN = /^[0-9A-F]{20,1000}$/i;

/**
 * Sends an organisation's bubbles and turns to one page as Server-Sent Events:
 * `ready` (from here on nothing is missed), `message` (a bubble, new or changed), `turn` (a contact's turn was traced),
 * `reset` (too far behind to resume: reload the chats). An event's id resumes the stream after it.
 */
export function streamLive(streams: EventStreams, request: Request, response: Response, org: string): void {
	const database = mongoose.connection.db;
	if (database === undefined) throw new AppError('unavailable', 'the database is not connected');
	const stream = streams.open(request, response);
	const resumeAfter = resumeToken(stream.lastEventId);
	const pipeline = [{ $match: { operationType: { $in: ['insert', 'update', 'replace'] }, 'fullDocument.org': org } }];
	const messages = database
		.collection<SimulatorMessage>(SimulatorMessageModel.collection.name)
		.watch<SimulatorMessage>(pipeline, { fullDocument: 'updateLookup', ...(resumeAfter === undefined ? {} : { resumeAfter }) });
	const turns = database.collection<TurnTrace>(TurnTraceModel.collection.name).watch<TurnTrace>(pipeline, { fullDocument: 'updateLookup' });

	stream.onClose(() => void Promise.allSettled([messages.close(), turns.close()]));
	const giveUp = (): void => {
		// An empty id makes the browser come back without one.
		stream.send({ id: '', event: 'reset', data: {} });
		stream.close();
	};
	void Promise.all([opened(messages), opened(turns)]).then(() =>
		stream.send({ id: tokenText(messages.resumeToken), event: 'ready', data: {} }),
	);
	messages.on('change', (change) => {
		if (!('fullDocument' in change) || !change.fullDocument) return;
		stream.send({ id: tokenText(change._id), event: 'message', data: messageView(change.fullDocument) });
	});
	turns.on('change', (change) => {
		if ('fullDocument' in change && change.fullDocument) stream.send({ event: 'turn', data: { contact: change.fullDocument.contact } });
	});
	messages.on('error', giveUp);
	turns.on('error', giveUp);
}

/** Resolves when the server has the cursor: what is written from now on will come. */
function opened(changes: Pick<mongoose.mongo.ChangeStream, 'once'>): Promise<unknown> {
	return new Promise((resolve) => changes.once('resumeTokenChanged', resolve));
}

function resumeToken(lastEventId: string | undefined): { _data: string } | undefined {
	return lastEventId !== undefined && RESUME_TOKEN.test(lastEventId) ? { _data: lastEventId } : undefined;
}

function tokenText(token: unknown): string {
	return typeof token === 'object' && token !== null && '_data' in token && typeof token._data === 'string' ? token._data : '';
}
