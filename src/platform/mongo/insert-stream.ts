import mongoose, { type mongo } from 'mongoose';
import { failureCode } from '../failure-code.ts';
import { log } from '../log.ts';
import { pause } from '../pause.ts';
import { isOwnInsert, rememberOwnInserts } from './own-inserts.ts';

type Listener = (row: mongo.Document) => void;

/** New rows of some collections, as they are committed by any process. One change stream, and so one connection, per process. */
export interface InsertStream {
	/** Calls `listener` for each new row of `collection`; returns the way to stop. Listeners must be quick and must not throw. */
	on(collection: string, listener: Listener): () => void;
	/** The same without the rows this process inserted by `insertRows`: who does so has told whom it concerns. One listener a collection. */
	onOthers(collection: string, listener: Listener): () => void;
	/** Calls `listener` when rows may have been missed: whoever needs each one reads the database again. */
	onGap(listener: () => void): () => void;
	close(): Promise<void>;
}

const REOPEN_MS = 1_000;

/** Opens the stream; it is live when this resolves. Hints only: it is opened anew after a failure without going back. */
export async function openInsertStream(collections: readonly string[]): Promise<InsertStream> {
	const listeners = new Map<string, Set<Listener>>();
	const gapListeners = new Set<() => void>();
	const stopping = new AbortController();
	let stream = open(collections);
	await opened(stream);
	const reading = read();

	async function read(): Promise<void> {
		while (!stopping.signal.aborted) {
			try {
				for await (const change of stream) {
					if (change.operationType !== 'insert') continue;
					for (const listener of listeners.get(change.ns.coll) ?? []) listener(change.fullDocument);
				}
			} catch (error) {
				if (stopping.signal.aborted) return;
				log.warn('change stream ended, opening it again', { error: failureCode(error) });
			}
			await stream.close().catch(() => undefined);
			await pause(REOPEN_MS, stopping.signal);
			if (stopping.signal.aborted) return;
			stream = open(collections);
			for (const listener of gapListeners) listener();
		}
	}

	return {
		on: (collection, listener) => added(listeners, collection, listener),
		onOthers(collection, listener) {
			rememberOwnInserts([collection]);
			return added(listeners, collection, (row) => {
				if (!isOwnInsert(row._id)) listener(row);
			});
		},
		onGap(listener) {
			gapListeners.add(listener);
			return () => gapListeners.delete(listener);
		},
		async close() {
			stopping.abort();
			await stream.close().catch(() => undefined);
			await reading;
		},
	};
}

function open(collections: readonly string[]): mongo.ChangeStream {
	const inserts = { operationType: 'insert', 'ns.coll': { $in: [...collections] } };
	return mongoose.connection
		.getClient()
		.db(mongoose.connection.name)
		.watch([{ $match: inserts }]);
}

/** Resolves when the server has the cursor: what is written from now on will come. */
async function opened(stream: mongo.ChangeStream): Promise<void> {
	await stream.tryNext();
}

function added(listeners: Map<string, Set<Listener>>, collection: string, listener: Listener): () => void {
	const set = listeners.get(collection) ?? new Set<Listener>();
	listeners.set(collection, set.add(listener));
	return () => set.delete(listener);
}
