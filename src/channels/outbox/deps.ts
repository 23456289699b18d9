import type { Clock } from '../../platform/clock.ts';
import type { NewId } from '../../platform/ids.ts';
import type { Carrier, CarrierName, Delivery, OutgoingMessage, Route } from '../message.ts';
import type { FindSenderOf } from '../senders/find-sender.ts';
import type { SenderPace } from './pace.ts';
import type { People } from './person.ts';

/** A row as the renderer takes it. */
export interface RowToRender {
	_id: string;
	org: string;
	message: OutgoingMessage;
	language: string;
	correlationId: string;
}

export interface StatusDeps {
	clock: Clock;
	newId: NewId;
	/** The carriers in use, by name. */
	carriers: Partial<Record<CarrierName, Carrier>>;
	people: People;
}

export interface OutboxDeps extends StatusDeps {
	/** Words a row for the route it is about to take (`toDelivery` with the organisation's texts). */
	render(row: RowToRender, route: Route, options: { windowClosed: boolean }): Delivery | Promise<Delivery>;
	findSenderOf: FindSenderOf;
	pace: SenderPace;
}
