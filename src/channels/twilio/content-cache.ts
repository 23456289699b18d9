import { z } from 'zod';
import type { Clock } from '../../platform/clock.ts';
import { isDuplicate } from '../../platform/mongo/is-duplicate.ts';
import { pause } from '../../platform/pause.ts';
import { classifyError } from './classify-error.ts';
import type { TwilioClient } from './client.ts';
import { TwilioContentModel } from './content-model.ts';
import { type ContentShape, contentRequest, shapeKey } from './content-shape.ts';
import type { LogPort } from './log-port.ts';

/** Longer than one creation can take (the client's time-out), so that a claim is only taken over from a dead process. */
const CLAIM_MS = 30_000;
/** After a refusal the shape goes out with numbers for a while, instead of asking Twilio at every message. */
const FAILURE_PAUSE_MS = 60_000;
/** Locale texts give some dozens of shapes; beyond this somebody puts unbounded text in questions, and numbers do. */
const MOST_CONTENTS = 1000;
/** A message may wait so long for another process that is creating its content. */
const WAIT_MS = 100;
const WAITS = 30;

export interface ContentCache {
	/** The content's SID, created on first use; null when there is none to be had now: the caller sends numbers. Never throws. */
	sidFor(shape: ContentShape): Promise<string | null>;
	/** Twilio no longer knows this SID (deleted in the console): the next use creates a new one. Never throws. */
	forget(shape: ContentShape, sid: string): Promise<void>;
}

export interface ContentCacheDeps {
	client: TwilioClient;
	accountSid: string;
	clock: Clock;
	log: LogPort;
}

const Created = z.looseObject({ sid: z.string().startsWith('HX') });

/**
 * Creates each shape once for all processes: the row is claimed before Twilio is asked, a second process waits for the first, and
 * within a process the callers share one attempt.
 */
export function contentCache(deps: ContentCacheDeps): ContentCache {
	const known = new Map<string, string>();
	const running = new Map<string, Promise<string | null>>();

	const load = async (key: string, shape: ContentShape): Promise<string | null> => {
		try {
			const sid = await findOrCreate(deps, key, shape);
			if (sid !== null) known.set(key, sid);
			return sid;
		} catch (error) {
			deps.log.warn('twilio content cache failed, sending numbers', { error: error instanceof Error ? error.name : typeof error });
			return null;
		} finally {
			running.delete(key);
		}
	};

	return {
		async sidFor(shape) {
			const key = shapeKey(deps.accountSid, shape);
			const sid = known.get(key);
			if (sid !== undefined) return sid;
			const attempt = running.get(key) ?? load(key, shape);
			if (!running.has(key)) running.set(key, attempt);
			return attempt;
		},
		async forget(shape, sid) {
			const key = shapeKey(deps.accountSid, shape);
			known.delete(key);
			await TwilioContentModel.deleteOne({ _id: key, sid }).catch(() => undefined);
		},
	};
}

async function findOrCreate(deps: ContentCacheDeps, key: string, shape: ContentShape): Promise<string | null> {
	for (let wait = 0; wait <= WAITS; wait++) {
		const row = await TwilioContentModel.findOne({ _id: key }).lean();
		if (row?.sid !== undefined) return row.sid;
		const now = deps.clock.now();
		if (row === null || row.claimedUntil <= now) {
			if (row === null && (await TwilioContentModel.estimatedDocumentCount()) >= MOST_CONTENTS) {
				deps.log.error('too many shapes of rich contents, sending numbers', { most: MOST_CONTENTS });
				return null;
			}
			if (await claim(deps, key, shape, now)) return create(deps, key, shape);
		} else if (row.failedAt !== undefined) return null;
		await pause(WAIT_MS);
	}
	return null;
}

async function claim(deps: ContentCacheDeps, key: string, shape: ContentShape, now: Date): Promise<boolean> {
	const claimedUntil = new Date(now.getTime() + CLAIM_MS);
	try {
		const taken = await TwilioContentModel.findOneAndUpdate(
			{ _id: key, sid: { $exists: false }, claimedUntil: { $lte: now } },
			{ $set: { claimedUntil }, $unset: { failedAt: 1 }, $setOnInsert: { accountSid: deps.accountSid, kind: shape.kind, createdAt: now } },
			{ upsert: true, returnDocument: 'after' },
		).lean();
		return taken !== null;
	} catch (error) {
		if (isDuplicate(error)) return false;
		throw error;
	}
}

async function create(deps: ContentCacheDeps, key: string, shape: ContentShape): Promise<string | null> {
	const sid = await createAtTwilio(deps, key, shape);
	if (sid === null) {
		const failedAt = deps.clock.now();
		const claimedUntil = new Date(failedAt.getTime() + FAILURE_PAUSE_MS);
		await TwilioContentModel.updateOne({ _id: key, sid: { $exists: false } }, { $set: { claimedUntil, failedAt } });
		return null;
	}
	await TwilioContentModel.updateOne({ _id: key }, { $set: { sid } });
	return sid;
}

/** `client.request`, because the SDK's content classes put camelCase on the wire (twilio-whatsapp §3). */
async function createAtTwilio(deps: ContentCacheDeps, key: string, shape: ContentShape): Promise<string | null> {
	try {
		const response: unknown = await deps.client.request({
			method: 'post',
			uri: 'https://content.twilio.com/v1/Content',
			headers: { 'Content-Type': 'application/json' },
			data: contentRequest(shape, key),
		});
		const { statusCode, body } = Response.parse(response);
		const created = Created.safeParse(body);
		if (statusCode === 201 && created.success) return created.data.sid;
		deps.log.error('twilio refused a content, sending numbers', { kind: shape.kind, status: statusCode });
	} catch (error) {
		deps.log.warn('twilio content could not be created, sending numbers', { kind: shape.kind, code: classifyError(error).code });
	}
	return null;
}

const Response = z.looseObject({ statusCode: z.number(), body: z.unknown() });
