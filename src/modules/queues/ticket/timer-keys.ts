/** The keys and kinds of the module's timers: a key names what it is about, so that it can be replaced and removed with it. */
export const KINDS = {
	calledLease: 'queues.called_lease',
	returnOver: 'queues.return_over',
	holdOver: 'queues.hold_over',
	keptOver: 'queues.kept_over',
	closing: 'queues.closing',
	paused: 'queues.paused',
} as const;

export const ticketTimers = (ticket: string): string => `ticket:${ticket}:`;
export const closingTimer = (queue: string): string => `queue:${queue}:closing`;
export const pausedTimer = (queue: string): string => `queue:${queue}:paused`;
