import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { openBrowser } from '../test/support/browser.ts';
import { deploy } from '../test/support/deployment.ts';
import { closeTestRun, openTestRun, testRunDirectory } from '../test/support/test-run.ts';

/** Lives half a job in the real program and takes the README's picture of the simulator: `node tools/readme-picture.ts`, with Chromium. */

const ROOT = join(import.meta.dirname, '..');
const PICTURE = join(ROOT, 'docs/simulator.png');
const MOST_BYTES = 400_000;
const CLIENT = 'Aïcha Njoya';
/** A Saturday morning in Douala, when the demo's plumbers work. */
const MOMENT = new Date('2026-11-21T09:12:00+01:00');

function phone(page: Page, label: string): Locator {
	return page.locator(`.phone[aria-label^="${label}"]`);
}

async function write(page: Page, label: string, text: string): Promise<void> {
	const field = phone(page, label).locator('textarea');
	await field.fill(text);
	await field.press('Enter');
}

async function shows(page: Page, label: string, text: string): Promise<void> {
	await phone(page, label).locator('.message[data-side=theirs]').filter({ hasText: text }).first().waitFor();
}

async function tap(page: Page, label: string, choice: string): Promise<void> {
	await phone(page, label).locator('.quick button').filter({ hasText: choice }).last().click();
}

async function open(page: Page, channel: 'WhatsApp' | 'SMS', number: string, name = ''): Promise<void> {
	await page.getByRole('button', { name: 'Ajouter un téléphone' }).first().click();
	const dialog = page.getByRole('dialog', { name: 'Ajouter un téléphone' });
	await dialog.getByText(channel, { exact: true }).click();
	await dialog.getByLabel('Numéro').fill(number);
	await dialog.getByLabel('Nom affiché (facultatif)').fill(name);
	await dialog.getByRole('button', { name: 'Ouvrir' }).click();
	await dialog.waitFor({ state: 'hidden' });
}

/** Three phones side by side; a client with a name in place of the one the page opens with. */
async function arrange(page: Page): Promise<void> {
	await open(page, 'WhatsApp', '6 77 45 12 30', CLIENT);
	await phone(page, 'Client').getByRole('button', { name: 'Ranger ce téléphone' }).click();
	await open(page, 'WhatsApp', '6 90 00 00 02');
	await open(page, 'SMS', '6 90 00 00 05');
}

/** Two plumbers work in Bépanda: one on WhatsApp, one by SMS. */
async function live(page: Page): Promise<void> {
	await write(page, CLIENT, 'Bonjour, je cherche un plombier à Bépanda');
	await shows(page, CLIENT, 'Que se passe-t-il');
	await write(page, CLIENT, 'Le robinet de ma cuisine fuit depuis ce matin');
	await shows(page, CLIENT, 'Donnez un repère');
	await write(page, CLIENT, 'Carrefour Double Balle, portail bleu');
	await shows(page, CLIENT, 'Quand faut-il passer');
	await tap(page, CLIENT, 'Dès que possible');
	await shows(page, CLIENT, 'Voici votre demande');
	await tap(page, CLIENT, 'Oui, lancer');
	await shows(page, CLIENT, 'enregistrée');
	await shows(page, 'Ibrahim', 'Nouvelle demande');
	await tap(page, 'Serge', 'Accepter');
	await shows(page, CLIENT, 'accepte votre demande');
	await shows(page, 'Ibrahim', 'prise par un autre prestataire');
	await shows(page, 'Serge', 'est à vous');
	await tap(page, 'Serge', 'En route');
	await shows(page, CLIENT, 'est en route');
	await shows(page, 'Serge', 'Bonne route');
	await write(page, CLIENT, 'Merci beaucoup !');
	await shows(page, CLIENT, 'Avec plaisir');
	await page.getByLabel('Inspecteur').getByText('thanks', { exact: true }).waitFor();
	await page.getByLabel('Inspecteur').locator('.effects').getByText('help.thanks').waitFor();
}

/** Everything read, nothing typing, no pointer over anything. */
async function settle(page: Page): Promise<void> {
	await page.mouse.move(1438, 898);
	await page.locator('.message[data-side=mine]:not([data-status=read])').first().waitFor({ state: 'detached' });
	await page.locator('.dots').first().waitFor({ state: 'detached' });
	await page.evaluate('document.activeElement?.blur()');
}

openTestRun();
const offset = Math.round((MOMENT.getTime() - Date.now()) / 1000);
const program = await deploy({
	twilio: false,
	importFile: join(ROOT, 'demo/douala.yaml'),
	environment: { CLOCK_OFFSET_SECONDS: String(offset) },
});
const browser = await openBrowser({ viewport: { width: 1440, height: 900 }, locale: 'fr-FR', timezoneId: 'Africa/Douala' });
try {
	const page = await browser.context.newPage();
	await page.clock.setFixedTime(MOMENT);
	await page.goto(`${program.url}/simulator`);
	await page.locator('.live[data-state=open]').waitFor();
	await arrange(page);
	await live(page);
	await settle(page);
	await page.screenshot({ path: PICTURE, animations: 'disabled' });
	const { size } = statSync(PICTURE);
	if (size > MOST_BYTES) throw new Error(`the picture has ${size} bytes`);
	process.stdout.write(`docs/simulator.png, ${size} bytes\n`);
} finally {
	await browser.close();
	await program.close();
	await closeTestRun(testRunDirectory());
}
