import twilio from 'twilio';
import type { Form } from './form.ts';

/**
 * Checks `X-Twilio-Signature` (twilio-whatsapp §2) over the configured public URL, never over headers, and over every field of the
 * form. `tokens` holds the primary token first and, during a rotation, the secondary. Never throws: what cannot be checked is false.
 */
export function signatureIsValid(tokens: readonly string[], signature: string | undefined, url: string, form: Form): boolean {
	if (signature === undefined || signature === '') return false;
	const bare = url.split('#')[0] ?? '';
	return tokens.some((token) => {
		try {
			return token !== '' && twilio.validateRequest(token, signature, bare, form);
		} catch {
			return false;
		}
	});
}

/** The URL Twilio signed: our public base and the request's own path and query. */
export function signedUrl(publicBaseUrl: string, originalUrl: string): string {
	return publicBaseUrl.replace(/\/+$/, '') + originalUrl;
}
