import { describe, test } from '@jest/globals';
import { EMPTY_SESSION } from '../../../../src/conversation/session.ts';
import type { StepContext } from '../../../../src/conversation/step/context.ts';
import { asking, type Case, check, context, message, read } from './case.ts';

const visits: Partial<StepContext> = {
	org: { ...context().org, offers: { requests: false, queues: true, appointments: true } },
};

const CASES: Case[] = [
	{
		name: 'an appointment wished while a ticket is spoken of is no answer to that',
		session: asking('join-queue', 'confirm', { organisation: 'b', branch: 'p', service: 's' }),
		input: message('un rdv pour ma mère vendredi'),
		context: { ...visits, reading: read('book_appointment', { found: { for_other: true, about: 'appointment' } }) },
		row: 'understood',
		also: { action: 'open', flow: 'appointment' },
	},
	{
		name: 'who says that they are there is heard, whatever else the words may mean',
		session: EMPTY_SESSION,
		input: message('bonjour je suis arrivé à la banque'),
		context: { ...visits, reading: read('greet', { found: { there: true } }) },
		row: 'understood',
		also: { action: 'open', flow: 'arrival' },
	},
	{
		name: 'what is cancelled at the menu is not the menu',
		session: asking('menu', 'client'),
		input: message('annulez mon rdv'),
		context: { ...visits, reading: read('cancel_request', { found: { about: 'appointment' } }) },
		row: 'understood',
		also: { action: 'open', flow: 'appointment', state: 'cancel' },
	},
	{
		name: 'what is cancelled and not offered here opens what looks for something to cancel',
		session: EMPTY_SESSION,
		input: message('stop ma demande'),
		context: { ...visits, reading: read('cancel_request', { found: { about: 'request' } }) },
		row: 'understood',
		also: { action: 'open', flow: 'cancel' },
	},
];

describe('visits', () => {
	test.each(CASES.map((one) => [one.name, one] as const))('%s', (_name, one) => check(one));
});
