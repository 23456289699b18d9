import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { type CounterPresses, counterPresses } from '../support/counter-presses.ts';
import type { Deployment } from '../support/deployment.ts';
import { until } from '../support/until.ts';
import { useDeployment } from '../support/use-deployment.ts';

/** A Thursday morning in Dakar: at midnight the numbers begin again. */
const { story } = useDeployment({
	twilio: false,
	importFile: 'test/fixtures/import/two-counters.yaml',
	startsAt: new Date('2026-11-26T10:00:00Z'),
});
const PHONE = { width: 360, height: 740 };
const DESK = { width: 1280, height: 800 };
const HOSTILE = '<img src=x onerror="document.title=1">';

let browser: { context: BrowserContext; close(): Promise<void> };
let pages: Page[] = [];
beforeAll(async () => {
	browser = await openBrowser({ viewport: DESK, locale: 'fr-FR', timezoneId: 'America/New_York' });
});
afterAll(() => browser.close());
afterEach(async () => {
	await Promise.all(pages.map((page) => page.close()));
	pages = [];
});

let desk: CounterPresses | undefined;
const presses = (bank: Deployment): CounterPresses => {
	desk ??= counterPresses(bank, 'banque');
	return desk;
};
const tokenOf = (bank: Deployment, agent: string) => presses(bank).tokenOf(agent);
const press = (bank: Deployment, ...what: Parameters<CounterPresses['press']>) => presses(bank).press(...what);
const clear = (bank: Deployment) => presses(bank).clear({ fatou: 'g1', modou: 'g2' });
const give = async (bank: Deployment, body: object = {}): Promise<string> =>
	(await press(bank, 'fatou', 'g1', 'walk-in', { service: 'depot', ...body })).ticket?.number ?? '';

/** The page of an agent at a counter: the token comes by the address, as from a manager's link. */
async function open(bank: Deployment, agent: string, counter: string, language = 'fr'): Promise<Page> {
	const page = await browser.context.newPage();
	pages.push(page);
	await page.goto(`${bank.url}/counter?lang=${language}#token=${await tokenOf(bank, agent)}`);
	await page.evaluate(`localStorage.setItem('palabre.counter.counter', '${counter}')`);
	await page.reload();
	await page.locator('#live[data-state=open]').waitFor();
	await page.locator('#place-counter').filter({ hasText: /\d/ }).waitFor();
	return page;
}

const number = (page: Page): Locator => page.locator('.now-number');
const main = (page: Page, words: string): Locator =>
	page.locator('#act-main:not([data-settling]):not([aria-disabled=true])', { hasText: words });

/** The line comes with the stream: an answer to a press may be there before it. */
const lineShows = (page: Page, numbers: string[]): Promise<void> =>
	until(async () => (await page.locator('#line .row-number').allTextContents()).join() === numbers.join());

const notTaken = (page: Page): Locator => page.locator('#not-taken');

/** Presses a key once the page has the answer to the press before: until then no key is taken, though the screen may show what came of it. */
async function pressKey(page: Page, key: string): Promise<void> {
	await page.locator('#act-main:not([aria-disabled=true])').waitFor();
	await page.keyboard.press(key);
}

story('a day by keyboard: open, call, serve, hold, transfer, give a ticket, pause, close', async (bank) => {
	await clear(bank);
	const [first, second, third] = [await give(bank), await give(bank, { name: 'Awa Diop' }), await give(bank)];
	const page = await open(bank, 'fatou', 'g1');
	await pressKey(page, 'o');
	await main(page, 'Appeler le suivant').waitFor();
	await lineShows(page, [first, second, third]);
	await page.keyboard.press(' ');
	await number(page).getByText(first).waitFor();
	expect(await page.locator('#announce').textContent()).toBe(`Numéro ${first} appelé`);
	expect(await page.title()).toBe(`${first} · Guichet 1`);
	await pressKey(page, 's');
	await main(page, 'Servi').waitFor();
	await page.keyboard.press('Enter');
	await main(page, 'Appeler le suivant').waitFor();
	await pressKey(page, 'n');
	await page.locator('.now-name', { hasText: 'Awa Diop' }).waitFor();
	await pressKey(page, 'h');
	await page.getByRole('dialog').getByText('15 minutes').click();
	await page.keyboard.press('Enter');
	await page.locator('#held .row-number', { hasText: second }).waitFor();
	// Who is held may be read after, and who is in hand before it: the next news, a second later, has both.
	await main(page, 'Appeler le suivant').waitFor();
	await pressKey(page, 'n');
	await number(page).getByText(third).waitFor();
	await pressKey(page, 't');
	await page.getByRole('dialog').getByLabel('Conseil').check();
	await page.getByRole('dialog').getByRole('button', { name: 'Transférer' }).click();
	await page.getByText('Personne au guichet').waitFor();
	await main(page, 'Appeler le suivant').waitFor();
	await page.locator('#held').getByRole('button', { name: 'Appeler' }).click();
	await number(page).getByText(second).waitFor();
	await pressKey(page, 'v');
	await page.getByText('Personne au guichet').waitFor();
	await pressKey(page, 'w');
	await page.getByRole('dialog').getByLabel('Priorité').selectOption({ label: 'Personne âgée' });
	await page.getByRole('dialog').getByLabel('Nom (facultatif)').fill('Ndèye Fall');
	await page.keyboard.press('Enter');
	await page.getByText('Ticket donné').waitFor();
	const given = await page.locator('.issued .now-number').textContent();
	await page.keyboard.press('Escape');
	const row = page.locator('#line .row', { hasText: given ?? '' });
	await row.getByText('Personne âgée').waitFor();
	await row.getByText('priorité légale').waitFor();
	expect(await row.locator('.row-who').textContent()).toBe('N. F.');
	await pressKey(page, 'p');
	await page.getByRole('dialog').getByText('Prière').click();
	await page.keyboard.press('Enter');
	await page.getByText('En pause').waitFor();
	await main(page, 'Reprendre').waitFor();
	await pressKey(page, 'c');
	await page.getByRole('dialog').getByRole('button', { name: 'Fermer' }).click();
	await page.getByText('Guichet fermé').waitFor();
	expect(await page.locator('#day dd').first().textContent()).not.toBe('0');
});

story('a person sent to the counter beside is first there, and says why', async (bank) => {
	await clear(bank);
	const [sent, other] = [await give(bank), await give(bank)];
	await press(bank, 'modou', 'g2', 'open');
	await press(bank, 'fatou', 'g1', 'open');
	await press(bank, 'fatou', 'g1', 'call-next');
	const [page, beside] = [await open(bank, 'fatou', 'g1'), await open(bank, 'modou', 'g2')];
	await number(page).getByText(sent).waitFor();
	await page.keyboard.press('t');
	await page.getByRole('dialog').getByLabel('Guichet 2').check();
	await page.getByRole('dialog').getByRole('button', { name: 'Transférer' }).click();
	await page.getByText('Personne au guichet').waitFor();
	await beside.locator('#line .row', { hasText: sent }).getByText('envoyé à ce guichet').waitFor();
	await lineShows(beside, [sent, other]);
	await page.locator('#line .row', { hasText: other }).waitFor();
	await lineShows(page, [other]);
	await beside.keyboard.press('n');
	await number(beside).getByText(sent).waitFor();
});

story('a visit by thumb on the smallest phone, nothing wider than the screen', async (bank) => {
	await clear(bank);
	await give(bank);
	const page = await open(bank, 'fatou', 'g1', 'en');
	await page.setViewportSize({ width: 320, height: 640 });
	for (const words of ['Open the counter', 'Call the next', 'Start', 'Served', 'Call the next']) {
		const button = main(page, words);
		await button.waitFor();
		const box = await button.boundingBox();
		expect(box?.height).toBeGreaterThanOrEqual(44);
		// Under the thumb: the lower third.
		expect(box?.y).toBeGreaterThan(640 * 0.66);
		expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
		if (words !== 'Call the next' || (await page.locator('#line .row').count()) > 0) await button.click();
	}
	await page.getByText('Nobody at the counter').waitFor();
});

story('a form opened just as another closes keeps its fields', async (bank) => {
	await clear(bank);
	await press(bank, 'fatou', 'g1', 'open');
	const page = await open(bank, 'fatou', 'g1');
	await main(page, 'Appeler').waitFor();
	await page.keyboard.press('w');
	await page.getByRole('dialog').getByLabel('Nom (facultatif)').waitFor();
	await page.evaluate(`new Promise((done) => {
		const dialog = document.querySelector('dialog[open]');
		dialog.addEventListener('close', () => done());
		// The focus, and with it the next key, is in the closed form for a moment.
		const field = dialog.querySelector('input');
		dialog.close();
		field.dispatchEvent(new KeyboardEvent('keydown', { key: 'w', bubbles: true }));
	})`);
	expect(await page.getByRole('dialog').getByLabel('Nom (facultatif)').count()).toBe(1);
});

story('a second tap on the same place does not do what the button has only just come to mean', async (bank) => {
	await clear(bank);
	await give(bank);
	await press(bank, 'fatou', 'g1', 'open');
	const page = await open(bank, 'fatou', 'g1');
	await main(page, 'Appeler').waitFor();
	await page.evaluate(`{
		const button = document.getElementById('act-main');
		new MutationObserver(() => { if ('settling' in button.dataset) button.click(); }).observe(button, { attributes: true });
		button.click();
	}`);
	await main(page, 'Commencer').waitFor();
	expect(await page.locator('.now-status').textContent()).toBe('Appelé');
});

story('an answer lost on the way back calls nobody twice', async (bank) => {
	await clear(bank);
	const [first, second] = [await give(bank), await give(bank)];
	await press(bank, 'fatou', 'g1', 'open');
	const page = await open(bank, 'fatou', 'g1');
	let lost = 0;
	await page.route('**/counters/g1/call-next', async (route) => {
		if (lost++ > 1) return route.continue();
		// The server takes the press; the phone never hears.
		await route.fetch();
		await route.abort('connectionreset');
	});
	await main(page, 'Appeler').click();
	await number(page).getByText(first).waitFor();
	await until(async () => lost >= 3);
	await main(page, 'Commencer').waitFor();
	await lineShows(page, [second]);
});

story('a key pressed before the answer to the last one is not taken, and the agent is told', async (bank) => {
	await clear(bank);
	const [first, second] = [await give(bank), await give(bank)];
	await press(bank, 'fatou', 'g1', 'open');
	const page = await open(bank, 'fatou', 'g1');
	await main(page, 'Appeler').waitFor();
	const asked: string[] = [];
	let release = (): void => undefined;
	const held = new Promise<void>((resolve) => {
		release = resolve;
	});
	await page.route('**/counters/g1/*', async (route) => {
		if (route.request().method() === 'POST') {
			asked.push(new URL(route.request().url()).pathname.split('/').at(-1) ?? '');
			await held;
		}
		await route.continue();
	});
	await page.keyboard.press('n');
	await page.locator('#act-main', { hasText: 'envoi…' }).waitFor();
	expect(await notTaken(page).textContent()).toBe('');
	// The same again, what the answer will bring, and a form.
	for (const [key, act] of [
		['n', 'Appeler le suivant'],
		['s', 'Commencer'],
		['w', 'Ticket'],
	] as const) {
		await page.keyboard.press(key);
		await notTaken(page).getByText(`«\u00a0${act}\u00a0» n’a pas été pris`).waitFor();
	}
	expect(await page.getByRole('dialog').count()).toBe(0);
	expect(await notTaken(page).getAttribute('aria-live')).toBe('polite');
	release();
	await number(page).getByText(first).waitFor();
	await main(page, 'Commencer').waitFor();
	await lineShows(page, [second]);
	await pressKey(page, 's');
	await main(page, 'Servi').waitFor();
	expect(await notTaken(page).textContent()).toBe('');
	expect(asked).toEqual(['call-next', 'start']);
});

story('a press while the network is away leaves once when it is back, through a reload too', async (bank) => {
	await clear(bank);
	const [first, second] = [await give(bank), await give(bank)];
	await press(bank, 'fatou', 'g1', 'open');
	const page = await open(bank, 'fatou', 'g1');
	await page.route('**/counters/g1/**', (route) => route.abort('internetdisconnected'));
	await main(page, 'Appeler').click();
	await page.locator('#act-main', { hasText: 'envoi…' }).waitFor();
	// Nothing else can be pressed meanwhile.
	await page.keyboard.press('n');
	await notTaken(page).getByText('Appeler le suivant').waitFor();
	await page.reload();
	await page.unroute('**/counters/g1/**');
	await number(page).getByText(first).waitFor();
	await main(page, 'Commencer').waitFor();
	await lineShows(page, [second]);
});

story('says that it is offline, and is right again by itself after the program was away; an absence can be taken back', async (bank) => {
	await clear(bank);
	const [first, second] = [await give(bank), await give(bank)];
	await press(bank, 'fatou', 'g1', 'open');
	const page = await open(bank, 'fatou', 'g1');
	await main(page, 'Appeler').click();
	await number(page).getByText(first).waitFor();
	const absent = page.locator('[data-act=no-show]');
	expect(await absent.getAttribute('aria-disabled')).toBe('true');
	expect(await page.locator('[data-act=recall]').textContent()).toMatch(/dans \d+ s/);
	await bank.end('all', 'SIGTERM');
	await page.getByText('Hors connexion. L’écran se remettra à jour tout seul.').waitFor();
	await bank.start('all', bank.later(150));
	await page.locator('#live[data-state=open]').waitFor();
	await page.locator('#offline').waitFor({ state: 'hidden' });
	await page.locator('[data-act=no-show][aria-disabled=false]').click();
	await page.getByText(`${first} noté absent.`).waitFor();
	await pressKey(page, 'u');
	await number(page).getByText(first).waitFor();
	await lineShows(page, [second]);
});

story('two agents at once never get one ticket, and each sees the other’s line live', async (bank) => {
	await clear(bank);
	const given = [await give(bank), await give(bank), await give(bank)];
	await press(bank, 'fatou', 'g1', 'open');
	await press(bank, 'modou', 'g2', 'open');
	const fatou = await open(bank, 'fatou', 'g1');
	await main(fatou, 'Appeler').waitFor();
	const other = await openBrowser({ viewport: PHONE, locale: 'fr-FR' });
	try {
		const modou = await other.context.newPage();
		await modou.goto(`${bank.url}/counter#token=${await tokenOf(bank, 'modou')}`);
		await modou.getByRole('button', { name: 'Guichet 2' }).click();
		await main(modou, 'Appeler').waitFor();
		await Promise.all([main(fatou, 'Appeler').click(), main(modou, 'Appeler').click()]);
		await Promise.all([number(fatou).waitFor(), number(modou).waitFor()]);
		const taken = [await number(fatou).textContent(), await number(modou).textContent()].sort();
		expect(taken).toEqual(given.slice(0, 2));
		for (const page of [fatou, modou]) await lineShows(page, given.slice(2));
		// At another's counter one looks and does not touch.
		await modou.getByRole('button', { name: 'Menu' }).click();
		await modou.getByRole('button', { name: 'Changer de guichet' }).click();
		await modou.getByRole('button', { name: 'Guichet 1 Fatou Sarr' }).click();
		await modou.getByText('Fatou Sarr tient ce guichet').waitFor();
		expect(await modou.locator('#act-main').isVisible()).toBe(false);
	} finally {
		await other.close();
	}
});

story('says in words that the counter is open in another tab, and both show the same', async (bank) => {
	await clear(bank);
	const first = await give(bank);
	await press(bank, 'fatou', 'g1', 'open');
	const [one, two] = [await open(bank, 'fatou', 'g1'), await open(bank, 'fatou', 'g1')];
	for (const page of [one, two]) await page.getByText('Ce guichet est aussi ouvert dans un autre onglet.').waitFor();
	await main(one, 'Appeler').click();
	await number(two).getByText(first).waitFor();
});

story('shows what people write as they wrote it', async (bank) => {
	await clear(bank);
	await give(bank, { name: HOSTILE });
	await press(bank, 'fatou', 'g1', 'open');
	const page = await open(bank, 'fatou', 'g1');
	await main(page, 'Appeler').click();
	await page.locator('.now-name', { hasText: HOSTILE }).waitFor();
	await page.locator('#place-branch', { hasText: 'Banque <b>du Fleuve</b>' }).waitFor();
	expect(await page.locator('#desk img').count()).toBe(0);
});

story('lets nobody in without a valid token, and says so when it has expired', async (bank) => {
	const page = await open(bank, 'fatou', 'g1');
	expect(page.url()).not.toContain('token');
	await page.evaluate(`localStorage.setItem('palabre.counter.token', localStorage.getItem('palabre.counter.token').slice(0, -3) + 'abc')`);
	await page.reload();
	await page.getByText('Votre accès a expiré').waitFor();
	expect(await page.evaluate(`localStorage.getItem('palabre.counter.token')`)).toBeNull();
	await page.getByLabel('Code d’accès').fill(await tokenOf(bank, 'fatou'));
	await page.getByRole('button', { name: 'Entrer' }).click();
	await page.locator('#live[data-state=open]').waitFor();
});

story.each(['80mm', 'a4'])('a ticket goes on paper: %s, one page, without a reason for the visit', async (bank, format) => {
	const issued = await press(bank, 'fatou', 'g1', 'walk-in', { service: 'conseil', name: 'Awa Diop', priority: 'pregnant' });
	const page = await open(bank, 'fatou', 'g1');
	// The page prints by itself, and a browser prints one thing at a time.
	await page.addInitScript('window.print = () => {}');
	await page.goto(`${bank.url}/counter/print?ticket=${issued.ticket?.id}&format=${format}`);
	await page.locator('#ticket').waitFor();
	const text = (await page.locator('#ticket').textContent()) ?? '';
	expect(text).toContain(issued.ticket?.number);
	expect(text).toContain('Plateau\u00a0· 12 rue Félix-Faure');
	expect(text).toContain('Priorité');
	expect(text).not.toMatch(/Conseil|Awa|enceinte/);
	expect(await page.locator('#qr path').getAttribute('d')).toMatch(/^M0 0h7v1h-7z/);
	// What to write where nothing can be scanned: the place, the number, and the paper's own key.
	expect(await page.locator('#code').textContent()).toMatch(new RegExp(`^#[A-Z0-9-]+\\+${issued.ticket?.number}-[A-HJKMNP-Z2-9]{8}$`));
	const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
	expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
	const [, width = '0'] = /\/MediaBox\s*\[0 0 ([\d.]+)/.exec(pdf) ?? [];
	expect(Math.round((Number(width) * 25.4) / 72)).toBe(format === '80mm' ? 80 : 210);
});
