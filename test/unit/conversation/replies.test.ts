import { expect, test } from '@jest/globals';
import { newContact } from '../../../src/conversation/contacts/new-contact.ts';
import { openBook } from '../../../src/conversation/flow/book.ts';
import { loadFlows } from '../../../src/conversation/flow/load.ts';
import { inboxItem } from '../../../src/conversation/inbox/inbox-item.ts';
import { EMPTY_SESSION } from '../../../src/conversation/session.ts';
import { prepareTurn } from '../../../src/conversation/turn/prepare.ts';
import { loadTexts } from '../../../src/platform/i18n.ts';
import { localUnderstand } from '../../../src/understanding/understand.ts';
import { AN_ORGANISATION } from '../../support/an-organisation.ts';

const NOW = new Date('2026-11-23T09:00:00Z');
const book = openBook(loadFlows('flows'));
const texts = loadTexts('locales');
const COMING = 'Bonne route ! Le client est prévenu (demande n° 1018). Dans combien de minutes arrivez-vous ?';
const PRICE = 'Quel est le prix pour la demande n° 1017 ? Écrivez le montant, par exemple 15000.';

/** A provider is asked the price of one job, and writes in reply to what was said of another. */
async function read(text: string, answered: { subject: string; text: string } | null) {
	const frame = {
		flow: 'provider',
		version: book.latest('provider')?.flow.version ?? 1,
		state: 'ask_price',
		facts: { request: 'r1' },
		wrong: 0,
	};
	const session = { ...EMPTY_SESSION, frames: [frame], lastPrompt: PRICE };
	const contact = newContact({ _id: 'c', org: 'djobea', provider: 'paul', language: 'fr', session, reach: [] }, NOW);
	const input = { kind: 'message' as const, text };
	const item = inboxItem('i', NOW, { org: 'djobea', contact: 'c', source: 'twilio', externalId: 'SM1', input, correlationId: 'c' });
	const { reading, repliedSubject } = await prepareTurn(
		{
			clock: { now: () => NOW },
			book,
			findRelease: async () => null,
			texts,
			findOrganisation: async () => AN_ORGANISATION,
			understand: async (said, context) => localUnderstand(said, context),
			detectLanguage: () => 'fr',
			keepMedia: async () => 'file',
			findAnswered: async () => answered,
		},
		{ ...item, ...(answered === null ? {} : { repliedTo: 'SM0' }) },
		contact,
	);
	return { intent: reading?.intent, sure: (reading?.confidence ?? 0) >= 0.6, repliedSubject };
}

test('a reply is read with the message it answers', async () => {
	expect(await read('je suis là', { subject: 'r2', text: COMING })).toEqual({
		intent: 'provider_arrived',
		sure: true,
		repliedSubject: 'r2',
	});
	expect(await read('je suis là', null)).toMatchObject({ sure: false, repliedSubject: null });
});

test('a reply to something without a subject, or unknown to us, is about nothing', async () => {
	expect(await read('15000', { subject: '', text: PRICE })).toMatchObject({ repliedSubject: null });
});
