/**
 * The closed set of errors the program raises on purpose. Three kinds are kept apart:
 * `bug` (ours or the infrastructure's), `author` (a mistake in a flow, an import file or a prompt) and `user` (bad input from outside).
 */
const ERROR_CODES = {
	internal: { kind: 'bug', status: 500 },
	unavailable: { kind: 'bug', status: 503 },
	lease_lost: { kind: 'bug', status: 503 },
	flow_invalid: { kind: 'author', status: 422 },
	import_invalid: { kind: 'author', status: 422 },
	configuration_invalid: { kind: 'author', status: 500 },
	invalid_input: { kind: 'user', status: 400 },
	unauthenticated: { kind: 'user', status: 401 },
	forbidden: { kind: 'user', status: 403 },
	bad_signature: { kind: 'user', status: 403 },
	not_found: { kind: 'user', status: 404 },
	method_not_allowed: { kind: 'user', status: 405 },
	conflict: { kind: 'user', status: 409 },
	too_large: { kind: 'user', status: 413 },
	unsupported_media: { kind: 'user', status: 415 },
	not_allowed: { kind: 'user', status: 422 },
	rate_limited: { kind: 'user', status: 429 },
} as const satisfies Record<string, { kind: 'bug' | 'author' | 'user'; status: number }>;

export type ErrorCode = keyof typeof ERROR_CODES;

/** An error with a code of the closed set. `message` is for operators and API callers; it never holds personal data or secrets. */
export class AppError extends Error {
	readonly code: ErrorCode;
	/** The input's field at fault, as a dotted path. */
	readonly field: string | undefined;

	constructor(code: ErrorCode, message: string, options: { field?: string; cause?: unknown } = {}) {
		super(message, options.cause === undefined ? undefined : { cause: options.cause });
		this.name = 'AppError';
		this.code = code;
		this.field = options.field;
	}

	get status(): number {
		return ERROR_CODES[this.code].status;
	}

	get kind(): 'bug' | 'author' | 'user' {
		return ERROR_CODES[this.code].kind;
	}
}
