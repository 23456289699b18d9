import { EventEmitter } from 'node:events';

/** Tells the outbox of this process that a contact has messages: a hint that saves the wait for the poll. */
const emitter = new EventEmitter();

/** Something to send was stored for this contact: who sends here looks at once, not at the next poll. */
export function wakeOutbox(org: string, contact: string): void {
	emitter.emit('wake', org, contact);
}

/** Returns the way to stop listening. */
export function onWakeOutbox(listener: (org: string, contact: string) => void): () => void {
	emitter.on('wake', listener);
	return () => emitter.off('wake', listener);
}
