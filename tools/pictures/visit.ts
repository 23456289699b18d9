import type { BrowserContext, Locator, Page } from 'playwright-core';
import type { Deployment } from '../../test/support/deployment.ts';
import { nameClient, openSimulator, settle, shows, tap, write } from './phones.ts';
import { takePicture } from './take-picture.ts';

/** Lives half a visit in the real program and takes the README's picture of it, phone beside counter: `node tools/pictures/visit.ts`, with Chromium. */

const CLIENT = 'Awa Ndiaye';
const BANK = 'banque-baobab';
const COUNTER = 'plateau-2';
/** A Thursday morning in Dakar, when the bank is open. */
const MOMENT = new Date('2026-11-26T10:12:00Z');
const HEIGHT = 900;
const PHONE_WIDTH = 560;
const COUNTER_WIDTH = 880;
const GAP = 16;

/** The agent's own page, and presses for what happened before the picture. */
class Counter {
	readonly page: Page;
	readonly #url: string;
	readonly #token: string;

	constructor(page: Page, url: string, token: string) {
		this.page = page;
		this.#url = url;
		this.#token = token;
	}

	async open(): Promise<void> {
		await this.page.goto(`${this.#url}/counter#token=${this.#token}`);
		await this.page.getByRole('button', { name: 'Guichet 2' }).click();
		await this.main('Ouvrir le guichet').click();
		await this.main('Appeler').waitFor();
	}

	main(words: string): Locator {
		return this.page.locator('#act-main:not([data-settling]):not([aria-disabled=true])', { hasText: words });
	}

	async press(key: string, body: object = {}): Promise<void> {
		const answer = await fetch(`${this.#url}/api/v1/counters/${COUNTER}/${key}`, {
			method: 'POST',
			headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		if (!answer.ok) throw new Error(`${key} answers ${answer.status}: ${await answer.text()}`);
	}
}

async function takeTicket(page: Page): Promise<void> {
	await write(page, CLIENT, 'Bonjour, un ticket svp #BAOBAB-PLATEAU');
	await shows(page, CLIENT, 'Pour quel service');
	await write(page, CLIENT, 'retrait');
	await shows(page, CLIENT, 'devant vous');
	await tap(page, CLIENT, 'Prendre un ticket');
	await shows(page, CLIENT, 'votre ticket est le A002');
}

async function live({ url, command }: Deployment, context: BrowserContext): Promise<{ phone: Page; counter: Page }> {
	const token = (await command('token', '--role', 'counter', '--org', BANK, '--subject', 'fatou')).trim();
	const phone = await openPage(context, PHONE_WIDTH);
	const counter = new Counter(await openPage(context, COUNTER_WIDTH), url, token);
	await counter.open();
	await counter.press('walk-in', { service: 'depot' });
	await counter.press('call-next');
	await counter.press('start');
	await openSimulator(phone, `${url}/simulator?org=sama-tour`);
	await nameClient(phone, '77 645 12 30', CLIENT);
	await takeTicket(phone);
	await tap(phone, CLIENT, 'Je suis arrivé');
	await counter.press('served');
	await counter.main('Appeler').click();
	await counter.page.locator('.now-number', { hasText: 'A002' }).waitFor();
	// Only now: who has a priority by law would be called before.
	await counter.press('walk-in', { service: 'transfert', name: 'Mame Diarra Fall', priority: 'elderly' });
	await counter.press('walk-in', { service: 'depot', name: 'Cheikh Mbaye' });
	return { phone, counter: counter.page };
}

async function openPage(context: BrowserContext, width: number): Promise<Page> {
	const page = await context.newPage();
	await page.setViewportSize({ width, height: HEIGHT });
	await page.clock.setFixedTime(MOMENT);
	return page;
}

/** Both pages as one picture. */
async function sideBySide(context: BrowserContext, pictures: readonly Buffer[]): Promise<Buffer> {
	const page = await openPage(context, PHONE_WIDTH + GAP + COUNTER_WIDTH);
	const images = pictures.map((picture) => `<img src="data:image/png;base64,${picture.toString('base64')}">`);
	await page.setContent(
		`<style>body { display: flex; gap: ${GAP}px; margin: 0; background: #cfc6b6 } img { display: block }</style>${images.join('')}`,
	);
	return page.screenshot();
}

await takePicture({
	name: 'visit',
	demo: 'dakar',
	moment: MOMENT,
	timezone: 'Africa/Dakar',
	async live(program, context) {
		const { phone, counter } = await live(program, context);
		await shows(phone, CLIENT, 'Allez à : Guichet 2');
		await counter.locator('#line .row', { hasText: 'C. M.' }).waitFor();
		await counter.getByText('prévenu sur son téléphone').waitFor();
		await settle(phone);
		return sideBySide(context, [await phone.screenshot({ animations: 'disabled' }), await counter.screenshot({ animations: 'disabled' })]);
	},
});
