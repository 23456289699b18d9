import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import type { BrowserContext, Page, Route } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { type CounterPresses, counterPresses } from '../support/counter-presses.ts';
import type { Deployment } from '../support/deployment.ts';
import { until } from '../support/until.ts';
import { useDeployment } from '../support/use-deployment.ts';

/** One number that serves two houses: the simulator's bar is at its longest. A Thursday morning in Dakar, when the bank is open. */
const { story } = useDeployment({
	twilio: false,
	importFile: 'demo/dakar.yaml',
	startsAt: new Date('2026-11-26T10:12:00Z'),
});
const PHONE = { width: 360, height: 740 };
const DESK = { width: 1280, height: 800 };
const LONG_NAME = 'Mouhamadou Moustapha Abdoulaye Ndiaye-Diop dit Le Grand';
const audit = readFileSync(join(import.meta.dirname, '../support/page-audit.js'), 'utf8');

let browser: { context: BrowserContext; close(): Promise<void> };
let pages: Page[] = [];
let complaints: string[] = [];
beforeAll(async () => {
	browser = await openBrowser({ viewport: PHONE, locale: 'fr-FR', timezoneId: 'Africa/Dakar' });
});
afterAll(() => browser.close());
afterEach(async () => {
	for (const page of pages) {
		await page.evaluate('localStorage.clear()');
		await page.close();
	}
	pages = [];
	complaints = [];
});

async function openPage(address?: string): Promise<Page> {
	const page = await browser.context.newPage();
	pages.push(page);
	page.on('console', (message) => {
		if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
	});
	page.on('pageerror', (error) => complaints.push(String(error)));
	if (address !== undefined) await page.goto(address);
	return page;
}

let presses: CounterPresses | undefined;
const desk = (bank: Deployment): CounterPresses => {
	presses ??= counterPresses(bank, 'banque-baobab');
	return presses;
};

/** The page of Fatou at the second counter of the bank, who has just called somebody with a long name. */
async function openCounter(bank: Deployment): Promise<Page> {
	await desk(bank).clear({ fatou: 'plateau-2' });
	await desk(bank).press('fatou', 'plateau-2', 'open');
	await desk(bank).press('fatou', 'plateau-2', 'walk-in', { service: 'depot', name: LONG_NAME, priority: 'pregnant' });
	await desk(bank).press('fatou', 'plateau-2', 'walk-in', { service: 'retrait' });
	await desk(bank).press('fatou', 'plateau-2', 'call-next');
	const page = await openPage(`${bank.url}/counter#token=${await desk(bank).tokenOf('fatou')}`);
	await chooseCounter(page);
	await page.locator('.now-name', { hasText: LONG_NAME }).waitFor();
	return page;
}

async function chooseCounter(page: Page): Promise<void> {
	const counter = page.getByRole('button', { name: 'Guichet 2' });
	await page.locator('#choose:not([hidden]), #desk:not([hidden])').waitFor();
	if (await counter.isVisible()) await counter.click();
}

/** In light and dark, on a small phone and on a desk. */
async function expectComfort(page: Page): Promise<void> {
	for (const size of [PHONE, DESK]) {
		await page.setViewportSize(size);
		for (const colorScheme of ['light', 'dark'] as const) {
			await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
			expect({ size: size.width, colorScheme, found: await page.evaluate(audit) }).toEqual({ size: size.width, colorScheme, found: [] });
		}
	}
}

story('a counter can be seen, touched and named, in every form it asks with', async (bank) => {
	const page = await openCounter(bank);
	await expectComfort(page);
	for (const key of ['w', 'h', 't']) {
		await page.keyboard.press(key);
		await page.getByRole('dialog').waitFor();
		await expectComfort(page);
		await page.keyboard.press('Escape');
	}
	await page.getByRole('button', { name: 'Menu' }).click();
	await expectComfort(page);
	expect(complaints).toEqual([]);
});

story('the screen of a waiting room and the paper of a ticket can be read', async (bank) => {
	const counter = await openCounter(bank);
	const board = await openPage(`${bank.url}/display/banque-baobab/plateau`);
	await board.locator('#last .number').waitFor();
	await expectComfort(board);
	const { ticket } = await desk(bank).press('fatou', 'plateau-2', 'walk-in', { service: 'depot' });
	await counter.goto(`${bank.url}/counter/print?ticket=${ticket?.id}&format=80mm`);
	await counter.locator('#number').waitFor();
	await expectComfort(counter);
	expect(await counter.locator('#problem').isVisible()).toBe(false);
	expect(complaints).toEqual([]);
});

story('the simulator fits a small phone and a desk', async (bank) => {
	const page = await openPage(bank.url);
	expect(page.url()).toBe(`${bank.url}/simulator`);
	await page.goto(`${bank.url}/simulator?org=sama-tour`);
	await page.locator('.live[data-state=open]').waitFor({ state: 'attached' });
	await page.locator('.phone textarea').fill('bonjour');
	await page.keyboard.press('Enter');
	await page.getByRole('button', { name: 'Choisir' }).waitFor();
	await page.setViewportSize(PHONE);
	expect(await page.evaluate(audit)).toEqual([]);
	await page.setViewportSize(DESK);
	await page.getByRole('link', { name: 'Guichet : Hôpital de la Corniche' }).waitFor();
	// With a mouse its buttons are smaller.
	const found = await page.evaluate<string[]>(audit);
	expect(found.filter((one) => !one.startsWith('small'))).toEqual([]);
	expect(complaints).toEqual([]);
});

story('says that it loads until there is something to show', async (bank) => {
	await desk(bank).clear({ fatou: 'plateau-2' });
	const page = await openPage();
	const held: Route[] = [];
	await page.route('**/api/v1/counters**', (route) => void held.push(route));
	await page.goto(`${bank.url}/counter#token=${await desk(bank).tokenOf('fatou')}`);
	await page.getByText('Chargement…').waitFor();
	const next = async (address: RegExp): Promise<void> => {
		await until(async () => held.some((route) => address.test(route.request().url())));
		const at = held.findIndex((route) => address.test(route.request().url()));
		await held.splice(at, 1)[0]?.continue();
	};
	await next(/counters$/);
	await page.getByRole('button', { name: 'Guichet 2' }).click();
	await page.getByText('Chargement…').waitFor();
	expect(await page.locator('#desk').isVisible()).toBe(false);
	await next(/stream$/);
	await page.getByText('Guichet fermé').waitFor();
	expect(await page.locator('#loading').isVisible()).toBe(false);
});

story('by keyboard the first act comes first, and nobody is lost when the act they were at is gone', async (bank) => {
	const page = await openCounter(bank);
	await page.setViewportSize(DESK);
	await page.getByRole('button', { name: 'Menu' }).focus();
	await page.keyboard.press('Tab');
	expect(await page.evaluate('document.activeElement.id')).toBe('act-main');
	await page.keyboard.press('Tab');
	expect(await page.evaluate('document.activeElement.dataset.act')).toBe('recall');
	// The key is told as a shortcut, and is no part of the name.
	expect(await page.getByRole('button', { name: 'Transférer', exact: true }).getAttribute('aria-keyshortcuts')).toBe('T');
	await page.locator('[data-act=put-back]').focus();
	await page.keyboard.press('Enter');
	await page.getByText('Personne au guichet').waitFor();
	expect(await page.evaluate('document.activeElement.id')).toBe('act-main');
});

story('a page that opens while the network is away says so, and opens when it is back', async (bank) => {
	const simulator = await openPage();
	await simulator.route('**/simulator/organisations', (route) => route.abort('internetdisconnected'));
	await simulator.goto(`${bank.url}/simulator?org=sama-tour`);
	await simulator.locator('.live[data-state=lost]').waitFor();
	await simulator.unroute('**/simulator/organisations');
	await simulator.locator('.live[data-state=open]').waitFor();
	const board = await openPage();
	await board.clock.install();
	await board.route('**/stream', (route) => route.abort('internetdisconnected'));
	await board.goto(`${bank.url}/display/banque-baobab/plateau`);
	await board.clock.runFor(15_000);
	await board.getByText('Pas de réseau. Nouvel essai…').waitFor();
	await board.unroute('**/stream');
	await board.clock.runFor(30_000);
	await board.locator('#branch', { hasText: 'Dakar Plateau' }).waitFor();
	await board.locator('#stale').waitFor({ state: 'hidden' });
});
