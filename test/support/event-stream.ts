import { z } from 'zod';

export interface ServerSentEvent {
	id: string;
	event: string;
	data: unknown;
}

/** A reader of Server-Sent Events. */
export interface FollowedStream {
	/** The first event, of those not given yet, that `fits`; those before it are gone. Rejects when the stream ends first. */
	next(fits?: (event: ServerSentEvent) => boolean): Promise<ServerSentEvent>;
	close(): void;
}

/** Opens a stream. Throws when it is refused. */
export async function followStream(url: string, headers: Record<string, string> = {}): Promise<FollowedStream> {
	const leaving = new AbortController();
	const response = await fetch(url, { headers, signal: leaving.signal });
	if (!response.ok || response.body === null) throw new Error(`the stream answers ${response.status}: ${await response.text()}`);
	const events = read(response.body);
	return {
		async next(fits = () => true) {
			for (;;) {
				const { value, done } = await events.next();
				if (done) throw new Error('the stream has ended');
				if (fits(value)) return value;
			}
		},
		close: () => leaving.abort(),
	};
}

async function* read(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerSentEvent, void> {
	const decoder = new TextDecoder();
	let text = '';
	for await (const part of body) {
		text += decoder.decode(part, { stream: true });
		const blocks = text.split('\n\n');
		text = blocks.pop() ?? '';
		for (const block of blocks) {
			const event = eventOf(block);
			if (event !== null) yield event;
		}
	}
}

/** Null for what is no event: heartbeats, and how long to wait before coming back. */
function eventOf(block: string): ServerSentEvent | null {
	const fields = Object.fromEntries(
		block.split('\n').map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]),
	);
	const { id, event, data } = z.object({ id: z.string(), event: z.string(), data: z.string() }).partial().parse(fields);
	return id === undefined || event === undefined || data === undefined ? null : { id, event, data: JSON.parse(data) };
}
