import express, { type NextFunction, type Request, type Response, Router } from 'express';
import { AppError } from '../../platform/errors.ts';
import { withCorrelation } from '../../platform/log.ts';
import type { InboundMessage, StatusUpdate } from '../message.ts';
import { parseForm, singleValues } from './form.ts';
import type { LogPort } from './log-port.ts';
import { parseInbound } from './parse-inbound.ts';
import { parseStatus } from './parse-status.ts';
import { signatureIsValid, signedUrl } from './signature.ts';

/** Far above any real webhook (a body of 1600 characters and thirty short fields), far below what hurts. */
const BODY_LIMIT = '64kb';
/** Twilio gives up after 15 s; an answer it no longer hears would hide that the message was refused. */
const STORE_TIMEOUT_MS = 10_000;
const EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

/** What became of an inbound message. */
export interface ReceivedMessage {
	/** Whose it is; null when it was for nobody. `typing…` is only shown while the bot is the one who answers. */
	contact: { owner: 'bot' | 'human' | 'nobody' } | null;
	duplicate: boolean;
	unknownSender: boolean;
}

export interface TwilioWebhookDeps {
	/** What Twilio sees: `PUBLIC_BASE_URL`. */
	publicBaseUrl: string;
	accountSid: string;
	/** Primary first, then the secondary during a rotation. */
	authTokens: readonly string[];
	/** Stores the message durably before it resolves (I1); rejects when it cannot. */
	receive(message: InboundMessage, correlationId: string): Promise<ReceivedMessage>;
	/** Idempotent: statuses come twice, out of order, and before the send call returned. */
	applyStatus(update: StatusUpdate, correlationId: string): Promise<unknown>;
	/** The carrier's typing indicator. */
	showTyping(inboundExternalId: string): void;
	newId(): string;
	log: LogPort;
	/** Counts what an operator watches. */
	count?(event: 'bad_signature' | 'unknown_sender' | 'unreadable' | 'store_failed'): void;
	/** How long storing may take; tests shorten it. */
	storeTimeoutMs?: number;
}

/**
 * `POST /webhooks/twilio/messages` and `POST /webhooks/twilio/status`; mount it at the root, before any body parser.
 *
 * | case | messages | status |
 * | --- | --- | --- |
 * | signature missing or wrong, another account | 403 | 403 |
 * | body over 64 kB, compressed, cut short | 413, 415, 400 | the same |
 * | stored, duplicate, sender not ours, unreadable | 200 `<Response/>` | 204 |
 * | the database does not take it in time | 503 | 503 |
 *
 * Twilio retries only failed connections unless told otherwise, so configure the number's webhook as
 * `https://HOST/webhooks/twilio/messages#rc=3&rp=ct,rt,5xx` (three retries, also after time-outs and 5xx; the fragment is not signed)
 * and a fallback URL on the same path: duplicates are harmless, a lost message is not.
 */
export function twilioWebhook(deps: TwilioWebhookDeps): Router {
	const router = Router();
	const rawBody = express.raw({ type: () => true, limit: BODY_LIMIT, inflate: false });
	router.post('/webhooks/twilio/messages', requireSignatureHeader(deps), rawBody, (req, res, next) => {
		onMessage(deps, req, res).catch(next);
	});
	router.post('/webhooks/twilio/status', requireSignatureHeader(deps), rawBody, (req, res, next) => {
		onStatus(deps, req, res).catch(next);
	});
	router.use('/webhooks/twilio', (error: unknown, _req: Request, res: Response, _next: NextFunction) => sendProblem(deps, res, error));
	return router;
}

async function onMessage(deps: TwilioWebhookDeps, req: Request, res: Response): Promise<void> {
	const fields = verifiedFields(deps, req);
	const correlationId = deps.newId();
	await withCorrelation(correlationId, () => take(deps, fields, correlationId));
	res.status(200).type('text/xml').send(EMPTY_TWIML);
}

async function take(deps: TwilioWebhookDeps, fields: Record<string, string>, correlationId: string): Promise<void> {
	const message = parseInbound(fields);
	if (message === null) {
		deps.count?.('unreadable');
		deps.log.warn('inbound webhook not readable, dropped');
		return;
	}
	const { channel } = message.route;
	const { contact, duplicate, unknownSender } = await stored(deps, deps.receive(message, correlationId));
	if (unknownSender) {
		deps.count?.('unknown_sender');
		deps.log.warn('inbound message for a sender of no organisation, dropped', { channel });
	}
	const isAnsweredByBot = contact?.owner === 'bot' && !duplicate && message.content.kind !== 'opt_out';
	if (isAnsweredByBot && channel === 'whatsapp') deps.showTyping(message.externalId);
}

async function onStatus(deps: TwilioWebhookDeps, req: Request, res: Response): Promise<void> {
	const fields = verifiedFields(deps, req);
	const outboxId = typeof req.query.outbox === 'string' ? req.query.outbox : undefined;
	const update = parseStatus(fields, outboxId);
	if (update === null) deps.count?.('unreadable');
	else {
		const correlationId = deps.newId();
		await withCorrelation(correlationId, () => stored(deps, deps.applyStatus(update, correlationId)));
	}
	res.status(204).end();
}

/** Saves reading the body of what cannot be valid. */
function requireSignatureHeader(deps: TwilioWebhookDeps) {
	return (req: Request, res: Response, next: NextFunction): void => {
		if (typeof req.headers['x-twilio-signature'] === 'string') next();
		else sendProblem(deps, res, badSignature());
	};
}

function verifiedFields(deps: TwilioWebhookDeps, req: Request): Record<string, string> {
	const body: unknown = req.body;
	const form = parseForm(Buffer.isBuffer(body) ? body.toString('utf8') : '');
	const url = signedUrl(deps.publicBaseUrl, req.originalUrl);
	if (!signatureIsValid(deps.authTokens, req.get('x-twilio-signature'), url, form)) throw badSignature();
	const fields = singleValues(form);
	if (fields.AccountSid !== deps.accountSid) throw badSignature();
	return fields;
}

function badSignature(): AppError {
	return new AppError('bad_signature', 'the X-Twilio-Signature header does not match this request');
}

/** Any failure to store, slow or loud, is a 503: Twilio then tries again or takes the fallback URL. */
async function stored<T>(deps: TwilioWebhookDeps, work: Promise<T>): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const tooSlow = new Promise<never>((_resolve, reject) => {
		timer = setTimeout(() => reject(new Error('storing took too long')), deps.storeTimeoutMs ?? STORE_TIMEOUT_MS);
	});
	try {
		return await Promise.race([work, tooSlow]);
	} catch (cause) {
		deps.count?.('store_failed');
		throw new AppError('unavailable', 'the message could not be stored', { cause });
	} finally {
		clearTimeout(timer);
	}
}

/** RFC 9457. The message of an unexpected error stays inside. */
function sendProblem(deps: TwilioWebhookDeps, res: Response, error: unknown): void {
	const problem = problemOf(error);
	if (problem.code === 'bad_signature') deps.count?.('bad_signature');
	if (problem.status >= 500) {
		const cause = error instanceof AppError && error.cause instanceof Error ? error.cause : error;
		deps.log.error('twilio webhook failed', { code: problem.code, error: cause instanceof Error ? cause.name : typeof cause });
	}
	if (res.headersSent) return;
	res
		.status(problem.status)
		.type('application/problem+json')
		.send(JSON.stringify({ type: 'about:blank', ...problem }));
}

function problemOf(error: unknown): { title: string; status: number; code: string } {
	if (error instanceof AppError) return { title: error.message, status: error.status, code: error.code };
	const status = error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 500;
	if (status === 413) return { title: 'the body is too large', status, code: 'too_large' };
	if (status === 415) return { title: 'the body is compressed or in an unknown character set', status, code: 'unsupported_media' };
	if (status >= 400 && status < 500) return { title: 'the body could not be read', status: 400, code: 'invalid_input' };
	return { title: 'internal error', status: 500, code: 'internal' };
}
