import type { Ticket } from './model.ts';

/**
 * What is forgotten of a ticket whose owner gives its place up for a later one. What was promised was promised of the other place: it is
 * not judged (rule Q6). The turn may come near once more, and is told again.
 */
export function newPlace({ told }: Pick<Ticket, 'told'>): Pick<Ticket, 'promised' | 'told'> {
	return { promised: [], told: { ...told, almost: false } };
}
