import { Counter } from 'prom-client';
import { z } from 'zod';
import type { Clock } from '../../platform/clock.ts';
import { Breaker } from '../llm/breaker.ts';

/** A voice note in words; null when it cannot be had. Never rejects. */
export type Transcribe = (audio: { bytes: Buffer; contentType: string }) => Promise<string | null>;

export interface TranscriberConfig {
	apiKey: string;
	/** An OpenAI-compatible endpoint, with its version (`…/v1`). */
	baseUrl: string | undefined;
	model: string;
}

/** WhatsApp's own limit for audio. */
const MAX_BYTES = 16 * 1024 * 1024;
/** The lane waits meanwhile: well within its lease. */
const MAX_MS = 12_000;
/** Ten minutes of speech. */
const MAX_TEXT = 10_000;
/** Of the answer, JSON around it included. */
const MAX_ANSWER = 200_000;
const OPENAI = 'https://api.openai.com/v1';
/** Endpoints tell formats by the file's name. */
const EXTENSIONS: Readonly<Record<string, string>> = {
	'audio/ogg': 'ogg',
	'audio/opus': 'ogg',
	'audio/mpeg': 'mp3',
	'audio/mp3': 'mp3',
	'audio/mp4': 'm4a',
	'audio/aac': 'm4a',
	'audio/wav': 'wav',
	'audio/x-wav': 'wav',
	'audio/webm': 'webm',
};

const transcriptions = new Counter({
	name: 'palabre_transcriptions_total',
	help: 'Voice notes, by result (ok, empty, refused, timeout, error, skipped)',
	labelNames: ['result'],
});

const answer = z.object({ text: z.string() });

/** Turns voice notes into words by `POST /audio/transcriptions`: one attempt, bounded in size and time. */
export function createTranscriber(config: TranscriberConfig, deps: { clock: Clock; maxMs?: number }): Transcribe {
	const breaker = new Breaker(deps.clock);
	return async (audio) => {
		const type = audio.contentType.split(';')[0]?.trim().toLowerCase() ?? '';
		const extension = EXTENSIONS[type];
		if (audio.bytes.length === 0 || audio.bytes.length > MAX_BYTES || extension === undefined) return ended('refused');
		if (!breaker.allows()) return ended('skipped');
		const signal = AbortSignal.timeout(deps.maxMs ?? MAX_MS);
		try {
			const words = await post(config, { bytes: audio.bytes, type, extension }, signal);
			breaker.succeeded();
			if (words === '') return ended('empty');
			transcriptions.inc({ result: 'ok' });
			return words;
		} catch {
			breaker.failed();
			return ended(signal.aborted ? 'timeout' : 'error');
		}
	};
}

async function post(
	{ apiKey, baseUrl, model }: TranscriberConfig,
	{ bytes, type, extension }: { bytes: Buffer; type: string; extension: string },
	signal: AbortSignal,
): Promise<string> {
	const form = new FormData();
	form.set('model', model);
	form.set('response_format', 'json');
	form.set('temperature', '0');
	form.set('file', new Blob([new Uint8Array(bytes)], { type }), `voice.${extension}`);
	const response = await fetch(`${baseUrl ?? OPENAI}/audio/transcriptions`, {
		method: 'POST',
		headers: { authorization: `Bearer ${apiKey}` },
		body: form,
		redirect: 'error',
		signal,
	});
	if (!response.ok) {
		await response.body?.cancel();
		throw new Error(`transcription: ${response.status}`);
	}
	const { text } = answer.parse(JSON.parse(await readBounded(response)));
	return clean(text);
}

async function readBounded(response: Response): Promise<string> {
	const parts: Uint8Array[] = [];
	let size = 0;
	for await (const part of response.body ?? []) {
		size += part.length;
		if (size > MAX_ANSWER) throw new Error('transcription: the answer is too long');
		parts.push(part);
	}
	return Buffer.concat(parts).toString('utf8');
}

/** As it would have been typed: one line, no full stop at the end ("Oui." is "oui"), bounded. */
function clean(text: string): string {
	return text
		.slice(0, MAX_TEXT)
		.replace(/[\p{Cc}\s]+/gu, ' ')
		.trim()
		.replace(/(?<![.])[.。]$/u, '');
}

function ended(result: 'empty' | 'refused' | 'timeout' | 'error' | 'skipped'): null {
	transcriptions.inc({ result });
	return null;
}
