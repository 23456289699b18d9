import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import mongoose from 'mongoose';
import { AppError } from '../../platform/errors.ts';
import { isDuplicate } from '../../platform/mongo/is-duplicate.ts';
import { MediaFileModel, type MediaMetadata } from './model.ts';

export interface NewMedia {
	/** The file's id; storing the same id twice keeps the first copy. */
	id: string;
	org: string;
	contact: string;
	bytes: Buffer;
	contentType: string;
	receivedAt: Date;
}

/** Keeps a person's file in GridFS (bucket `media`) and gives its id back. Idempotent by id: a fetch that is retried stores nothing new. */
export async function storeMedia(media: NewMedia): Promise<string> {
	const { id, org, contact, bytes, contentType, receivedAt } = media;
	if ((await MediaFileModel.exists({ filename: id })) !== null) return id;
	const metadata: MediaMetadata = { org, contact, contentType, sha256: createHash('sha256').update(bytes).digest('hex'), receivedAt };
	const upload = mediaBucket().openUploadStream(id, { metadata: { ...metadata } });
	try {
		await pipeline(Readable.from([bytes]), upload);
	} catch (error) {
		if (!isDuplicate(error)) throw error;
		await mediaBucket()
			.delete(upload.id)
			.catch(() => undefined); // the chunks of the copy that came second
	}
	return id;
}

/** Opens a stored file of this organisation. Throws AppError `not_found` for any other. */
export async function openMedia(org: string, id: string): Promise<{ stream: Readable; contentType: string; length: number }> {
	const file = await MediaFileModel.findOne({ filename: id, 'metadata.org': org }).lean();
	if (file === null) throw new AppError('not_found', 'no such file');
	return { stream: mediaBucket().openDownloadStreamByName(id), contentType: file.metadata.contentType, length: file.length };
}

/** GridFS, as the files of people are kept in it. */
export function mediaBucket(): mongoose.mongo.GridFSBucket {
	const { db } = mongoose.connection;
	if (db === undefined) throw new AppError('unavailable', 'the database is not connected');
	return new mongoose.mongo.GridFSBucket(db, { bucketName: 'media' });
}
