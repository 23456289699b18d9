import { MediaFileModel } from './model.ts';

/** Which of these files of the organisation are kept. */
export async function findKept(org: string, ids: readonly string[]): Promise<Set<string>> {
	if (ids.length === 0) return new Set();
	const files = await MediaFileModel.find({ filename: { $in: [...ids] }, 'metadata.org': org }, { filename: true }).lean();
	return new Set(files.map(({ filename }) => filename));
}
