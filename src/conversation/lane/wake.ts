import { EventEmitter } from 'node:events';

/** Tells the lanes of this process that a contact has work: a hint that saves the wait for the poll, never the only way to learn of it. */
const emitter = new EventEmitter();

/** An input was stored for this contact: who takes turns here looks at once, not at the next poll. */
export function wakeLane(org: string, contact: string): void {
	emitter.emit('wake', org, contact);
}

/** Returns the way to stop listening. */
export function onWakeLane(listener: (org: string, contact: string) => void): () => void {
	emitter.on('wake', listener);
	return () => emitter.off('wake', listener);
}
