import { types } from 'node:util';
import { AppError } from './errors.ts';

/** Keeps personal data and secrets out of the log, whatever is handed to it (I8). */

const HIDDEN = '[hidden]';
const MAX_DEPTH = 6;
const MAX_ITEMS = 50;
const MAX_TEXT = 2_000;
/** As many places of a stack as lead from the throw to our own code. */
const MAX_FRAMES = 12;
/** A place in the code, as V8 writes it. */
const FRAME = /^ {4}at (.*[/\\:].*:\d+:\d+\)?)$/;

/** Fields that hold what people say, who they are, or what opens a door. Compared in lower case, without `_` and `-`. */
const HIDDEN_FIELDS = new Set([
	...['text', 'body', 'caption', 'label', 'comment', 'content', 'contents', 'input', 'reply', 'variables', 'payload'],
	...[
		'phone',
		'address',
		'from',
		'to',
		'wauserid',
		'waid',
		'externaluserid',
		'name',
		'profilename',
		'email',
		'latitude',
		'longitude',
		'lat',
		'lon',
	],
	...[
		'token',
		'secret',
		'password',
		'pin',
		'code2fa',
		'authorization',
		'cookie',
		'setcookie',
		'apikey',
		'jwtsecret',
		'authtoken',
		'signature',
	],
]);

/** Fields that look like numbers of people and are not. */
const KEPT_FIELDS = new Set(['timestamp', 'level', 'message', 'correlationid', 'pid', 'port', 'stack', 'at']);

const TEXT_RULES: [RegExp, string][] = [
	[/\b(whatsapp|sms|tel|mailto):[^\s"'<>,;]+/gi, '$1:[hidden]'],
	[/\bBearer\s+[\w.~+/-]+=*/gi, `Bearer ${HIDDEN}`],
	[/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, HIDDEN],
	[/\b(mongodb(?:\+srv)?|https?):\/\/[^\s/@:]+:[^\s/@]+@/gi, `$1://${HIDDEN}@`],
	[/[\w.+-]+@[\w-]+\.[\w.-]+/g, HIDDEN],
	[/\b[A-Z]{2}\.[A-Za-z0-9]{10,}\b/g, HIDDEN], // WhatsApp user ids: CM.1A2B…
	[/(?<![\w.:-])\+?\d(?:[\s.()-]{0,2}\d){7,14}(?![\w:-])/g, HIDDEN],
];

/**
 * A copy of `value` fit for the log. Errors become name, code and the places of their stack: never their requests or configurations, and
 * their message only when it is one of ours, since anybody else's may quote what a person wrote.
 */
export function maskLine(line: object): Record<string, unknown> {
	return maskFields(Object.entries(line), 0, new Set([line]));
}

function maskFields(entries: [string, unknown][], depth: number, seen: Set<object>): Record<string, unknown> {
	const fields = entries.slice(0, MAX_ITEMS).map(([key, value]) => [key, maskField(key, value, depth, seen)]);
	return Object.fromEntries(fields);
}

function maskField(key: string, value: unknown, depth: number, seen: Set<object>): unknown {
	const plain = key.toLowerCase().replace(/[_-]/g, '');
	if (HIDDEN_FIELDS.has(plain) && value !== undefined && value !== null) return HIDDEN;
	if (depth === 0 && (plain === 'timestamp' || plain === 'level')) return value;
	return KEPT_FIELDS.has(plain) && typeof value === 'number' ? value : maskValue(value, depth + 1, seen);
}

function maskValue(value: unknown, depth: number, seen: Set<object>): unknown {
	if (typeof value === 'string') return maskText(value);
	if (typeof value === 'bigint') return String(value);
	if (typeof value === 'function' || typeof value === 'symbol') return undefined;
	if (typeof value !== 'object' || value === null) return value;
	if (types.isDate(value)) return value.toISOString();
	if (depth > MAX_DEPTH || seen.has(value)) return '[…]';
	const path = new Set(seen).add(value);
	if (types.isNativeError(value)) return maskError(value, depth, path);
	if (Array.isArray(value)) return value.slice(0, MAX_ITEMS).map((item) => maskValue(item, depth + 1, path));
	if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
	return maskFields(Object.entries(value), depth, path);
}

function maskError(error: Error, depth: number, seen: Set<object>): Record<string, unknown> {
	const code = 'code' in error && (typeof error.code === 'string' || typeof error.code === 'number') ? { code: error.code } : {};
	const cause = error.cause === undefined ? {} : { cause: maskValue(error.cause, depth + 1, seen) };
	const message = error instanceof AppError ? { message: maskText(error.message) } : {};
	return { error: error.name, ...message, ...code, stack: framesOf(error), ...cause };
}

/** Where it was thrown. V8 writes the message first, which may have lines that look like places: it is cut off whole. */
function framesOf({ stack = '', message }: Error): string[] {
	const at = stack.indexOf(message);
	return stack
		.slice(at < 0 ? 0 : at + message.length)
		.split('\n')
		.flatMap((line) => FRAME.exec(line)?.[1] ?? [])
		.slice(0, MAX_FRAMES)
		.map(maskText);
}

/** Hides addresses, numbers and tokens in a text, and bounds its length. */
export function maskText(text: string): string {
	const bounded = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
	return TEXT_RULES.reduce((masked, [pattern, replacement]) => masked.replace(pattern, replacement), bounded);
}
