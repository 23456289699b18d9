import type { SendFailure } from '../message.ts';
import { ERROR_TABLE, failureOf } from './error-table.ts';

/** The request never left, so nothing can have been sent. */
const NEVER_LEFT = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'EADDRNOTAVAIL',
	'CERT_HAS_EXPIRED',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/**
 * Turns what the SDK throws into a failure. Three classes are met: RestException and TwilioServiceException (`status`, `code`; the
 * code may be missing when a gateway answered) and AxiosError for the network. Only the code is read: an AxiosError carries the
 * credentials, so nothing else of it may travel.
 *
 * A 5xx, a time-out or a reset after the request left may have been sent: `unknown`, ask before sending again (I5).
 */
export function classifyError(error: unknown): SendFailure {
	const { status, code } = statusAndCode(error);
	if (status === undefined)
		return NEVER_LEFT.has(code) ? { action: 'retry', code } : { action: 'unknown', code: code === '' ? 'network' : code };
	if (Object.hasOwn(ERROR_TABLE, code)) return failureOf(code);
	const shown = code === '' ? `http_${status}` : code;
	if (status === 429) return { action: 'retry', code: shown, retryAfterMs: 2000 };
	if (status >= 500) return { action: 'unknown', code: shown };
	if (status === 401 || status === 403) return { action: 'alert', code: shown };
	return { action: 'fail', code: shown };
}

function statusAndCode(error: unknown): { status: number | undefined; code: string } {
	if (typeof error !== 'object' || error === null) return { status: undefined, code: '' };
	const code = 'code' in error && (typeof error.code === 'number' || typeof error.code === 'string') ? String(error.code) : '';
	const isAxios = 'isAxiosError' in error && error.isAxiosError === true;
	const status = !isAxios && 'status' in error && typeof error.status === 'number' ? error.status : undefined;
	return { status, code: code === '0' ? '' : code };
}
