import type { Delivery, OutgoingMessage, Route } from '../message.ts';
import { render } from './render.ts';

/** What an outbox row must tell to become a delivery. */
export interface RenderableRow {
	_id: string;
	message: OutgoingMessage;
	language: string;
	correlationId: string;
}

/**
 * Renders an outbox row for the route it is about to take; done at send time, because a fall-back to SMS changes the channel.
 * With `windowClosed` the message's approved template stands in for it, when it has one (WhatsApp only).
 */
export function toDelivery(row: RenderableRow, route: Route, options: { numbersHint: string; windowClosed?: boolean }): Delivery {
	const { message } = row;
	const rendered = render(message, route.channel, options.numbersHint);
	const asTemplate = options.windowClosed === true && route.channel === 'whatsapp' && message.template !== undefined;
	return {
		outboxId: row._id,
		route,
		plainText: rendered.plainText,
		text: rendered.text,
		form: asTemplate ? 'template' : rendered.form,
		choices: message.choices,
		listButton: message.listButton,
		template: message.template,
		language: row.language,
		correlationId: row.correlationId,
	};
}
