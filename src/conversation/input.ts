import type { InboundContent, MediaItem, Route } from '../channels/message.ts';

/**
 * What comes through a contact's lane (L10: control signals are types, never text in disguise).
 * `opt_out`, `message`, `choice`, `media` and `location` come from the person; the others from timers, effects, agents and modules.
 */
export type Input =
	| InboundContent
	| { kind: 'timer'; timer: string; position: string; data: Record<string, unknown> }
	| { kind: 'effect_result'; effect: string; outcome: string; data: Record<string, unknown> }
	| { kind: 'agent_action'; action: 'claim' | 'message' | 'hand_back'; agent: string; text: string }
	| { kind: 'payment_update'; payment: string; status: string; data: Record<string, unknown> }
	| { kind: 'domain'; type: string; data: Record<string, unknown> };

/** One row of the inbox: an input on its way to one contact, applied exactly once (I2) in id order (I3). */
export interface InboxItem {
	_id: string;
	org: string;
	contact: string;
	/** `twilio`, `simulator`, `timer`, `module`, `agent`: with `externalId` the dedupe key. */
	source: string;
	externalId: string;
	/** Where the person wrote, when the input is theirs. */
	route?: Route;
	/** The carrier's id of our message that was answered. */
	repliedTo?: string;
	input: Input;
	/** `dead`: parked after its last attempt. `dropped`: parked, and given up by an operator. */
	state: 'pending' | 'done' | 'dead' | 'dropped';
	attempts: number;
	/** Times a process died with it in hand. */
	crashes?: number;
	/** Not to be tried before. */
	notBefore: Date;
	receivedAt: Date;
	doneAt?: Date;
	/** The words of a voice note, once its turn was taken. */
	heard?: string;
	/** Why the last attempt failed: an error code, never a message text. */
	lastError?: string;
	correlationId: string;
}

export type { MediaItem };
