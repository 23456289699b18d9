import { afterAll, beforeAll, expect } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import type { Deployment } from '../support/deployment.ts';
import { until } from '../support/until.ts';
import { useDeployment } from '../support/use-deployment.ts';

/** A Thursday morning in Dakar: at midnight the numbers begin again. */
const { story } = useDeployment({
	twilio: false,
	importFile: 'test/fixtures/import/two-counters.yaml',
	startsAt: new Date('2026-11-26T10:00:00Z'),
});

let browser: { context: BrowserContext; close(): Promise<void> };
let page: Page;
let token = '';
beforeAll(async () => {
	browser = await openBrowser({ viewport: { width: 1280, height: 720 }, locale: 'fr-FR', timezoneId: 'America/New_York' });
});
afterAll(() => browser.close());

async function press(bank: Deployment, key: string, body: object = {}): Promise<string> {
	token ||= (await bank.command('token', '--role', 'counter', '--org', 'banque', '--subject', 'fatou')).trim();
	const answer = await fetch(`${bank.url}/api/v1/counters/g1/${key}`, {
		method: 'POST',
		headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	if (!answer.ok) throw new Error(`${key} answers ${answer.status}: ${await answer.text()}`);
	return JSON.stringify(await answer.json());
}

/** A browser whose voices speak into a list; `languages` are the voices it has. */
const voices = (languages: string[]): string => `
	window.spoken = [];
	Object.defineProperty(window, 'speechSynthesis', { value: {
		cancel() {},
		getVoices: () => ${JSON.stringify(languages)}.map((lang) => ({ lang })),
		speak(words) { window.spoken.push(words.lang + ' ' + words.text); setTimeout(() => words.onend(), 1); },
	} });
	window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };`;

async function open(bank: Deployment, languages: string[]): Promise<void> {
	page = await browser.context.newPage();
	await page.addInitScript(voices(languages));
	await page.goto(`${bank.url}/display/banque/plateau`);
	await page.locator('#branch', { hasText: 'Plateau' }).waitFor();
}

const spoken = (): Promise<string[]> => page.evaluate('window.spoken');

story('shows and says the number that is called, in French and in Wolof, and no name', async (bank) => {
	await press(bank, 'open');
	await press(bank, 'walk-in', { service: 'depot', name: 'Awa Diop' });
	await press(bank, 'walk-in', { service: 'depot' });
	await open(bank, ['fr-FR']);
	await page.getByText('Aucun appel pour l’instant.').waitFor();
	await page.getByText('En attente : 2').waitFor();
	await press(bank, 'call-next');
	await page.locator('#last[data-fresh=true] .number', { hasText: 'A001' }).waitFor();
	expect(await page.locator('#last .counter').textContent()).toBe('Guichet 1');
	await until(async () => (await spoken()).length === 2);
	expect(await spoken()).toEqual(['fr-FR Numéro A, 0, 0, 1. Guichet 1.', expect.stringMatching(/^fr-FR Niméro A, touss, touss, bènn\. /)]);
	expect(await page.locator('body').textContent()).not.toMatch(/Awa|Diop|Dépôt/);
	// As high as a hand, seen from across the room.
	expect((await page.locator('#last .number').boundingBox())?.height).toBeGreaterThan(200);
	// The clock is the branch's, whatever the screen's own zone.
	expect(await page.locator('#clock').textContent()).toMatch(/^10:\d\d$/);
	// A board that is opened anew does not call everybody again.
	await page.reload();
	await page.locator('#last .number', { hasText: 'A001' }).waitFor();
	await press(bank, 'call-next', { finish: true });
	await page.locator('#last .number', { hasText: 'A002' }).waitFor();
	await until(async () => (await spoken()).length === 2);
	expect((await spoken())[0]).toContain('A, 0, 0, 2');
	await page.close();
});

story('is silent where there is no voice, and right again after the program was away', async (bank) => {
	await press(bank, 'walk-in', { service: 'depot' });
	await open(bank, []);
	await bank.end('all', 'SIGTERM');
	await page.getByText('Reconnexion… dernières nouvelles à').waitFor();
	await bank.start('all');
	await press(bank, 'call-next', { finish: true });
	await page.locator('#last .number', { hasText: 'A003' }).waitFor();
	await page.locator('#stale').waitFor({ state: 'hidden' });
	expect(await spoken()).toEqual([]);
	await page.setViewportSize({ width: 360, height: 740 });
	expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
	await page.close();
});

story('says that there is no screen where there is no branch', async (bank) => {
	page = await browser.context.newPage();
	await page.goto(`${bank.url}/display/banque/nulle-part`);
	await page.getByText('Il n’y a pas d’écran à cette adresse.').waitFor();
	await page.close();
});
