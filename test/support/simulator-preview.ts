import mongoose from 'mongoose';
import type { Page } from 'playwright-core';
import { EMPTY_SESSION } from '../../src/conversation/session.ts';
import { TurnTraceModel } from '../../src/conversation/turn/trace.ts';
import { prepareDatabase } from '../../src/platform/mongo/prepare-database.ts';
import { openBrowser } from './browser.ts';
import { testMongoUri } from './mongo-uri.ts';
import { type Say, startSimulatorApp } from './simulator-app.ts';
import { closeTestRun, openTestRun, testRunDirectory } from './test-run.ts';

/**
 * Plays a believable Douala dialogue on the simulator's page and takes its picture: `simulator-preview.ts FOLDER` writes
 * `phone.png` (360×740) and `desktop.png` (1440×900), light and dark.
 */
const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: simulator-preview.ts FOLDER');
const CLIENT = '+237671234567';
const PAUL = '+237690000001';
const MOUSSA = '+237690000003';

openTestRun();
await mongoose.connect(await testMongoUri(), { dbName: `simulator_preview_${process.pid}`, autoCreate: false, autoIndex: false });
await prepareDatabase();
const now = new Date();
const app = await startSimulatorApp({
	answer: async (message, say) => {
		const next = script.get(
			message.content.kind === 'message'
				? message.content.text
				: message.content.kind === 'choice'
					? message.content.payload
					: message.content.kind,
		);
		for (const line of next ?? []) await say(line);
	},
	contacts: [
		{
			_id: 'c1',
			org: 'djobea',
			phone: CLIENT,
			name: 'Aïcha',
			language: 'fr',
			reach: [],
			owner: 'bot',
			session: {
				...EMPTY_SESSION,
				turn: 6,
				frames: [
					{
						flow: 'demande',
						version: 1,
						state: 'attente',
						facts: { service: 'plomberie', problem: 'fuite sous l’évier', zone: 'bonamoussadi', when: 'now', number: 1042 },
						wrong: 0,
					},
				],
			},
			lease: { owner: null, until: now },
			createdAt: now,
			updatedAt: now,
		},
	],
});
const toClient = (text: string, rest: Partial<Say> = {}): Say => ({ channel: 'whatsapp', address: CLIENT, text, ...rest });
const script = new Map<string, Say[]>([
	[
		'Bonjour, j’ai une fuite sous l’évier à Bonamoussadi',
		[
			toClient('Bonjour Aïcha 👋 Une *fuite sous l’évier* à *Bonamoussadi*, c’est noté.\nC’est pour quand ?', {
				choices: [
					{ payload: 'now', label: 'Maintenant' },
					{ payload: 'today', label: 'Aujourd’hui' },
					{ payload: 'later', label: 'Un autre jour' },
				],
			}),
		],
	],
	['now', [toClient('Pouvez-vous envoyer une photo ou votre position ? Cela aide le plombier.')]],
	[
		'location',
		[
			toClient(
				'Je récapitule :\n• Plomberie, fuite sous l’évier\n• Bonamoussadi, près du carrefour\n• Maintenant\n\nJe cherche un plombier ?',
				{
					choices: [
						{ payload: 'yes', label: 'Oui, chercher' },
						{ payload: 'edit', label: 'Modifier' },
					],
				},
			),
		],
	],
	[
		'yes',
		[
			{
				channel: 'whatsapp',
				address: PAUL,
				text: 'Nouvelle demande *1042* : fuite sous l’évier, Bonamoussadi, à 1,2 km. Vous avez 5 minutes pour répondre.',
				choices: [
					{ payload: 'accept', label: 'Je prends' },
					{ payload: 'decline', label: 'Non merci' },
				],
			},
			{
				channel: 'sms',
				address: MOUSSA,
				text: 'Djobea : demande 1042, fuite sous evier, Bonamoussadi (1,8 km). Repondez :',
				choices: [
					{ payload: 'accept', label: 'Je prends' },
					{ payload: 'decline', label: 'Non merci' },
				],
			},
		],
	],
	[
		'accept',
		[
			toClient('*Paul Essomba* ⭐ 4,8 a accepté. Il arrive dans 20 à 30 minutes.'),
			{
				channel: 'whatsapp',
				address: PAUL,
				text: 'C’est pour vous. Cliente : Aïcha, +237 6 71 23 45 67, Bonamoussadi. Dites « en route » quand vous partez.',
				choices: [
					{ payload: 'enroute', label: 'En route' },
					{ payload: 'arrived', label: 'Je suis arrivé' },
				],
			},
		],
	],
	[
		'Combien ça va coûter ?',
		[
			toClient('Le prix se voit sur place, et vous le confirmez avant de payer. Autre chose ?', {
				listButton: 'Voir le menu',
				choices: ['Suivre ma demande', 'Modifier', 'Annuler', 'Parler à une personne'].map((label) => ({ payload: label, label })),
			}),
		],
	],
]);
const turn = (id: string, inputKind: string, decision: string, states: [string, string], effects: Record<string, unknown>[]) => ({
	_id: id,
	org: 'djobea',
	contact: 'c1',
	at: now,
	inputKind,
	decision,
	reading: null,
	before: { owner: 'bot' as const, flow: 'demande', version: 1, state: states[0] },
	after: { owner: 'bot' as const, flow: 'demande', version: 1, state: states[1] },
	effects,
});
await TurnTraceModel.create([
	{
		...turn('t1', 'message', 'understanding', ['accueil', 'quand'], [{ kind: 'ask', key: 'request.when' }]),
		reading: {
			intent: 'request_service',
			alternatives: [],
			slots: { service: 'plomberie', problem: 'fuite sous l’évier', zone: 'bonamoussadi' },
			sentiment: 'neutre',
			urgency: 'moyenne',
			category: null,
			wants_human: false,
			danger: false,
			language: 'fr',
			confidence: 0.93,
			source: 'rules',
			evidence: ['fuite', 'évier', 'Bonamoussadi'],
		},
	},
	turn('t2', 'choice', 'choice id', ['quand', 'lieu'], [{ kind: 'ask', key: 'request.place' }]),
	turn('t3', 'location', 'waiting question', ['lieu', 'recapitulatif'], [{ kind: 'ask', key: 'request.read_back' }]),
	turn(
		't4',
		'choice',
		'choice id',
		['recapitulatif', 'attente'],
		[
			{ kind: 'command', name: 'requests.create' },
			{ kind: 'command', name: 'dispatch.start' },
		],
	),
	turn('t5', 'domain', 'notice', ['attente', 'attente'], [{ kind: 'say', key: 'request.accepted' }]),
]);

const write = async (page: Page, phone: string, text: string): Promise<void> => {
	const field = page.locator(`.phone[aria-label^="${phone}"] textarea`);
	await field.fill(text);
	await field.press('Enter');
};
const browser = await openBrowser({ viewport: { width: 1440, height: 900 }, locale: 'fr-FR', timezoneId: 'Africa/Douala' });
try {
	const page = await browser.context.newPage();
	page.on('console', (message) => process.stdout.write(`${message.type()} ${message.text()}\n`));
	page.on('pageerror', (error) => process.stdout.write(`${error.stack}\n`));
	await page.goto(`${app.url}/simulator`);
	await page.locator('.live[data-state=open]').waitFor();
	const client = '.phone[aria-label^="Client"]';
	await write(page, 'Client', 'Bonjour, j’ai une fuite sous l’évier à Bonamoussadi');
	await page.locator(`${client} .quick button`, { hasText: 'Maintenant' }).click();
	await page.getByText('Pouvez-vous envoyer').waitFor();
	await page.locator(`${client} [data-do=location]`).click();
	await page.locator(`${client} select[name=zone]`).selectOption({ label: 'Bonamoussadi' });
	await page.screenshot({ path: `${folder}/desktop-sheet.png` });
	await page.locator(`${client} .sheet [type=submit]`).click();
	await page.locator(`${client} .quick button`, { hasText: 'Oui, chercher' }).click();
	await page.locator('.phone[aria-label^="Paul"] .quick button', { hasText: 'Je prends' }).click();
	await page.getByText('Il arrive dans').waitFor();
	await page.locator('.phone[aria-label^="Moussa"]').waitFor();
	await write(page, 'Client', 'Combien ça va coûter ?');
	await page.locator('.list-button').waitFor();
	await page.locator(`${client} textarea`).focus();
	await page.waitForTimeout(800);
	await page.screenshot({ path: `${folder}/desktop.png` });
	await page.emulateMedia({ colorScheme: 'dark' });
	await page.waitForTimeout(300);
	await page.screenshot({ path: `${folder}/desktop-dark.png` });
	await page.emulateMedia({ colorScheme: 'light' });
	await page.setViewportSize({ width: 360, height: 740 });
	await page.waitForTimeout(300);
	await page.screenshot({ path: `${folder}/phone.png` });
	await page.locator('.list-button').click();
	await page.waitForTimeout(300);
	await page.screenshot({ path: `${folder}/phone-list.png` });
	await page.keyboard.press('Escape');
	await page.locator('.tab').nth(2).click();
	await page.emulateMedia({ colorScheme: 'dark' });
	await page.waitForTimeout(300);
	await page.screenshot({ path: `${folder}/phone-sms-dark.png` });
	await page.emulateMedia({ colorScheme: 'light' });
	await page.locator('.phone.active [data-do=inspect]').click();
	await page.waitForTimeout(300);
	await page.screenshot({ path: `${folder}/phone-inspector.png` });
	await page.setViewportSize({ width: 1440, height: 900 });
	await page.locator('#open-people').click();
	await page.waitForTimeout(400);
	await page.screenshot({ path: `${folder}/desktop-people.png` });
	await page.keyboard.press('Escape');
	await page.locator('#open-add').click();
	await page.waitForTimeout(300);
	await page.screenshot({ path: `${folder}/desktop-add.png` });
} finally {
	await browser.close();
	await app.stop();
	await mongoose.connection.dropDatabase();
	await mongoose.disconnect();
	await closeTestRun(testRunDirectory());
}
