import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { counterPresses } from '../support/counter-presses.ts';
import type { Deployment } from '../support/deployment.ts';
import { SimulatorPhone } from '../support/simulator-phone.ts';
import { until } from '../support/until.ts';
import { useDeployment } from '../support/use-deployment.ts';

/** A Thursday morning in Dakar: whatever is booked for half past ten is today's, and near. */
const { story } = useDeployment({
	twilio: false,
	importFile: 'test/fixtures/import/two-counters.yaml',
	startsAt: new Date('2026-11-26T10:00:00Z'),
});

let browser: { context: BrowserContext; close(): Promise<void> };
let pages: Page[] = [];
beforeAll(async () => {
	browser = await openBrowser({ viewport: { width: 1280, height: 800 }, locale: 'fr-FR', timezoneId: 'America/New_York' });
});
afterAll(() => browser.close());
afterEach(async () => {
	await Promise.all(pages.map((page) => page.close()));
	pages = [];
});

/** A person whose appointment of today is booked and confirmed by chat. */
async function booked({ url }: Deployment, name: string, address: string, hour: string): Promise<SimulatorPhone> {
	const person = new SimulatorPhone(url, { org: 'accueil', name, address });
	await person.send(`Bonjour, je veux un rendez-vous aujourd'hui à ${hour}`);
	await person.expects(/Rendez-vous : jeudi 26 novembre/);
	await person.send('oui');
	await person.expects(/C'est confirmé/);
	return person;
}

async function office(bank: Deployment, language = 'fr'): Promise<Page> {
	const page = await browser.context.newPage();
	pages.push(page);
	await page.goto(`${bank.url}/counter?lang=${language}#token=${await counterPresses(bank, 'banque').tokenOf('modou')}`);
	await page.evaluate(`localStorage.setItem('palabre.counter.counter', 'b3')`);
	await page.reload();
	await page.locator('#live[data-state=open]').waitFor();
	return page;
}

const booking = (page: Page, name: string): Locator => page.locator('#booked .row', { hasText: name });
const main = (page: Page, words: string): Locator =>
	page.locator('#act-main:not([data-settling]):not([aria-disabled=true])', { hasText: words });

async function more(page: Page, name: string, act: string): Promise<Locator> {
	await booking(page, name).getByRole('button', { name: 'Autres choix' }).click();
	await page.getByRole('dialog').getByRole('button', { name: act }).click();
	return page.getByRole('dialog');
}

story('an appointment booked by chat is checked in at the counter, called and served', async (bank) => {
	const awa = await booked(bank, 'Awa', '+221770000101', '10h30');
	const page = await office(bank);
	const row = booking(page, 'Awa');
	expect(await row.locator('.row-number').textContent()).toBe('10:30');
	await row.getByRole('button', { name: 'Arrivé' }).click();
	await row.getByText('arrivé', { exact: true }).waitFor();
	const waiting = page.locator('#line .row', { hasText: 'Rendez-vous' });
	await waiting.getByText('rendez-vous 10:30').waitFor();
	const number = (await waiting.locator('.row-number').textContent()) ?? '';
	await main(page, 'Ouvrir le guichet').click();
	await main(page, 'Appeler').click();
	await page.locator('.now-number', { hasText: number }).waitFor();
	await awa.expects(new RegExp(`Ticket ${number} : c'est à votre tour ! Allez à : Bureau 3`));
	await main(page, 'Commencer').click();
	await main(page, 'Servi').click();
	await page.getByText('Personne au guichet').waitFor();
	await awa.expects(/merci de votre visite/);
	await row.getByText('arrivé', { exact: true }).waitFor();
});

story('who checks in by chat comes into the line, and their appointment is seen as arrived', async (bank) => {
	const page = await office(bank);
	const ben = await booked(bank, 'Ben', '+221770000102', '11h');
	await booking(page, 'Ben').getByRole('button', { name: 'Arrivé' }).waitFor();
	await ben.send("j'y suis");
	await ben.expects(/numéro est le C\d+/);
	await page.locator('#line .row', { hasText: 'rendez-vous 11:00' }).waitFor();
	await booking(page, 'Ben').getByText('arrivé', { exact: true }).waitFor();
});

story('the agent moves an appointment, though the answer is lost, then cancels it; its person hears both', async (bank) => {
	const coumba = await booked(bank, 'Coumba', '+221770000103', '11h30');
	const page = await office(bank);
	let lost = 0;
	await page.route('**/appointments/*/move', async (route) => {
		if (lost++ > 0) return route.continue();
		await route.fetch();
		await route.abort('connectionreset');
	});
	const move = await more(page, 'Coumba', 'Déplacer');
	await move.getByLabel('Heure').locator('option', { hasText: '12:00' }).waitFor({ state: 'attached' });
	expect(
		await move
			.getByLabel('Heure')
			.locator('option', { hasText: /^(10:30|11:00|11:30)$/ })
			.count(),
	).toBe(0);
	await move.getByLabel('Jour').fill('2026-12-11');
	await move.getByText('Aucune heure libre ce jour-là.').waitFor();
	expect(await move.getByRole('button', { name: 'Déplacer' }).isDisabled()).toBe(true);
	await move.getByLabel('Jour').fill('2026-11-26');
	await move.getByLabel('Heure').selectOption({ label: '12:00' });
	await move.getByRole('button', { name: 'Déplacer' }).click();
	await booking(page, 'Coumba').locator('.row-number', { hasText: '12:00' }).waitFor();
	// The news may show the new hour before the press has been sent again, and answered.
	await until(async () => lost === 2);
	await page.locator('#act-main:not([aria-disabled=true])').waitFor();
	expect(await page.locator('#refused').isVisible()).toBe(false);
	await coumba.expects(/11:30[\s\S]*12:00/);
	const cancel = await more(page, 'Coumba', 'Annuler le rendez-vous');
	await cancel.getByText('La personne en sera prévenue').waitFor();
	await cancel.getByRole('button', { name: 'Annuler le rendez-vous' }).click();
	await booking(page, 'Coumba').waitFor({ state: 'detached' });
	await coumba.expects(/a dû annuler votre rendez-vous du jeudi 26 novembre à 12:00/);
});

story('an appointment on a day that has been closed since is seen at the counter, told, and may be moved from there', async (bank) => {
	const dior = new SimulatorPhone(bank.url, { org: 'accueil', name: 'Dior', address: '+221770000104' });
	await dior.send('Bonjour, je veux un rendez-vous lundi à 12h30');
	await dior.expects(/Rendez-vous : lundi 30 novembre/);
	await dior.send('oui');
	await dior.expects(/C'est confirmé/);
	const folder = mkdtempSync(join(tmpdir(), 'palabre-closed-'));
	const file = join(folder, 'closed.yaml');
	// A day that no other story goes to.
	const closed = 'hosted_by: accueil\n    holidays: [{ date: 2026-11-30, name: Deuil national }]';
	writeFileSync(file, readFileSync('test/fixtures/import/two-counters.yaml', 'utf8').replace('hosted_by: accueil', closed));
	try {
		await bank.command('import', file);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
	await dior.expects(/Fermeture de Banque.*lundi 30 novembre à 12:30/);
	const page = await office(bank);
	const row = page.locator('#affected .row', { hasText: 'Dior' });
	await row.getByText('fermé\u00a0: prévenu').waitFor();
	await row.getByText('lun. 30 nov.').waitFor();
	await row.getByRole('button', { name: 'Autres choix' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Déplacer' }).click();
	const move = page.getByRole('dialog');
	await move.getByLabel('Jour').fill('2026-11-27');
	await move.getByLabel('Heure').selectOption({ label: '12:00' });
	await move.getByRole('button', { name: 'Déplacer' }).click();
	await page.locator('#affected-part').waitFor({ state: 'hidden' });
	await dior.expects(/lundi 30 novembre à 12:30[\s\S]*vendredi 27 novembre à 12:00/);
});
