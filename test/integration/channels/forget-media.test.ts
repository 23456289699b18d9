import { expect, test } from '@jest/globals';
import { forgetOldMedia } from '../../../src/channels/media/forget-old.ts';
import { MediaChunkModel } from '../../../src/channels/media/model.ts';
import { openMedia, storeMedia } from '../../../src/channels/media/store.ts';
import { useDatabase } from '../../support/database.ts';

useDatabase();

test('files are kept for ninety days, and gone with all their pieces', async () => {
	const file = { org: 'djobea', contact: 'c', contentType: 'image/jpeg', bytes: Buffer.alloc(600_000, 1) };
	await storeMedia({ ...file, id: 'old', receivedAt: new Date('2026-08-27T09:59:00Z') });
	await storeMedia({ ...file, id: 'kept', receivedAt: new Date('2026-08-28T10:01:00Z') });
	const pieces = await MediaChunkModel.countDocuments();
	await forgetOldMedia(new Date('2026-11-26T10:00:00Z'));
	await expect(openMedia('djobea', 'old')).rejects.toMatchObject({ code: 'not_found' });
	const { stream, length } = await openMedia('djobea', 'kept');
	stream.destroy();
	expect(length).toBe(600_000);
	expect(await MediaChunkModel.countDocuments()).toBe(pieces / 2);
});
