import { afterAll, beforeAll, expect } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { counterPresses } from '../support/counter-presses.ts';
import type { Deployment } from '../support/deployment.ts';
import { paleTexts, smallTargets } from '../support/page-access.ts';
import { useDeployment } from '../support/use-deployment.ts';

/** What everybody needs of the pages: big enough for a thumb, dark enough to read, all of it by keyboard. */
const { story } = useDeployment({ twilio: false, importFile: 'test/fixtures/import/two-counters.yaml' });
const SMALLEST = { width: 320, height: 640 };

let browser: { context: BrowserContext; close(): Promise<void> };
beforeAll(async () => {
	browser = await openBrowser({ viewport: SMALLEST, locale: 'fr-FR' });
});
afterAll(() => browser.close());

async function look(page: Page): Promise<void> {
	expect(await smallTargets(page)).toEqual([]);
	expect(await paleTexts(page)).toEqual([]);
	expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(SMALLEST.width);
}

/** A counter with somebody in hand, in the line and on hold. */
async function busy(bank: Deployment): Promise<string> {
	const { press, clear, tokenOf } = counterPresses(bank, 'banque');
	await clear({ fatou: 'g1' });
	await press('fatou', 'g1', 'open');
	for (const name of ['Ndèye Fatou Khady Diagne-Mbengue', 'Awa Diop', 'Modou Lo'])
		await press('fatou', 'g1', 'walk-in', { service: 'depot', name, priority: 'pregnant' });
	await press('fatou', 'g1', 'call-next');
	await press('fatou', 'g1', 'hold');
	await press('fatou', 'g1', 'call-next');
	return tokenOf('fatou');
}

story.each(['light', 'dark'])('the counter on the smallest phone, %s', async (bank, theme) => {
	const token = await busy(bank);
	const page = await browser.context.newPage();
	await page.emulateMedia({ colorScheme: theme === 'dark' ? 'dark' : 'light' });
	await page.goto(`${bank.url}/counter`);
	await page.evaluate('localStorage.clear()');
	await page.reload();
	await page.locator('#login').waitFor();
	await look(page);
	await page.goto(`${bank.url}/counter?lang=fr#token=${token}`);
	await page.locator('.place-button').first().waitFor();
	await look(page);
	await page.getByRole('button', { name: 'Guichet 1' }).click();
	await page.locator('#held .row').first().waitFor();
	await look(page);
	for (const key of ['w', 't', 'h']) {
		await page.keyboard.press(key);
		await page.getByRole('dialog').waitFor();
		await look(page);
		await page.keyboard.press('Escape');
	}
	await page.getByRole('button', { name: 'Menu' }).click();
	await look(page);
	await page.close();
});

story.each(['light', 'dark'])('the screen of a waiting room on the smallest phone, %s', async (bank, theme) => {
	await busy(bank);
	const page = await browser.context.newPage();
	await page.emulateMedia({ colorScheme: theme === 'dark' ? 'dark' : 'light' });
	for (const language of ['fr', 'en', 'wo']) {
		await page.goto(`${bank.url}/display/banque/plateau?lang=${language}`);
		await page.locator('#last .number').waitFor();
		await look(page);
	}
	await page.close();
});

story('every button of the counter is reached by keyboard, and seen when it is', async (bank) => {
	const token = await busy(bank);
	const page = await browser.context.newPage();
	await page.setViewportSize({ width: 1280, height: 800 });
	await page.goto(`${bank.url}/counter#token=${token}`);
	await page.evaluate(`localStorage.setItem('palabre.counter.counter', 'g1')`);
	await page.reload();
	await page.locator('#held .row').first().waitFor();
	// Without what is said under it: the seconds until it may be pressed go by.
	await page.evaluate(`window.nameOf = (node) => {
		const copy = node.cloneNode(true);
		for (const under of copy.querySelectorAll('small')) under.remove();
		return copy.textContent;
	}`);
	const wanted: string[] = await page.evaluate(`[...document.querySelectorAll('button')]
		.filter((node) => node.getClientRects().length > 0 && !node.disabled)
		.map(nameOf)`);
	const reached: string[] = [];
	for (let i = 0; i < wanted.length; i++) {
		await page.keyboard.press('Tab');
		const at: { text: string; outline: string } = await page.evaluate(`({
			text: nameOf(document.activeElement),
			outline: getComputedStyle(document.activeElement).outlineStyle,
		})`);
		expect(at).toEqual({ text: at.text, outline: 'solid' });
		reached.push(at.text);
	}
	expect(reached.sort()).toEqual(wanted.sort());
	await page.close();
});
