import type { ChannelName, OutgoingMessage } from '../message.ts';
import { LIMITS } from './limits.ts';
import { withNumbers } from './numbers.ts';
import { countSms, smsText } from './sms-text.ts';

/** Something a channel would refuse or show worse than meant. */
export interface LimitProblem {
	/** Dotted path inside the message: `text`, `choices.2.label`, `listButton`. */
	path: string;
	limit: number;
	actual: number;
	message: string;
}

/** More than this many segments is a letter, not an SMS. */
const SMS_SEGMENTS = 10;

/**
 * Checks a worded message against a channel's limits, for the flow lint (each language) and for messages written by agents.
 * Empty: it is shown as meant, with buttons up to three choices and a list up to ten.
 */
export function checkLimits(message: OutgoingMessage, channel: ChannelName, numbersHint = ''): LimitProblem[] {
	const problems: LimitProblem[] = [];
	const atMost = (path: string, actual: number, limit: number, what: string): void => {
		if (actual > limit) problems.push({ path, limit, actual, message: `${what}: ${actual}, at most ${limit} on ${channel}` });
	};
	const limits = LIMITS[channel];
	const { choices } = message;
	const plain = withNumbers(message.text, choices, numbersHint);

	if (message.text.trim() === '') problems.push({ path: 'text', limit: 1, actual: 0, message: 'the text is empty' });
	atMost('text', (channel === 'sms' ? smsText(plain) : plain).length, limits.text, 'characters with the choices written out');
	if (channel === 'sms') atMost('text', countSms(smsText(plain)).segments, SMS_SEGMENTS, 'SMS segments');
	choices.forEach((choice, index) => {
		atMost(`choices.${index}.payload`, choice.payload.length, limits.payload, 'characters in a payload');
		if (choice.label.trim() === '') problems.push({ path: `choices.${index}.label`, limit: 1, actual: 0, message: 'a label is empty' });
		if (choices.findIndex((other) => other.label === choice.label) < index)
			problems.push({ path: `choices.${index}.label`, limit: 1, actual: 2, message: 'two choices have the same label' });
	});

	const rich = choices.length > 0 && choices.length <= limits.rows;
	if (!rich) return problems;
	atMost('text', message.text.length, limits.bodyWithChoices, 'characters above choices');
	const asButtons = choices.length <= limits.buttons;
	choices.forEach((choice, index) => {
		atMost(`choices.${index}.label`, choice.label.length, asButtons ? limits.buttonTitle : limits.rowTitle, 'characters in a label');
		if (!asButtons)
			atMost(`choices.${index}.description`, (choice.description ?? '').length, limits.rowDescription, 'characters in a description');
	});
	if (!asButtons) {
		if (message.listButton.trim() === '')
			problems.push({ path: 'listButton', limit: 1, actual: 0, message: 'a list needs the label of its button' });
		atMost('listButton', message.listButton.length, limits.listButton, 'characters on the list button');
	}
	return problems;
}
