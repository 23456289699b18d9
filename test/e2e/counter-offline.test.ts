import { afterAll, beforeAll, expect } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { counterPresses } from '../support/counter-presses.ts';
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
beforeAll(async () => {
	browser = await openBrowser({ viewport: { width: 360, height: 740 }, locale: 'fr-FR' });
});
afterAll(() => browser.close());

/** The page of an agent with a person in hand, which its browser has kept for when there is no network. */
async function openKept(bank: Deployment): Promise<{ page: Page; number: string }> {
	const { tokenOf, press, clear } = counterPresses(bank, 'banque');
	await clear({ fatou: 'g1' });
	await press('fatou', 'g1', 'open');
	await press('fatou', 'g1', 'walk-in', { service: 'depot', name: 'Awa Diop' });
	const { ticket } = await press('fatou', 'g1', 'call-next');
	const page = await browser.context.newPage();
	await page.goto(`${bank.url}/counter#token=${await tokenOf('fatou')}`);
	await page.evaluate(`localStorage.setItem('palabre.counter.counter', 'g1')`);
	await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
	await page.reload();
	await page.locator('.now-number').waitFor();
	return { page, number: ticket?.number ?? '' };
}

/** The addresses of everything that is kept. */
const kept = (page: Page): Promise<string[]> =>
	page.evaluate(`caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name).then((cache) => cache.keys()))))
		.then((all) => all.flat().map(({ url }) => url))`);

story('opens without a network, says so, and is right by itself when it is back', async (bank) => {
	const { page, number } = await openKept(bank);
	await bank.end('all', 'SIGTERM');
	for (const address of ['/counter', '/counter?lang=fr']) {
		await page.goto(bank.url + address);
		await page.getByText('Pas de réseau. Nouvel essai dans un instant…').waitFor();
	}
	await page.goto(`${bank.url}/counter?lang=en`);
	await page.getByText('No network.').waitFor();
	await page.goto(`${bank.url}/counter`);
	await bank.start('all');
	await page.locator('.now-number', { hasText: number }).waitFor();
	await page.locator('#offline').waitFor({ state: 'hidden' });
	await page.locator('#live[data-state=open]').waitFor();
	await page.close();
});

story('keeps the empty page and its files alone: nothing of the API, nothing of anybody', async (bank) => {
	const { page } = await openKept(bank);
	const addresses = (await kept(page)).map((address) => address.slice(bank.url.length));
	expect(addresses.filter((address) => !/^\/counter\/assets\/[0-9a-f]{12}\/[\w/-]+\.(js|css|svg)$/.test(address)).sort()).toEqual([
		'/counter?lang=en',
		'/counter?lang=fr',
	]);
	expect(addresses).toContainEqual(expect.stringMatching(/\/desk\.js$/));
	const texts = await page.evaluate(`caches.match('/counter?lang=fr').then((page) => page.text())`);
	expect(texts).not.toMatch(/Awa|Diop|A0\d\d/);
	await page.close();
});

story('what an older version kept goes with it; what is not ours stays', async (bank) => {
	const { page } = await openKept(bank);
	await page.evaluate(`Promise.all([caches.open('palabre-counter-older'), caches.open('another')])`);
	await page.evaluate(`navigator.serviceWorker.ready.then((worker) => worker.unregister())`);
	await page.reload();
	await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
	await until(() => page.evaluate(`caches.keys().then((names) => !names.includes('palabre-counter-older'))`));
	expect(await page.evaluate('caches.keys()')).toEqual(
		expect.arrayContaining(['another', expect.stringMatching(/^palabre-counter-[0-9a-f]+$/)]),
	);
	await page.close();
});
