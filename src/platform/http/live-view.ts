import type { Request, Response } from 'express';
import type { StoredEvent } from '../events/event.ts';
import type { EventFilter, EventWatch } from '../events/watch-events.ts';
import { failureCode } from '../failure-code.ts';
import { log } from '../log.ts';
import type { EventStream, EventStreams } from './sse.ts';

/** What a page shows of the house and keeps in step with. */
export interface LiveView {
	/** The events after which what is shown may be different. */
	follows: EventFilter;
	/** Of these, those that matter: all when unset. */
	concerns?(event: StoredEvent): boolean;
	/** The whole of it, now. */
	read(): Promise<Snapshot>;
}

/** `version` is any text that changes when something shown changes. */
interface Snapshot {
	version: string;
	state: unknown;
}

export interface LiveViews {
	/**
	 * Sends a view to one page until it leaves: `state` events with the whole state, now and after each change; `same` at first when the
	 * page has it already by its `Last-Event-ID`. Rejects, with nothing sent, when the first read fails or there is no room.
	 */
	show(view: LiveView, req: Request, res: Response): Promise<void>;
}

/** A burst of events is one state for a page on 2G. */
const REST_MS = 1_000;
/** Then the page comes back with its token: one that has expired or was taken away is not served for longer. */
const MOST_LIFE_MS = 30 * 60_000;

/** The live views of this process. The durations are for tests. */
export function liveViews(options: { streams: EventStreams; watch: EventWatch; restMs?: number; lifeMs?: number }): LiveViews {
	const { streams, watch, restMs = REST_MS, lifeMs = MOST_LIFE_MS } = options;
	return {
		async show(view, req, res) {
			// Watched before it is read: what happens meanwhile is read again.
			let missed = false;
			let changed = (): void => {
				missed = true;
			};
			const stops = [
				watch.watchEvents(view.follows, (event) => {
					if (view.concerns?.(event) ?? true) changed();
				}),
				watch.onGap(() => changed()),
			];
			res.once('close', () => {
				for (const stop of stops) stop();
			});
			const first = await view.read();
			if (res.destroyed) return;
			const stream = streams.open(req, res);
			changed = follow(view, stream, first, restMs);
			if (missed) changed();
			const life = setTimeout(() => stream.close(), lifeMs);
			stream.onClose(() => clearTimeout(life));
		},
	};
}

/** Sends the first state; gives what to call when there may be another. */
function follow(view: LiveView, stream: EventStream, first: Snapshot, restMs: number): () => void {
	let version = first.version;
	let wanted = false;
	let busy = false;
	let resting: NodeJS.Timeout | undefined;
	stream.onClose(() => clearTimeout(resting));
	if (stream.lastEventId === version) stream.send({ id: version, event: 'same', data: {} });
	else stream.send({ id: version, event: 'state', data: first.state });

	async function readOn(): Promise<void> {
		busy = true;
		wanted = false;
		try {
			const next = await view.read();
			if (next.version !== version) stream.send({ id: next.version, event: 'state', data: next.state });
			version = next.version;
		} catch (error) {
			log.warn('a live view could not be read: the page has to come back', { error: failureCode(error) });
			stream.close();
			return;
		}
		resting = setTimeout(() => {
			busy = false;
			if (wanted) void readOn();
		}, restMs);
	}
	return () => {
		wanted = true;
		if (!busy) void readOn();
	};
}
