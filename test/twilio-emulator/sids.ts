import { randomBytes } from 'node:crypto';

/** A fresh Twilio SID: two letters and 32 hex digits. */
export function newSid(prefix: 'SM' | 'MM' | 'ME' | 'HX'): string {
	return prefix + randomBytes(16).toString('hex');
}
