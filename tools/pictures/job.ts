import type { Page } from 'playwright-core';
import { addPhone, nameClient, openSimulator, settle, shows, tap, write } from './phones.ts';
import { takePicture } from './take-picture.ts';

/** Lives half a job in the real program and takes the README's picture of the simulator: `node tools/pictures/job.ts`, with Chromium. */

const CLIENT = 'Aïcha Njoya';
/** A Saturday morning in Douala, when the demo's plumbers work. */
const MOMENT = new Date('2026-11-21T09:12:00+01:00');

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
	await page.getByLabel('Inspecteur').getByText('thanks', { exact: true }).first().waitFor();
	await page.getByLabel('Inspecteur').locator('.effects').getByText('help.thanks').waitFor();
}

await takePicture({
	name: 'simulator',
	demo: 'douala',
	moment: MOMENT,
	timezone: 'Africa/Douala',
	async live({ url }, context) {
		const page = await context.newPage();
		await page.setViewportSize({ width: 1440, height: 900 });
		await page.clock.setFixedTime(MOMENT);
		await openSimulator(page, `${url}/simulator`);
		await nameClient(page, '6 77 45 12 30', CLIENT);
		await addPhone(page, 'WhatsApp', '6 90 00 00 02');
		await addPhone(page, 'SMS', '6 90 00 00 05');
		await live(page);
		await settle(page);
		return page.screenshot({ animations: 'disabled' });
	},
});
