import type { Request, Response } from 'express';
import { AppError } from '../errors.ts';

const HEARTBEAT_MS = 15_000;
/** A reader this far behind is cut off: it comes back with its `Last-Event-ID` and catches up from the log. */
const MAX_UNSENT_BYTES = 1_000_000;

export interface ServerEvent {
	/** Comes back as `Last-Event-ID` when the reader reconnects. */
	id?: string;
	/** The event's name; `message` when unset. */
	event?: string;
	data: unknown;
}

/** One reader. */
export interface EventStream {
	/** The last event this reader saw before it reconnected. */
	readonly lastEventId: string | undefined;
	/** Writes one event; false when the reader is gone. */
	send(event: ServerEvent): boolean;
	onClose(listener: () => void): void;
	close(): void;
}

export interface EventStreams {
	/** Turns a request into a stream. Throws AppError `unavailable` when there are too many, or the program is stopping. */
	open(req: Request, res: Response): EventStream;
	/** Ends every stream: open ones would hold up a graceful stop. */
	closeAll(): void;
	readonly count: number;
}

/** Server-Sent Events (https://html.spec.whatwg.org/multipage/server-sent-events.html) for at most `maxStreams` readers at once. */
export function eventStreams(options: { maxStreams: number; heartbeatMs?: number }): EventStreams {
	const open = new Set<EventStream>();
	let stopping = false;
	return {
		open(req, res) {
			if (stopping || open.size >= options.maxStreams) throw new AppError('unavailable', 'no room for another live view');
			const stream = openStream(req, res, options.heartbeatMs ?? HEARTBEAT_MS);
			open.add(stream);
			stream.onClose(() => open.delete(stream));
			return stream;
		},
		closeAll() {
			stopping = true;
			for (const stream of open) stream.close();
		},
		get count() {
			return open.size;
		},
	};
}

function openStream(req: Request, res: Response, heartbeatMs: number): EventStream {
	res.status(200).set({
		'Content-Type': 'text/event-stream',
		'Cache-Control': 'no-store, no-transform',
		'X-Accel-Buffering': 'no', // nginx would hold events back
	});
	res.flushHeaders();
	res.write('retry: 2000\n\n');
	const heartbeat = setInterval(() => write(': alive\n\n'), heartbeatMs);
	heartbeat.unref();
	res.once('close', () => clearInterval(heartbeat));

	function write(text: string): boolean {
		if (res.writableEnded || res.destroyed) return false;
		if (res.writableLength > MAX_UNSENT_BYTES) {
			res.destroy();
			return false;
		}
		res.write(text);
		return true;
	}
	return {
		lastEventId: req.get('last-event-id'),
		send: (event) => write(frame(event)),
		onClose: (listener) => res.once('close', listener),
		close: () => res.end(),
	};
}

function frame({ id, event, data }: ServerEvent): string {
	const named = [id === undefined ? '' : `id: ${oneLine(id)}\n`, event === undefined ? '' : `event: ${oneLine(event)}\n`];
	return `${named.join('')}data: ${JSON.stringify(data)}\n\n`;
}

function oneLine(text: string): string {
	return text.replace(/[\r\n]+/g, ' ');
}
