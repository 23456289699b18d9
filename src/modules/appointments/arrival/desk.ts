import type { Language } from '../../../conversation/contacts/contact.ts';
import type { Actor, Scene } from '../../../conversation/scene/scene.ts';
import type { Client } from '../booking/model.ts';

/** What is asked of the queues when somebody with an appointment has arrived. */
export interface Arrival {
	branch: string;
	service: string;
	class: 'appointment' | 'normal';
	/** Of an appointment: the time from which it waits (rule Q4). */
	bookedAt?: Date;
	client: Client | null;
	/** For whom, when not for the client. */
	forName?: string | undefined;
	name?: string | undefined;
	phone?: string | undefined;
	language: Language;
	joinedBy: 'appointment';
	by: Actor;
}

/** A ticket, or why there is none. */
export type Admission =
	| { outcome: 'joined' | 'already'; ticket: { _id: string; number: string } }
	| { outcome: 'full' }
	| { outcome: 'closed'; opensAt: Date | null }
	| { outcome: 'payment_needed' | 'not_offered' | 'too_many' };

/** Gives a person who has arrived their place in the queue of the branch. The queues implement it; the composition root hands it in. */
export type Admit = (scene: Scene, arrival: Arrival) => Promise<Admission>;
