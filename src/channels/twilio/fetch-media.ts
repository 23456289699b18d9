import { lookup } from 'node:dns/promises';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { fileTypeFromBuffer } from 'file-type';
import ipaddr from 'ipaddr.js';
import { AppError } from '../../platform/errors.ts';
import type { MediaItem } from '../message.ts';

const MB = 1024 * 1024;
/** WhatsApp's own sizes (twilio-whatsapp §3). */
const MOST_BYTES = 16 * MB;
const MOST_IMAGE_BYTES = 5 * MB;
const TIMEOUT_MS = 10_000;
const MOST_REDIRECTS = 3;
const TWILIO_ORIGIN = 'https://api.twilio.com';

/** What a person may send us, by the file's own bytes and never by its declared type. */
const MEDIA_TYPES: ReadonlySet<string> = new Set([
	'image/jpeg',
	'image/png',
	'image/webp',
	'audio/ogg',
	'audio/opus',
	'audio/amr',
	'audio/aac',
	'audio/mpeg',
	'audio/mp4',
	'audio/x-m4a',
	'video/mp4',
	'video/3gpp',
	'audio/3gpp',
	'application/pdf',
	'application/x-cfb',
	'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	'application/vnd.openxmlformats-officedocument.presentationml.presentation',
	'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	'text/vcard',
]);

export interface FetchMediaOptions {
	accountSid: string;
	authToken: string;
	/** `TWILIO_API_BASE_URL`: stands for api.twilio.com, and may be on a private address. */
	apiBaseUrl?: string;
	timeoutMs?: number;
	/** Name resolution: every address of a host. */
	resolve?: (hostname: string) => Promise<{ address: string; family: number }[]>;
}

/**
 * Fetches a person's file. SSRF-safe: it starts at Twilio (or the emulator) only, follows at most three redirects, to https hosts that
 * resolve to public addresses (checked on the address the socket really connects to), and gives the credentials to Twilio alone.
 * Throws AppError `too_large`, `unsupported_media` or `unavailable`.
 */
export async function fetchMedia(options: FetchMediaOptions, item: MediaItem): Promise<{ bytes: Buffer; contentType: string }> {
	const signal = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
	let bytes: Buffer;
	try {
		bytes = await download(options, item.url, signal);
	} catch (error) {
		if (error instanceof AppError) throw error;
		throw unavailable('the file could not be fetched');
	}
	const contentType = (await fileTypeFromBuffer(bytes))?.mime ?? 'application/octet-stream';
	const type = contentType.split(';')[0] ?? contentType;
	if (!MEDIA_TYPES.has(type)) throw new AppError('unsupported_media', `files of type ${type} are not accepted`);
	if (type.startsWith('image/') && bytes.length > MOST_IMAGE_BYTES) throw tooLarge();
	return { bytes, contentType: type };
}

async function download(options: FetchMediaOptions, start: string, signal: AbortSignal): Promise<Buffer> {
	const home = new URL(options.apiBaseUrl ?? TWILIO_ORIGIN).origin;
	let url = atHome(start, home);
	for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
		const response = await get(options, url, home, signal);
		const status = response.statusCode ?? 0;
		if (status >= 300 && status < 400 && response.headers.location !== undefined) {
			response.destroy();
			url = new URL(response.headers.location, url);
			if (url.origin !== home && url.protocol !== 'https:') throw unavailable('the file is not behind https');
			continue;
		}
		if (status !== 200) {
			response.destroy();
			throw unavailable(`the file's server answered ${status}`);
		}
		return read(response);
	}
	throw unavailable('too many redirects');
}

/** The first URL comes from a signed webhook; still, only Twilio's own host (or what stands for it) is asked. */
function atHome(start: string, home: string): URL {
	const url = URL.parse(start);
	if (url === null || (url.origin !== TWILIO_ORIGIN && url.origin !== home)) throw unavailable('the file is not at Twilio');
	return new URL(url.pathname + url.search, home);
}

function get(options: FetchMediaOptions, url: URL, home: string, signal: AbortSignal): Promise<IncomingMessage> {
	const trusted = url.origin === home;
	const headers: Record<string, string> = { accept: '*/*' };
	if (trusted) {
		headers.authorization = `Basic ${Buffer.from(`${options.accountSid}:${options.authToken}`).toString('base64')}`;
		if (home !== TWILIO_ORIGIN) headers['x-emulated-host'] = 'api.twilio.com';
	} else if (ipaddr.isValid(url.hostname.replace(/^\[|\]$/g, ''))) {
		requirePublic(url.hostname.replace(/^\[|\]$/g, '')); // a literal address never reaches `lookup`
	}
	const resolver = trusted ? undefined : publicLookup(options.resolve ?? ((hostname) => lookup(hostname, { all: true })));
	return new Promise((resolve, reject) => {
		const client = url.protocol === 'https:' ? https : http;
		client.get(url, { headers, signal, agent: false, lookup: resolver }, resolve).on('error', reject);
	});
}

/** Resolves a name and refuses it when any of its addresses is not public; the socket connects to what was checked. */
function publicLookup(resolve: NonNullable<FetchMediaOptions['resolve']>): LookupFunction {
	return (hostname, { all }, callback) => {
		publicAddresses(resolve, hostname).then(
			([first, ...others]) => (all === true ? callback(null, [first, ...others]) : callback(null, first.address, first.family)),
			(error) => callback(error instanceof Error ? error : new Error('not resolved'), ''),
		);
	};
}

type Address = { address: string; family: number };

async function publicAddresses(resolve: NonNullable<FetchMediaOptions['resolve']>, hostname: string): Promise<[Address, ...Address[]]> {
	const [first, ...others] = await resolve(hostname);
	if (first === undefined) throw unavailable('the host has no address');
	for (const { address } of [first, ...others]) requirePublic(address);
	return [first, ...others];
}

function requirePublic(address: string): void {
	if (ipaddr.process(address).range() !== 'unicast') throw unavailable('the file is on a private address');
}

async function read(response: IncomingMessage): Promise<Buffer> {
	if (Number(response.headers['content-length'] ?? 0) > MOST_BYTES) {
		response.destroy();
		throw tooLarge();
	}
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of response) {
		const bytes = Buffer.from(chunk);
		size += bytes.length;
		if (size > MOST_BYTES) {
			response.destroy();
			throw tooLarge();
		}
		chunks.push(bytes);
	}
	if (!response.complete) throw unavailable('the file ended early');
	return Buffer.concat(chunks);
}

function tooLarge(): AppError {
	return new AppError('too_large', 'the file is too large');
}

function unavailable(message: string): AppError {
	return new AppError('unavailable', message);
}
