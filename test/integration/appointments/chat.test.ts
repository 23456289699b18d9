import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { OutboxModel } from '../../../src/channels/outbox/model.ts';
import { ContactModel } from '../../../src/conversation/contacts/model.ts';
import { newContact } from '../../../src/conversation/contacts/new-contact.ts';
import { openBook } from '../../../src/conversation/flow/book.ts';
import { loadFlows } from '../../../src/conversation/flow/load.ts';
import { inboxItem } from '../../../src/conversation/inbox/inbox-item.ts';
import { InboxModel } from '../../../src/conversation/inbox/model.ts';
import { drainLane } from '../../../src/conversation/lane/drain-lane.ts';
import { createRunScene } from '../../../src/conversation/scene/in-scene.ts';
import { fireDueTimers } from '../../../src/conversation/timers/pump.ts';
import type { TurnDeps } from '../../../src/conversation/turn/deps.ts';
import { createTakeTurn } from '../../../src/conversation/turn/take-turn.ts';
import { BookingModel } from '../../../src/modules/appointments/booking/model.ts';
import { followClosures } from '../../../src/modules/appointments/closures/follow-closures.ts';
import { importText } from '../../../src/modules/organisations/import/import-text.ts';
import { type Ticket, TicketModel } from '../../../src/modules/queues/ticket/model.ts';
import { assembleModules } from '../../../src/modules.ts';
import { loadTexts } from '../../../src/platform/i18n.ts';
import { monotonicIds } from '../../../src/platform/ids.ts';
import { insertRows } from '../../../src/platform/mongo/insert-rows.ts';
import { organisationView } from '../../../src/turns.ts';
import { answerLanguage } from '../../../src/understanding/language.ts';
import { createUnderstand } from '../../../src/understanding/understand.ts';
import { clearDatabase, useDatabase } from '../../support/database.ts';
import { manualClock } from '../../support/manual-clock.ts';

useDatabase();

const HOST = 'accueil';
const BANK = 'banque';
const OURS = '+221338000001';
/** Thursday, 09:00 in Dakar. */
const START = new Date('2026-11-26T09:00:00Z');

const clock = manualClock(START);
const newId = monotonicIds(clock);
const runScene = createRunScene({ clock, newId });
const texts = loadTexts('locales');
const modules = assembleModules({ clock, newId, texts, publicBaseUrl: 'https://palabre.example' });
const deps: TurnDeps = {
	clock,
	book: openBook(loadFlows('flows')),
	findRelease: async () => null,
	texts,
	commands: new Map(modules.flatMap(({ commands }) => commands).map((command) => [command.name, command])),
	followed: new Set(['slot_offer']),
	understand: createUnderstand(),
	detectLanguage: answerLanguage,
	findOrganisation: organisationView,
	keepMedia: async () => 'none',
	findAnswered: async () => null,
	keepTraces: false,
};

beforeEach(async () => {
	await clearDatabase();
	clock.set(START);
	const yaml = readFileSync('test/fixtures/queues/dakar.yaml', 'utf8');
	const result = await importText(yaml, 'dakar.yaml', async () => ({ clock, newId, carrier: 'simulator' }));
	if ('errors' in result) throw new Error(result.errors.join('\n'));
	for (const [index, id] of ['awa', 'ben'].entries()) {
		const phone = `+22177000000${index + 1}`;
		const reach = [{ channel: 'whatsapp' as const, carrier: 'simulator' as const, sender: OURS, address: phone, lastInboundAt: START }];
		await insertRows(ContactModel, [newContact({ _id: id, org: HOST, phone, name: id, language: 'fr', reach }, START)]);
	}
});

/** A person writes; gives what they hear back, in one text. */
async function writes(contact: string, text: string): Promise<string> {
	clock.advance(20_000);
	const id = newId();
	const item = inboxItem(id, clock.now(), {
		org: HOST,
		contact,
		source: 'simulator',
		externalId: id,
		input: { kind: 'message', text },
		correlationId: 'test',
		route: { channel: 'whatsapp', carrier: 'simulator', sender: OURS, address: '+221770000001' },
	});
	await insertRows(InboxModel, [item]);
	return heard(contact);
}

/** Takes the turns that wait for a person; gives what they hear. */
async function heard(contact: string): Promise<string> {
	const before = await OutboxModel.countDocuments({ org: HOST, contact });
	await drainLane({ clock, newId, takeTurn: createTakeTurn(deps, runScene) }, { org: HOST, key: contact });
	const said = await OutboxModel.find({ org: HOST, contact }).sort({ _id: 1 }).skip(before).lean();
	return said.map(({ text, choices }) => [text, ...choices.map(({ label }) => `[${label}]`)].join(' ')).join('\n');
}

async function at(iso: string): Promise<void> {
	clock.set(new Date(iso));
	await fireDueTimers({ clock, newId, runScene, timers: modules.flatMap(({ timers }) => timers) });
}

async function ticketOf(contact: string): Promise<Ticket> {
	const ticket = await TicketModel.findOne({ org: BANK, 'client.contact': contact }).lean();
	if (ticket === null) throw new Error('no ticket');
	return ticket;
}

describe('a visit by chat', () => {
	test('from one sentence to the ticket: booked, reminded, kept, arrived', async () => {
		expect(await writes('awa', 'un rdv vendredi 10h30 pour un crédit au plateau')).toMatch(
			/Rendez-vous : vendredi 27 novembre à 10:30.*Banque du Fleuve, Plateau — 12 rue Félix-Faure.*Crédit.*10 minutes/s,
		);
		expect(await writes('awa', 'oui')).toMatch(
			/confirmé : vendredi 27 novembre à 10:30.*https:\/\/palabre\.example\/calendar\/[\w-]{22}\.ics/s,
		);
		await at('2026-11-26T10:30:00Z');
		expect(await heard('awa')).toMatch(/Rappel de votre rendez-vous : vendredi 27 novembre à 10:30/);
		expect(await writes('awa', 'je confirme')).toMatch(/nous vous attendons/);
		await at('2026-11-27T09:50:00Z');
		await heard('awa');
		expect(await writes('awa', "j'y suis")).toMatch(/numéro est le C\d+/);
		const ticket = await ticketOf('awa');
		// Forty minutes early: it waits from its own time, and passes nobody.
		expect(ticket).toMatchObject({ class: 'appointment', effectiveFrom: new Date('2026-11-27T10:30:00Z'), presence: 'arrived' });
	});

	test('moved in own words, then cancelled', async () => {
		await writes('awa', 'un rdv vendredi 10h pour un crédit au plateau');
		await writes('awa', 'oui');
		expect(await writes('awa', 'décaler mon rdv à 15h')).toMatch(/passe au vendredi 27 novembre à 15:00/);
		expect(await writes('awa', 'je veux déplacer mon rdv à lundi')).toMatch(
			/créneaux libres du lundi 30 novembre.*\[lun\. 30 nov\. 08:00\]/s,
		);
		expect(await writes('awa', '9h')).toMatch(/passe au lundi 30 novembre à 09:00/);
		expect(await writes('awa', 'annuler mon rdv')).toMatch(/Annuler votre rendez-vous du lundi 30 novembre à 09:00/);
		expect(await writes('awa', 'oui')).toMatch(/est annulé/);
		expect(await BookingModel.countDocuments({ org: BANK, live: true })).toBe(0);
		expect(await writes('awa', 'mes rdv')).toMatch(/pas de rendez-vous à venir/);
	});

	test('step by step from the menu, over all that the number serves', async () => {
		expect(await writes('awa', 'menu')).toContain('[Rendez-vous]');
		expect(await writes('awa', 'rendez-vous')).toMatch(/\[Plateau\].*\[Médina\]/s);
		expect(await writes('awa', 'plateau')).toMatch(/Quel jour vous convient/);
		expect(await writes('awa', 'demain')).toMatch(/\[ven\. 27 nov\. 08:00\]/);
		expect(await writes('awa', '12h')).toMatch(/\[Oui, je confirme\]/);
		expect(await writes('awa', 'oui mais plutôt 11h')).toMatch(/vendredi 27 novembre à 11:00/);
	});

	test('a freed place reaches the one who waits, by the number they write to', async () => {
		const yaml = readFileSync('test/fixtures/queues/dakar.yaml', 'utf8').replace(
			'slot_minutes: 30',
			'slot_minutes: 480, branches: [plateau]',
		);
		await importText(yaml, 'dakar.yaml', async () => ({ clock, newId, carrier: 'simulator' }));
		await writes('awa', 'un rdv vendredi 8h pour un crédit');
		await writes('awa', 'oui');
		expect(await writes('ben', 'je veux un rdv vendredi')).toMatch(/plus de place le vendredi 27 novembre.*\[Me prévenir\]/s);
		expect(await writes('ben', 'me prévenir')).toMatch(/liste d'attente — vendredi 27 novembre/);
		await writes('awa', 'annuler mon rdv');
		await writes('awa', 'oui');
		expect(await heard('ben')).toMatch(/Une place se libère.*vendredi 27 novembre à 08:00.*\[Je le prends\]/s);
		expect(await writes('ben', 'oui')).toMatch(/confirmé : vendredi 27 novembre à 08:00/);
	});

	test('a house that closes asks what becomes of an appointment, and one that opens after all keeps it', async () => {
		const closing = async (...days: string[]): Promise<void> => {
			const holidays = days.map((day) => `{ date: ${day}, name: Deuil national }`).join(', ');
			const yaml = readFileSync('test/fixtures/queues/dakar.yaml', 'utf8').replace(/holidays: .*/, `holidays: [${holidays}]`);
			await importText(yaml, 'dakar.yaml', async () => ({ clock, newId, carrier: 'simulator' }));
			await followClosures({ inScene: runScene, clock }, 'test');
		};
		await writes('awa', 'un rdv vendredi 10h30 pour un crédit au plateau');
		await writes('awa', 'oui');
		await writes('ben', 'un rdv lundi 10h30 pour un crédit au plateau');
		await writes('ben', 'oui');
		await closing('2026-11-27', '2026-11-30');
		expect(await heard('awa')).toMatch(
			/^Fermeture de Banque du Fleuve, Plateau : votre rendez-vous du vendredi 27 novembre à 10:30 .*\[Déplacer\] \[Annuler le RDV\]$/s,
		);
		expect(await writes('awa', 'mes rdv')).toMatch(/Ce sera fermé.*vendredi 27 novembre à 10:30/s);
		expect(await writes('awa', 'déplacer')).toMatch(/\[jeu\. 26 novembre\] \[mar\. 1 décembre\]/);
		expect(await writes('awa', 'mardi 9h')).toMatch(/passe au mardi 1 décembre à 09:00/);
		expect(await heard('ben')).toMatch(/lundi 30 novembre à 10:30/);
		await closing('2026-11-27');
		expect(await heard('ben')).toMatch(/^Bonne nouvelle.*lundi 30 novembre à 10:30 est maintenu/s);
		expect(await writes('ben', 'mes rdv')).not.toMatch(/fermé/);
		await closing('2026-11-30');
		expect(await heard('ben')).toMatch(/^Fermeture/);
		expect(await writes('ben', 'annuler')).toMatch(/Annuler votre rendez-vous du lundi 30 novembre à 10:30/);
		expect(await writes('ben', 'oui')).toMatch(/est annulé/);
		await at('2026-11-30T09:00:00Z');
		expect(await heard('ben')).toBe('');
	});

	test('what the number does not offer is not opened', async () => {
		const yaml = readFileSync('test/fixtures/queues/dakar.yaml', 'utf8').replace(', appointment: { slot_minutes: 30 }', '');
		await importText(yaml, 'dakar.yaml', async () => ({ clock, newId, carrier: 'simulator' }));
		expect(await writes('awa', 'menu')).not.toContain('Rendez-vous');
		expect(await writes('awa', 'je veux prendre un rdv demain')).not.toMatch(/rendez-vous/i);
	});
});
