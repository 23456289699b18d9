import { fileTypeFromBuffer } from 'file-type';
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import type { NewId } from '../../platform/ids.ts';
import { ACROSS_ORGANISATIONS } from '../../platform/mongo/define-model.ts';
import type { MediaItem } from '../message.ts';
import { SimulatorFileModel } from './model.ts';

/** WhatsApp's own limit for a photo. */
export const MAX_PHOTO_BYTES = 5 * 1024 * 1024;
const PHOTO_TYPES: readonly string[] = ['image/jpeg', 'image/png', 'image/webp'];
const URL_PREFIX = 'simulator:';

/** Keeps a photo. Its type is read from its bytes, never believed. Throws `too_large` or `unsupported_media`. */
export async function keepFile(
	deps: { clock: Clock; newId: NewId },
	file: { org: string; bytes: Buffer },
): Promise<{ id: string; contentType: string }> {
	if (file.bytes.length > MAX_PHOTO_BYTES) throw new AppError('too_large', 'the photo is over 5 MB', { field: 'file' });
	const type = await fileTypeFromBuffer(file.bytes);
	if (type === undefined || !PHOTO_TYPES.includes(type.mime)) {
		throw new AppError('unsupported_media', 'only JPEG, PNG and WebP photos can be sent', { field: 'file' });
	}
	const id = deps.newId();
	await SimulatorFileModel.create({ _id: id, org: file.org, bytes: file.bytes, contentType: type.mime, at: deps.clock.now() });
	return { id, contentType: type.mime };
}

/** A kept photo of an organisation, or null. */
export async function readFile(org: string, id: string): Promise<{ bytes: Buffer; contentType: string } | null> {
	const file = await SimulatorFileModel.findOne({ org, _id: id });
	return file === null ? null : { bytes: Buffer.from(file.bytes), contentType: file.contentType };
}

/** The address under which the program fetches a kept photo, as it would from a carrier. */
export function fileUrl(id: string): string {
	return URL_PREFIX + id;
}

/** The carrier's `fetchMedia`. Throws `unavailable` for an address that is not ours or a photo that is gone. */
export async function fetchFile(item: MediaItem): Promise<{ bytes: Buffer; contentType: string }> {
	const id = item.url.startsWith(URL_PREFIX) ? item.url.slice(URL_PREFIX.length) : '';
	const file = await SimulatorFileModel.findOne({ _id: id }, null, ACROSS_ORGANISATIONS);
	if (file === null) throw new AppError('unavailable', 'the simulator has no such file');
	return { bytes: Buffer.from(file.bytes), contentType: file.contentType };
}
