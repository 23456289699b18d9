import type { Language } from '../../../conversation/contacts/contact.ts';
import type { Scene } from '../../../conversation/scene/scene.ts';
import { AppError } from '../../../platform/errors.ts';
import { normalisePhone } from '../../../platform/phone.ts';
import type { BookedSlots } from '../estimate/booked-slots.ts';
import { issueTicket } from '../join/issue-ticket.ts';
import type { Priority, TicketClass } from '../line/lanes.ts';
import type { Desk, Pressed } from './desk.ts';

export interface WalkIn {
	service: string;
	name?: string | undefined;
	phone?: string | undefined;
	class?: TicketClass | undefined;
	priority?: Priority | undefined;
	carry?: string | undefined;
	language?: Language | undefined;
}

/** A person without a phone takes a ticket at the counter: the same numbers, the same order. Throws `invalid_input` for a wrong phone. */
export async function walkIn(scene: Scene, booked: BookedSlots, desk: Desk, wish: WalkIn): Promise<Pressed> {
	const { organisation, branch } = desk;
	const phone = wish.phone === undefined ? null : normalisePhone(wish.phone, organisation.country);
	if (wish.phone !== undefined && phone === null) throw new AppError('invalid_input', 'phone: not a phone number', { field: 'phone' });
	const issued = await issueTicket(scene, booked, {
		branch: branch.id,
		service: wish.service,
		client: null,
		name: wish.name,
		phone,
		language: wish.language ?? organisation.languages[0] ?? 'fr',
		joinedBy: 'counter',
		class: wish.class ?? 'normal',
		priority: wish.priority ?? null,
		carry: wish.carry,
		by: desk.by,
	});
	if ('ticket' in issued) return { outcome: issued.outcome, ticket: issued.ticket };
	const { outcome } = issued;
	return {
		outcome,
		ticket: null,
		...(issued.outcome === 'payment_needed' ? { price: issued.price } : {}),
		...(issued.outcome === 'closed' ? { opensAt: issued.opensAt } : {}),
	};
}
