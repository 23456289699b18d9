import type { ChannelName } from '../message.ts';

/** What one channel can show. Lengths in UTF-16 units, which never count less than the carrier does (an emoji counts 2). */
export interface ChannelLimits {
	/** Most choices shown as buttons; 0: the channel has none. */
	buttons: number;
	buttonTitle: number;
	/** Most choices shown as a list; 0: the channel has none. */
	rows: number;
	rowTitle: number;
	rowDescription: number;
	/** The label of the button that opens the list. */
	listButton: number;
	/** What a choice carries back. */
	payload: number;
	/** The text above buttons or a list. */
	bodyWithChoices: number;
	/** A plain text message. */
	text: number;
	/** The whole text of a template once its variables are filled in. */
	template: number;
}

/** twilio-whatsapp §3: Content API limits without approval, and the `Body` of a message. */
export const LIMITS: Record<ChannelName, ChannelLimits> = {
	whatsapp: {
		buttons: 3,
		buttonTitle: 20,
		rows: 10,
		rowTitle: 24,
		rowDescription: 72,
		listButton: 20,
		payload: 200,
		bodyWithChoices: 1024,
		text: 1600,
		template: 1024,
	},
	sms: {
		buttons: 0,
		buttonTitle: 0,
		rows: 0,
		rowTitle: 0,
		rowDescription: 0,
		listButton: 0,
		payload: 200,
		bodyWithChoices: 1600,
		text: 1600,
		template: 1600,
	},
};
