import type { ClientSession } from 'mongoose';
import { MediaChunkModel, MediaFileModel } from './model.ts';

/** Removes at most `most` of the files that these contacts sent, in the scene's transaction; gives how many. Who asks for one finds none. */
export async function forgetMediaOf({ org, db }: { org: string; db: ClientSession }, contacts: string[], most: number): Promise<number> {
	const theirs = { 'metadata.org': org, 'metadata.contact': { $in: contacts } };
	const files = await MediaFileModel.find(theirs, { _id: true }, { session: db }).limit(most).lean();
	const ids = files.map(({ _id }) => _id);
	if (ids.length === 0) return 0;
	await MediaChunkModel.deleteMany({ files_id: { $in: ids } }, { session: db });
	await MediaFileModel.deleteMany({ _id: { $in: ids } }, { session: db });
	return ids.length;
}
