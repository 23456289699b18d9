import type { Request, Response } from 'express';
import mongoose from 'mongoose';
import { type SimulatorMessage, SimulatorMessageModel } from '../../channels/simulator/model.ts';
import { type TurnTrace, TurnTraceModel } from '../../conversation/turn/trace.ts';
import { AppError } from '../../platform/errors.ts';
import { messageView } from './view.ts';

/** Open pages per process: each holds two change streams. */
const MAX_PAGES = 20;
/** Often enough that no proxy closes an idle stream. */
const HEARTBEAT_MS = 20_000;
/** A change stream's resume token: hexadecimal digits. */
const RESUME_TOKEN = /^[0-9A-F]{20,1000}$/i;

let pages = 0;

/**
 * Sends an organisation's bubbles and turns to one page as Server-Sent Events:
 * `ready` (from here on nothing is missed), `message` (a bubble, new or changed), `turn` (a contact's turn was traced),
 * `reset` (too far behind to resume: reload the chats). An event's id resumes the stream after it.
 */
export function streamLive(request: Request, response: Response, org: string): void {
	if (pages >= MAX_PAGES) throw new AppError('rate_limited', 'too many simulator pages are open');
	const database = mongoose.connection.db;
	if (database === undefined) throw new AppError('unavailable', 'the database is not connected');
	pages += 1;

	const resumeAfter = resumeToken(request);
	const pipeline = [{ $match: { operationType: { $in: ['insert', 'update', 'replace'] }, 'fullDocument.org': org } }];
	const messages = database
		.collection<SimulatorMessage>(SimulatorMessageModel.collection.name)
		.watch<SimulatorMessage>(pipeline, { fullDocument: 'updateLookup', ...(resumeAfter === undefined ? {} : { resumeAfter }) });
	const turns = database.collection<TurnTrace>(TurnTraceModel.collection.name).watch<TurnTrace>(pipeline, { fullDocument: 'updateLookup' });

	response.status(200).set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
	response.flushHeaders();
	const heartbeat = setInterval(() => response.write(':\n\n'), HEARTBEAT_MS);
	let closed = false;
	const close = (): void => {
		if (closed) return;
		closed = true;
		pages -= 1;
		clearInterval(heartbeat);
		Promise.allSettled([messages.close(), turns.close()]);
		response.end();
	};
	const giveUp = (): void => {
		// An empty id makes the browser come back without one.
		if (!closed) response.write('id:\nevent: reset\ndata: {}\n\n');
		close();
	};
	const send = (event: string, data: unknown, token?: unknown): void => {
		const id = token === undefined ? '' : `id: ${tokenText(token)}\n`;
		response.write(`${id}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
	};

	response.write('retry: 1000\n\n');
	messages.once('resumeTokenChanged', (token) => send('ready', {}, token));
	messages.on('change', (change) => {
		if ('fullDocument' in change && change.fullDocument) send('message', messageView(change.fullDocument), change._id);
	});
	turns.on('change', (change) => {
		if ('fullDocument' in change && change.fullDocument) send('turn', { contact: change.fullDocument.contact });
	});
	messages.on('error', giveUp);
	turns.on('error', giveUp);
	request.on('close', close);
}

function resumeToken(request: Request): { _data: string } | undefined {
	const last = request.get('last-event-id');
	return last !== undefined && RESUME_TOKEN.test(last) ? { _data: last } : undefined;
}

function tokenText(token: unknown): string {
	return typeof token === 'object' && token !== null && '_data' in token && typeof token._data === 'string' ? token._data : '';
}
