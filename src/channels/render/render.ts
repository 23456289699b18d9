import type { ChannelName, Delivery, OutgoingMessage } from '../message.ts';
import { LIMITS } from './limits.ts';
import { withNumbers } from './numbers.ts';
import { smsText } from './sms-text.ts';

export interface Rendered {
	form: Exclude<Delivery['form'], 'template'>;
	text: string;
	plainText: string;
}

/**
 * Chooses how a message is shown: at most three choices as buttons, ten as a list, else numbers; numbers on SMS always.
 * Nothing is ever cut: a label too long for buttons goes to the list, one too long for the list to numbers (lint warns long before).
 * `numbersHint` is the localised line under numbered choices ("Répondez par un numéro."); it may be empty.
 */
export function render(message: OutgoingMessage, channel: ChannelName, numbersHint: string): Rendered {
	const plainText = withNumbers(message.text, message.choices, numbersHint);
	if (channel === 'sms')
		return { form: message.choices.length === 0 ? 'none' : 'numbers', text: smsText(message.text), plainText: smsText(plainText) };
	return { form: formOf(message, channel), text: message.text, plainText };
}

function formOf(message: OutgoingMessage, channel: ChannelName): Rendered['form'] {
	const { choices, text, listButton } = message;
	const limits = LIMITS[channel];
	if (choices.length === 0) return 'none';
	if (text.trim() === '' || text.length > limits.bodyWithChoices || choices.some((choice) => choice.payload.length > limits.payload))
		return 'numbers';
	// WhatsApp refuses two buttons or rows of the same name.
	if (new Set(choices.map((choice) => choice.label)).size < choices.length) return 'numbers';
	if (choices.some((choice) => choice.label.trim() === '')) return 'numbers';
	if (choices.length <= limits.buttons && choices.every((choice) => choice.label.length <= limits.buttonTitle)) return 'buttons';
	const fitsRow = (choice: { label: string; description?: string }) =>
		choice.label.length <= limits.rowTitle && (choice.description ?? '').length <= limits.rowDescription;
	const fitsButton = listButton.trim() !== '' && listButton.length <= limits.listButton;
	return choices.length <= limits.rows && fitsButton && choices.every(fitsRow) ? 'list' : 'numbers';
}
