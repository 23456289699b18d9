import { MediaFileModel } from './model.ts';
import { mediaBucket } from './store.ts';

/** As long as the messages they came with (`inbox/model.ts`): after that what people showed and said has no reason to stay. */
const KEPT_MS = 90 * 24 * 3_600_000;
/** One run forgets so many files; the next takes the rest (I12). */
const MOST_AT_ONCE = 500;

/** Removes the oldest of the files that were received too long ago. GridFS keeps a file in pieces, which no expiry of a row takes along. */
export async function forgetOldMedia(now: Date): Promise<void> {
	const old = await MediaFileModel.find({ 'metadata.receivedAt': { $lt: new Date(now.getTime() - KEPT_MS) } }, { _id: 1 })
		.sort({ 'metadata.receivedAt': 1 })
		.limit(MOST_AT_ONCE)
		.lean();
	for (const { _id } of old) await mediaBucket().delete(_id);
}
