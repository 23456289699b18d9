import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import type { InboundMessage } from '../../src/channels/message.ts';
import { newContact } from '../../src/conversation/contacts/new-contact.ts';
import { EMPTY_SESSION } from '../../src/conversation/session.ts';
import { TurnTraceModel } from '../../src/conversation/turn/trace.ts';
import { openBrowser } from '../support/browser.ts';
import { clearDatabase, useDatabase } from '../support/database.ts';
import { type SimulatorApp, startSimulatorApp } from '../support/simulator-app.ts';
import { until } from '../support/until.ts';

useDatabase();

const CLIENT = '+237671234567';
const PAUL = '+237690000001';
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const SERVICES = ['Plomberie', 'Électricité', 'Menuiserie', 'Peinture'];

let app: SimulatorApp;
let browser: { context: BrowserContext; close(): Promise<void> };
let page: Page;
let problems: string[];
const folder = mkdtempSync(join(tmpdir(), 'palabre-simulator-'));

/** Says back what it got; some words make it ask, or write to a provider. */
async function echo({ route, content }: InboundMessage, say: SimulatorApp['say']): Promise<void> {
	const { channel, address } = route;
	const text = content.kind === 'message' ? content.text : content.kind;
	if (text === 'boutons')
		await say({ channel, address, text: 'Oui ou non ?', choices: ['Oui', 'Non'].map((label) => ({ payload: `p:${label}`, label })) });
	else if (text === 'liste')
		await say({ channel, address, text: 'Quel *service* ?', choices: SERVICES.map((label) => ({ payload: `s:${label}`, label })) });
	else if (text === 'offre')
		await say({ channel: 'whatsapp', address: PAUL, text: 'Nouvelle demande', choices: [{ payload: 'accept', label: 'Je prends' }] });
	else if (text !== 'silence')
		await say({ channel, address, text: content.kind === 'choice' ? `Reçu : ${content.label}` : `Écho : ${text}` });
}

beforeAll(async () => {
	browser = await openBrowser({ viewport: { width: 1440, height: 900 }, locale: 'fr-FR', timezoneId: 'UTC' });
});
afterAll(async () => {
	await browser.close();
	rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
	await clearDatabase();
	app = await startSimulatorApp({
		answer: echo,
		contacts: [
			newContact(
				{
					_id: 'c1',
					org: 'djobea',
					phone: CLIENT,
					language: 'fr',
					reach: [],
					owner: 'human',
					session: {
						...EMPTY_SESSION,
						frames: [{ flow: 'request', version: 1, state: 'when', facts: { service: 'plomberie' }, wrong: 0 }],
					},
				},
				new Date(),
			),
		],
	});
	problems = [];
	page = await browser.context.newPage();
	page.on('console', (line) => {
		if (line.type() === 'error') problems.push(line.text());
	});
	page.on('pageerror', (error) => problems.push(String(error)));
	await open();
});
afterEach(async () => {
	await page.close();
	await app.stop();
	expect(problems).toEqual([]);
});

async function open(query = ''): Promise<void> {
	await page.goto(`${app.url}/simulator${query}`);
	await page.locator('.live[data-state=open]').waitFor();
	// Each phone's chat has been fetched: what comes later comes live.
	await until(async () => (await page.locator('.log[aria-busy]').count()) === 0);
}

/** A turn of the client's conversation, without what was read and what came of it. */
const aTurn = () => ({
	_id: 't1',
	org: 'djobea',
	contact: 'c1',
	at: new Date(),
	input: { kind: 'message' as const, text: 'il y a une fuite' },
	inputKind: 'message',
	decision: 'understanding',
});

const phone = (label: string): Locator => page.locator(`.phone[aria-label^="${label}"]`);
const bubbles = (label: string, side: 'mine' | 'theirs'): Locator => phone(label).locator(`.message[data-side=${side}]`);

async function write(label: string, text: string): Promise<void> {
	const field = phone(label).locator('textarea');
	await field.fill(text);
	await field.press('Enter');
}

async function addPhone(number: string, channel: 'WhatsApp' | 'SMS', name = ''): Promise<void> {
	await page.getByRole('button', { name: 'Ajouter un téléphone' }).first().click();
	const dialog = page.getByRole('dialog', { name: 'Ajouter un téléphone' });
	await dialog.getByText(channel, { exact: true }).click();
	await dialog.getByLabel('Numéro').fill(number);
	await dialog.getByLabel('Nom affiché (facultatif)').fill(name);
	await dialog.getByRole('button', { name: 'Ouvrir' }).click();
}

describe('a phone', () => {
	test('sends with Enter, shows blue ticks, and its messages count as read', async () => {
		const reading = page.waitForResponse(/\/read$/);
		await write('Client', 'Bonjour <b>toi</b>');
		await bubbles('Client', 'theirs').getByText('Écho : Bonjour <b>toi</b>').waitFor();
		const mine = bubbles('Client', 'mine').first();
		await phone('Client').locator('.message[data-side=mine][data-status=read]').waitFor();
		expect(await mine.locator('.ticks').textContent()).toBe('Lu');
		expect(await mine.locator('time').textContent()).toMatch(/^\d\d:\d\d$/);
		expect(await phone('Client').locator('textarea').inputValue()).toBe('');
		await reading;
		expect(app.statuses.map((one) => one.status)).toContain('read');
	});

	test('shows typing until the answer', async () => {
		await write('Client', 'silence');
		await phone('Client').locator('.dots').waitFor();
		expect(await phone('Client').locator('.presence').textContent()).toBe('écrit…');
		await app.say({ channel: 'whatsapp', address: CLIENT, text: 'Me voici' });
		await bubbles('Client', 'theirs').getByText('Me voici').waitFor();
		expect(await phone('Client').locator('.dots').count()).toBe(0);
	});

	test('answers with a button, which stays marked and can be tapped again', async () => {
		await write('Client', 'boutons');
		await phone('Client').getByRole('button', { name: 'Oui', exact: true }).click();
		await bubbles('Client', 'theirs').getByText('Reçu : Oui').waitFor();
		expect(await phone('Client').locator('.quick [aria-pressed=true]').textContent()).toBe('Oui');
		expect(app.received.at(-1)).toMatchObject({ content: { kind: 'choice', payload: 'p:Oui', label: 'Oui' } });
		await phone('Client').getByRole('button', { name: 'Non', exact: true }).click();
		await bubbles('Client', 'theirs').getByText('Reçu : Non').waitFor();
		expect(app.received.at(-1)?.repliedTo).toBe(app.received.at(-2)?.repliedTo);
	});

	test('picks from a list in the sheet with the keyboard', async () => {
		await write('Client', 'liste');
		await phone('Client').getByRole('button', { name: 'Voir la liste' }).press('Enter');
		const sheet = phone('Client').getByRole('dialog');
		expect(await sheet.getByRole('button', { name: 'Envoyer' }).isDisabled()).toBe(true);
		await page.keyboard.press('Escape');
		await sheet.waitFor({ state: 'hidden' });
		await page.keyboard.press('Enter');
		await page.keyboard.press('Space');
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('Enter');
		await bubbles('Client', 'theirs').getByText('Reçu : Électricité').waitFor();
	});

	test('sends a quarter of the list, or typed coordinates', async () => {
		await phone('Client').getByRole('button', { name: 'Envoyer une position' }).click();
		const sheet = phone('Client').getByRole('dialog');
		await sheet.getByLabel('Quartier').selectOption({ label: 'Akwa' });
		await sheet.getByRole('button', { name: 'Envoyer' }).click();
		await bubbles('Client', 'mine').getByText('4.0503, 9.7014').waitFor();
		expect(app.received.at(-1)?.content).toEqual({ kind: 'location', latitude: 4.0503, longitude: 9.7014, label: 'Akwa' });
		await phone('Client').getByRole('button', { name: 'Envoyer une position' }).click();
		await sheet.getByLabel('Latitude').fill('4,05');
		await sheet.getByLabel('Longitude').fill('999');
		await sheet.getByRole('button', { name: 'Envoyer' }).click();
		await sheet.getByText('Coordonnées en degrés').waitFor();
		await sheet.getByLabel('Longitude').fill('9,7');
		await sheet.getByRole('button', { name: 'Envoyer' }).click();
		await bubbles('Client', 'mine').getByText('4.0500, 9.7000').waitFor();
	});

	test('sends a photo with its caption, and says why it cannot', async () => {
		const photo = join(folder, 'fuite.png');
		writeFileSync(photo, PIXEL);
		await phone('Client').locator('input[type=file]').setInputFiles(photo);
		await phone('Client').locator('.attached').waitFor();
		await write('Client', 'La fuite');
		await bubbles('Client', 'mine').getByAltText('La fuite').waitFor();
		expect(app.received.at(-1)).toMatchObject({ content: { kind: 'media', caption: 'La fuite', media: [{ contentType: 'image/png' }] } });
		await phone('Client').locator('.attached').waitFor({ state: 'hidden' });

		writeFileSync(photo, 'not a photo');
		await phone('Client').locator('input[type=file]').setInputFiles(photo);
		await write('Client', 'fausse photo');
		await phone('Client').getByText('Seules les photos JPEG, PNG et WebP passent.').waitFor();
		expect(await phone('Client').locator('textarea').inputValue()).toBe('fausse photo');
		// The browser itself logs the refusal.
		problems = problems.filter((line) => !line.includes('415'));
	});

	test('answers a message', async () => {
		await write('Client', 'un');
		await bubbles('Client', 'theirs').getByText('Écho : un').waitFor();
		await phone('Client').getByRole('button', { name: 'Répondre : Écho : un' }).focus();
		await page.keyboard.press('Enter');
		await phone('Client').getByText('Réponse à : Écho : un').waitFor();
		await write('Client', 'deux');
		await bubbles('Client', 'theirs').getByText('Écho : deux').waitFor();
		expect(await bubbles('Client', 'mine').last().locator('blockquote').textContent()).toBe('DjobeaÉcho : un');
		expect(app.received.at(-1)?.repliedTo).toBe(await bubbles('Client', 'theirs').first().getAttribute('data-id'));
	});

	test('shows an SMS as numbered text, without photos or pins', async () => {
		await addPhone('6 99 00 00 09', 'SMS', 'Awa');
		await write('Awa', 'boutons');
		const answer = bubbles('Awa', 'theirs').first();
		await answer.waitFor();
		expect(await answer.locator('.text').textContent()).toBe('Oui ou non ?\n1. Oui\n2. Non');
		expect(await phone('Awa').locator('.quick, .attach').count()).toBe(0);
		expect(app.received.at(-1)).toMatchObject({ route: { channel: 'sms', address: '+237699000009' }, profileName: 'Awa' });
	});
});

describe('the page', () => {
	test('opens with a client, and with the provider who is offered something', async () => {
		expect(await page.locator('.phone').count()).toBe(1);
		await write('Client', 'offre');
		await phone('Paul Essomba').getByRole('button', { name: 'Je prends' }).click();
		await bubbles('Paul Essomba', 'theirs').getByText('Reçu : Je prends').waitFor();
		// Both are read, and the page knows it.
		await page.locator('#tabs .count').waitFor({ state: 'detached' });
		await phone('Paul Essomba').getByRole('button', { name: 'Ranger ce téléphone' }).click();
		await write('Client', 'offre');
		await page.locator('#people-count', { hasText: '1' }).waitFor();
		expect(await phone('Paul Essomba').count()).toBe(0);
		await page.getByRole('button', { name: 'Prestataires' }).click();
		// With what is unread: the list as it is now, not that of before, which is about to be replaced.
		await page
			.getByRole('dialog')
			.getByRole('button', { name: /Paul Essomba/ })
			.filter({ has: page.locator('.count') })
			.click();
		await phone('Paul Essomba').waitFor();
		await page.locator('#people-count').waitFor({ state: 'hidden' });
	});

	test('refuses what is no number, and keeps the phones for the next visit', async () => {
		await addPhone('bonjour', 'WhatsApp');
		await page.getByText('Ce n’est pas un numéro de téléphone.').waitFor();
		await page.getByRole('dialog').getByRole('button', { name: 'Annuler' }).click();
		await addPhone('6 99 00 00 09', 'WhatsApp', 'Awa');
		await write('Awa', 'Bonjour');
		await bubbles('Awa', 'theirs').getByText('Écho : Bonjour').waitFor();
		await open();
		await bubbles('Awa', 'theirs').getByText('Écho : Bonjour').waitFor();
		problems = problems.filter((line) => !line.includes('400'));
	});

	test('changes organisation', async () => {
		await page.getByLabel('Organisation').selectOption('Banque du Wouri');
		await page.locator('.phone .chat-name', { hasText: 'Banque du Wouri' }).waitFor();
		expect(await page.locator('.phone').count()).toBe(1);
		expect(await page.locator('.phone').getAttribute('data-channel')).toBe('sms');
		const counter = page.getByRole('link', { name: 'Guichet : Banque du Wouri' });
		const opened = await fetch(app.url + (await counter.getAttribute('href')), { redirect: 'manual' });
		expect([opened.status, opened.headers.get('location')]).toEqual([303, '/counter#token=token-of-an-agent']);
		expect((await fetch(`${app.url}/simulator/counter?org=djobea`)).status).toBe(404);
	});

	test('inspects a phone’s conversation, live', async () => {
		const inspector = page.getByLabel('Inspecteur');
		await inspector.getByText('Aucun tour pour l’instant.').waitFor();
		expect(await inspector.locator('.state').textContent()).toContain('when');
		expect(await inspector.locator('.badge').first().textContent()).toBe('une personne');
		await TurnTraceModel.create({
			...aTurn(),
			reading: {
				intent: 'request_service',
				alternatives: [],
				slots: { service: 'plomberie', when_at: { at: '2026-11-27T10:00:00+01:00', precision: 'hour' } },
				sentiment: 'neutre',
				urgency: 'moyenne',
				category: null,
				wants_human: false,
				danger: false,
				language: 'fr',
				confidence: 0.9,
				source: 'rules',
				evidence: ['fuite'],
			},
			before: null,
			after: { owner: 'bot', flow: 'request', version: 1, state: 'when' },
			effects: [{ kind: 'ask', key: 'request.when' }],
		});
		const turn = inspector.locator('.turns > li').first();
		await turn.getByText('« il y a une fuite »').waitFor();
		await turn.getByText('request_service 90 % · règles').waitFor();
		await turn.getByText('fuite', { exact: true }).waitFor();
		await turn.getByText('service = plomberie', { exact: true }).waitFor();
		await turn.getByText('when_at = 2026-11-27T10:00:00+01:00', { exact: true }).waitFor();
		await inspector.locator('.card').filter({ hasText: 'Urgence' }).getByText('moyenne').waitFor();
		await inspector.getByText('request.when', { exact: false }).first().waitFor();
	});

	test.each([360, 1440])('shows a turn in detail within the inspector, %i px wide', async (width) => {
		await TurnTraceModel.create({
			...aTurn(),
			before: null,
			after: { owner: 'bot', flow: 'request', version: 1, state: 'when', facts: { problem: 'une fuite sous mon évier '.repeat(8) } },
			effects: [],
		});
		await page.setViewportSize({ width, height: 740 });
		try {
			await open();
			if (width === 360) await phone('Client').getByRole('button', { name: 'Inspecter' }).click();
			const inspector = page.getByLabel('Inspecteur');
			await inspector.getByText('Détail').click();
			await inspector.locator('pre').waitFor();
			const wider = (selector: string) =>
				page.evaluate(`(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('${selector}'))`);
			expect(await wider('.inspector')).toBe(0);
			// Its long lines scroll in their own box.
			expect(await wider('.inspector pre')).toBeGreaterThan(0);
			expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
		} finally {
			await page.setViewportSize({ width: 1440, height: 900 });
		}
	});

	test('copies the chat as a fixture', async () => {
		await browser.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: app.url });
		await write('Client', 'Bonjour');
		await bubbles('Client', 'theirs').getByText('Écho : Bonjour').waitFor();
		await phone('Client').getByRole('button', { name: 'Copier comme fixture' }).click();
		await page.getByText('Copié dans le presse-papiers.').waitFor();
		const copied: unknown = JSON.parse(await page.evaluate('navigator.clipboard.readText()'));
		expect(copied).toMatchObject({ contact: { language: 'fr' }, chat: [] });
		expect(JSON.parse(await page.getByLabel('Fixture de test (JSON)').inputValue())).toEqual(copied);
	});

	test('misses nothing when its connection breaks', async () => {
		await write('Client', 'un');
		await bubbles('Client', 'theirs').getByText('Écho : un').waitFor();
		// Watched from within the page: it is lost for two seconds only.
		const lost = page.locator('.live[data-state=lost]').waitFor();
		app.cut();
		await lost;
		await app.say({ channel: 'whatsapp', address: CLIENT, text: 'pendant la coupure' });
		await bubbles('Client', 'theirs').getByText('pendant la coupure').waitFor();
		await page.locator('.live[data-state=open]').waitFor();
		problems = [];
	});

	test('shows one phone at a time on a narrow screen, nothing wider than it', async () => {
		await page.setViewportSize({ width: 360, height: 740 });
		await write('Client', 'offre');
		const tab = page.getByRole('tab', { name: /Paul Essomba/ });
		await tab.locator('.count').waitFor();
		expect(await phone('Paul Essomba').isVisible()).toBe(false);
		await tab.click();
		await phone('Paul Essomba').getByRole('button', { name: 'Je prends' }).click();
		await bubbles('Paul Essomba', 'theirs').getByText('Reçu : Je prends').waitFor();
		expect(await phone('Client').isVisible()).toBe(false);
		expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
		await phone('Paul Essomba').getByRole('button', { name: 'Inspecter' }).click();
		await page.getByLabel('Inspecteur').waitFor();
		await page.getByLabel('Inspecteur').getByRole('button', { name: 'Fermer' }).click();
		await page.getByLabel('Inspecteur').waitFor({ state: 'hidden' });
		await page.setViewportSize({ width: 1440, height: 900 });
	});

	test('speaks English when asked', async () => {
		await page.getByRole('link', { name: 'English' }).click();
		await page.getByRole('button', { name: 'Add a phone' }).first().waitFor();
		expect(await page.locator('html').getAttribute('lang')).toBe('en');
	});
});
