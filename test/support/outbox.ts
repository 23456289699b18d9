import type { NewOutboxMessage } from '../../src/channels/outbox/queue-messages.ts';

export function aMessage(contact: string, text: string, changes: Partial<NewOutboxMessage> = {}): NewOutboxMessage {
	return {
		contact,
		language: 'fr',
		text,
		choices: [],
		listButton: '',
		subject: '',
		origin: 'bot',
		notice: false,
		optOutReply: false,
		turn: 'turn',
		...changes,
	};
}
