import { createHash } from 'node:crypto';
import type { StoredEvent } from '../../platform/events/event.ts';

/** What the live views of the module share. */

/** A text that changes when something shown changes, but for what these keys hold. */
export function versionOf(shown: unknown, except: readonly string[] = []): string {
	const told = JSON.stringify(shown, (key, value: unknown) => (except.includes(key) ? undefined : value));
	return createHash('sha256').update(told).digest('base64url').slice(0, 22);
}

/** The events of one branch. */
export function ofBranch(branch: string): (event: StoredEvent) => boolean {
	return (event) => event.data.branch === branch;
}
