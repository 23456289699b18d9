import { isDuplicate } from '../../../platform/mongo/is-duplicate.ts';

/** Makes a row; that another has just made the same one is as good. */
export async function unlessThere(make: () => Promise<unknown>): Promise<void> {
	try {
		await make();
	} catch (error) {
		if (!isDuplicate(error)) throw error;
	}
}
