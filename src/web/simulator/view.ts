import type { SimulatorMessage } from '../../channels/simulator/model.ts';

/** A bubble as the page gets it: all but our own ids. */
export type MessageView = Omit<SimulatorMessage, '_id' | 'outboxId' | 'org'> & { id: string };

/** A message as the page gets it: without what is the program's own. */
export function messageView(message: SimulatorMessage): MessageView {
	const { _id, outboxId: _outboxId, org: _org, ...shown } = message;
	return { ...shown, id: _id };
}
