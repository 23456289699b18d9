import type mongoose from 'mongoose';
import { Schema } from 'mongoose';
import { defineModel } from '../../platform/mongo/define-model.ts';

/** What we keep about a stored file. */
export interface MediaMetadata {
	org: string;
	contact: string;
	contentType: string;
	/** Hex, of the bytes. */
	sha256: string;
	receivedAt: Date;
}

/** A row of GridFS's `media.files`. Its `_id` is GridFS's own; ours is the file's name. */
interface MediaFileRow {
	_id: mongoose.Types.ObjectId;
	length: number;
	chunkSize: number;
	uploadDate: Date;
	filename: string;
	metadata: MediaMetadata;
}

interface MediaChunkRow {
	files_id: mongoose.Types.ObjectId;
	n: number;
	data: Buffer;
}

const fileSchema = new Schema<MediaFileRow>({
	length: { type: Number, required: true },
	chunkSize: { type: Number, required: true },
	uploadDate: { type: Date, required: true },
	filename: { type: String, required: true },
	metadata: {
		org: { type: String, required: true },
		contact: { type: String, required: true },
		contentType: { type: String, required: true },
		sha256: { type: String, required: true },
		receivedAt: { type: Date, required: true },
	},
});
fileSchema.index({ filename: 1 }, { unique: true });
fileSchema.index({ filename: 1, uploadDate: 1 });
fileSchema.index({ 'metadata.org': 1, 'metadata.contact': 1 });
// What is old enough to be forgotten.
fileSchema.index({ 'metadata.receivedAt': 1 });

const chunkSchema = new Schema<MediaChunkRow>({
	files_id: { type: Schema.Types.ObjectId, required: true },
	n: { type: Number, required: true },
	data: { type: Buffer, required: true },
});
chunkSchema.index({ files_id: 1, n: 1 }, { unique: true });

/**
 * GridFS's two collections as models, so that they and the indexes GridFS wants are made at start-up like all others. The
 * organisation is in `metadata`, where GridFS keeps what is ours: `openMedia` checks it.
 */
export const MediaFileModel = defineModel<MediaFileRow>('MediaFile', fileSchema, { collection: 'media.files', tenant: false });
export const MediaChunkModel = defineModel<MediaChunkRow>('MediaChunk', chunkSchema, { collection: 'media.chunks', tenant: false });
