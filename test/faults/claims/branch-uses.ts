import { holdSlot } from '../../../src/modules/appointments/booking/hold-slot.ts';
import { bookingPlace } from '../../../src/modules/appointments/slots/place.ts';
import { getOrganisation } from '../../../src/modules/organisations/index.ts';
import { callNext } from '../../../src/modules/queues/counter/call-next.ts';
import { atDesk } from '../../../src/modules/queues/counter/desk.ts';
import { issueTicket, NO_BOOKINGS } from '../../../src/modules/queues/index.ts';
import { nextTicketNumber } from '../../../src/modules/queues/join/next-number.ts';
import type { ClaimerContext, Use } from './use.ts';

const HOST = 'accueil';
const BANK = 'banque';
const SYSTEM = { kind: 'system' as const, id: 'test', source: 'test' };
/** Who sits where. */
const DESKS = [
	{ counter: 'g1', subject: 'fatou' },
	{ counter: 'g2', subject: 'modou' },
];

/** The counters of a large branch, each with an agent of its own. */
export const LARGE_BRANCH = Array.from({ length: 10 }, (_, nth) => ({ counter: `r${nth + 1}`, subject: `chef${nth + 1}` }));

/** What only one may have in a branch: a ticket, a number, a place in the queue, a slot. */
export function branchUses({ clock, runScene }: ClaimerContext): Record<string, Use> {
	const pressNext = (at: { counter: string; subject: string } | undefined, how: { finish?: boolean }, pressId?: string) => {
		const { counter, subject } = at ?? { counter: '', subject: '' };
		const press = { identity: { org: BANK, role: 'counter' as const, subject }, counter, pressId, correlationId: 'claim' };
		return atDesk({ inScene: runScene }, press, (scene, desk) => callNext(scene, desk, how));
	};
	return {
		/** The agents of two counters press « suivant ». */
		async call_next(nth) {
			const at = DESKS[nth % DESKS.length];
			const { outcome } = await pressNext(at, {});
			return outcome === 'called' ? `won by ${at?.counter}` : outcome;
		},
		/** The agents of ten counters press it again and again: whoever they had in hand is served. */
		async call_next_on(nth) {
			const { outcome, ticket } = await pressNext(LARGE_BRANCH[nth % LARGE_BRANCH.length], { finish: true });
			return outcome === 'called' ? `called ${ticket?.number}` : outcome;
		},
		/** A page that gets no answer sends its press again, through whichever process. */
		async same_press() {
			const { outcome, ticket } = await pressNext(LARGE_BRANCH[0], {}, 'the press');
			return `${outcome} ${ticket?.number}`;
		},
		ticket_number: () => nextTicketNumber({ org: BANK, branch: 'plateau', prefix: 'A', day: '2026-11-26', now: clock.now() }),
		async place_in_queue() {
			const wish = {
				branch: 'plateau',
				service: 'depot',
				client: null,
				language: 'fr' as const,
				joinedBy: 'counter' as const,
				class: 'normal' as const,
				by: SYSTEM,
			};
			const { outcome } = await runScene({ org: BANK, actor: SYSTEM, correlationId: 'claim' }, (scene) =>
				issueTicket(scene, NO_BOOKINGS, wish),
			);
			return outcome === 'joined' ? 'won' : outcome;
		},
		/** A person each, and the same half hour. */
		async slot(nth) {
			const place = bookingPlace(await getOrganisation(BANK), 'plateau', 'compte');
			if (place === null) throw new Error('no such place');
			const client = { org: HOST, contact: `person-${nth}` };
			const actor = { kind: 'client' as const, id: client.contact, source: 'button' };
			const { outcome } = await runScene({ org: BANK, actor, correlationId: 'claim' }, (scene) =>
				holdSlot(scene, place, { start: new Date('2026-11-27T09:00:00Z'), client, whom: null, guaranteed: false }),
			);
			return outcome === 'held' ? 'won' : outcome;
		},
	};
}
