import mongoose, { type mongo } from 'mongoose';
import type { Clock } from '../clock.ts';
import { failureCode } from '../failure-code.ts';
import { log } from '../log.ts';
import { ACROSS_ORGANISATIONS } from '../mongo/define-model.ts';
import { isOutage } from '../mongo/is-outage.ts';
import { asEvent } from './as-event.ts';
import { Follower } from './follower.ts';
import { CheckpointModel, EventModel } from './model.ts';
import type { Subscriber } from './subscriber.ts';

/** How far before its checkpoint a subscriber reads the log again when its place in the stream is gone: longer than any transaction. */
const OVERLAP_MS = 60_000;
/** While nothing happens, checkpoints still move so often. */
const IDLE_SAVE_MS = 30_000;

interface Place {
	subscriber: Subscriber;
	follower: Follower;
	/** Null at the very first start: a new subscriber hears what happens from now on. */
	token: unknown;
	at: Date;
}

/** Follows the log for all subscribers until `signal` aborts; throws when the stream cannot go on. */
export async function followLog(subscribers: readonly Subscriber[], options: { clock: Clock; signal: AbortSignal }): Promise<void> {
	const places = await loadPlaces(subscribers, options);
	const stream = await openStream(places, options);
	const close = () => void stream.close().catch(() => undefined);
	options.signal.addEventListener('abort', close);
	try {
		await readStream(stream, places, options);
	} finally {
		options.signal.removeEventListener('abort', close);
		await stream.close().catch(() => undefined);
		for (const { follower } of places) await follower.stop();
	}
}

async function loadPlaces(subscribers: readonly Subscriber[], options: { clock: Clock; signal: AbortSignal }): Promise<Place[]> {
	const names = subscribers.map((subscriber) => subscriber.name);
	const saved = new Map((await CheckpointModel.find({ _id: { $in: names } }).lean()).map((row) => [row._id, row]));
	return subscribers.map((subscriber) => {
		const checkpoint = saved.get(subscriber.name);
		const at = checkpoint?.at ?? options.clock.now();
		return { subscriber, follower: new Follower(subscriber, options), token: checkpoint?.token ?? null, at };
	});
}

/** Opens the stream at the oldest checkpoint; when the server no longer has that place, at the present, after reading the log itself again. */
async function openStream(places: Place[], options: { clock: Clock }): Promise<mongo.ChangeStream> {
	const oldest = places
		.map((place) => place.token)
		.filter((token) => token !== null)
		.sort(compareTokens)[0];
	if (oldest !== undefined) {
		const stream = watch(places, oldest);
		try {
			await hearFirst(stream, places);
			return stream;
		} catch (error) {
			await stream.close().catch(() => undefined);
			// Gone from the server's log, or of another server: whatever the reason, the log itself is there.
			if (isOutage(error)) throw error;
			log.warn('the place in the change stream is gone: reading the event log again', { error: failureCode(error) });
		}
	}
	const stream = watch(places, undefined);
	await hearFirst(stream, places);
	for (const place of places) {
		if (place.token !== null) await readLogAgain(place, options.clock.now());
		place.token = null;
	}
	return stream;
}

/** Makes sure that the server has the cursor, and handles what it already gives. */
async function hearFirst(stream: mongo.ChangeStream, places: Place[]): Promise<void> {
	const change = await stream.tryNext();
	if (change !== null) await hear(change, places);
	else await Promise.all(places.filter((place) => place.token === null).map((place) => place.follower.idleAt(stream.resumeToken)));
}

async function readStream(
	stream: mongo.ChangeStream,
	places: Place[],
	{ clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<void> {
	let savedAt = clock.now().getTime();
	while (!signal.aborted) {
		let change: mongo.ChangeStreamDocument | null;
		try {
			// Waits a second at most for something new.
			change = await stream.tryNext();
		} catch (error) {
			if (signal.aborted) return;
			throw error;
		}
		if (change !== null) await hear(change, places);
		else if (clock.now().getTime() - savedAt >= IDLE_SAVE_MS) {
			savedAt = clock.now().getTime();
			for (const { follower } of places) await follower.idleAt(stream.resumeToken);
		}
	}
}

async function hear(change: mongo.ChangeStreamDocument, places: Place[]): Promise<void> {
	if (change.operationType !== 'insert') return;
	const heard = { event: asEvent(change.fullDocument), token: change._id };
	for (const place of places) {
		// The stream began at the oldest checkpoint: the others have heard some of it.
		if (place.token !== null && compareTokens(place.token, change._id) >= 0) continue;
		await place.follower.hear(heard);
	}
}

async function readLogAgain(place: Place, until: Date): Promise<void> {
	const since = new Date(place.at.getTime() - OVERLAP_MS);
	const types = { $in: [...place.subscriber.types] };
	const events = EventModel.find({ type: types, at: { $gte: since, $lte: until } }, null, ACROSS_ORGANISATIONS)
		.sort({ at: 1, _id: 1 })
		.lean();
	for await (const event of events.cursor()) await place.follower.hear({ event, token: null });
}

function watch(places: Place[], resumeAfter: unknown): mongo.ChangeStream {
	const types = [...new Set(places.flatMap((place) => place.subscriber.types))];
	const pipeline = [{ $match: { operationType: 'insert', 'fullDocument.type': { $in: types } } }];
	return mongoose.connection.collection(EventModel.collection.name).watch(pipeline, resumeAfter === undefined ? {} : { resumeAfter });
}

/** Resume tokens are hexadecimal key strings: they sort as the events happened. */
function compareTokens(a: unknown, b: unknown): number {
	const [left, right] = [dataOf(a), dataOf(b)];
	return left < right ? -1 : left > right ? 1 : 0;
}

function dataOf(token: unknown): string {
	return typeof token === 'object' && token !== null && '_data' in token && typeof token._data === 'string' ? token._data : '';
}
