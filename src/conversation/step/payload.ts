/**
 * What a button carries back (L11): flow, version, place and choice, so that a stale tap is recognised, and what it is about.
 * The place is a state, or `!` and a notice. At most 200 characters, WhatsApp's limit for a button's id.
 */
export interface Tap {
	flow: string;
	version: number;
	place: string;
	choice: string;
	subject: string;
}

const MARK = 'p1';

/** What a button carries and its tap gives back: our mark, then the parts, each escaped. */
export function encodeTap(tap: Tap): string {
	return [MARK, tap.flow, String(tap.version), tap.place, tap.choice, tap.subject].map(encodeURIComponent).join(':');
}

/** Null when the payload is not one of ours: the tap's label is then read as a message. */
export function decodeTap(payload: string): Tap | null {
	const parts = payload.split(':');
	if (parts.length !== 6 || parts[0] !== MARK) return null;
	try {
		const [, flow = '', version = '', place = '', choice = '', subject = ''] = parts.map(decodeURIComponent);
		return /^\d{1,6}$/.test(version) ? { flow, version: Number(version), place, choice, subject } : null;
	} catch {
		return null;
	}
}
