import type { Ticket } from '../ticket/model.ts';

/** What nothing has happened to yet. */
export function blankVisit() {
	return {
		calls: [],
		calledAt: null,
		startedAt: null,
		servedAt: null,
		endedAt: null,
		reservedFor: null,
		hand: null,
		counter: null,
		agent: null,
		absences: 0,
		returnBy: null,
		returnUntilCall: null,
		heldUntil: null,
		snoozed: 0,
		putBack: false,
		notices: 0,
		transfers: 0,
		transferredFrom: null,
		carryUntil: null,
		carriedTo: null,
		rating: null,
		version: 0,
	} satisfies Partial<Ticket>;
}
