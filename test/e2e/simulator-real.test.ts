import { afterAll, beforeAll, expect } from '@jest/globals';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { useDeployment } from '../support/use-deployment.ts';

const { story } = useDeployment({ twilio: false });

let browser: { context: BrowserContext; close(): Promise<void> };
beforeAll(async () => {
	browser = await openBrowser({ viewport: { width: 1440, height: 900 }, locale: 'fr-FR', timezoneId: 'UTC' });
});
afterAll(() => browser.close());

/** One phone of the page. */
class PagePhone {
	readonly root: Locator;

	constructor(page: Page, label: string) {
		this.root = page.locator(`.phone[aria-label^="${label}"]`);
	}

	async write(text: string): Promise<void> {
		const field = this.root.locator('textarea');
		await field.fill(text);
		await field.press('Enter');
	}

	async shows(text: string | RegExp): Promise<void> {
		await this.root.locator('.message[data-side=theirs]').filter({ hasText: text }).first().waitFor();
	}

	/** The newest button that reads so. */
	async tap(label: string): Promise<void> {
		await this.root.locator('.quick button').filter({ hasText: label }).last().click();
	}

	async pick(row: string): Promise<void> {
		await this.root.locator('.list-button').last().click();
		const sheet = this.root.getByRole('dialog');
		await sheet.getByText(row).click();
		await sheet.getByRole('button', { name: 'Envoyer' }).click();
	}
}

story('a whole job in the simulator, by clicking', async ({ url, get }) => {
	const page = await browser.context.newPage();
	const problems: string[] = [];
	page.on('pageerror', (error) => problems.push(String(error)));
	page.on('console', (line) => {
		if (line.type() === 'error') problems.push(line.text());
	});
	await page.goto(`${url}/simulator`);
	await page.locator('.live[data-state=open]').waitFor();
	const client = new PagePhone(page, 'Client');
	const paul = new PagePhone(page, 'Paul Essomba');
	const serge = new PagePhone(page, 'Serge Mbarga');

	await client.write('Bonjour, je cherche un plombier à Bonamoussadi');
	await client.shows('Que se passe-t-il');
	await client.write('Le robinet de ma cuisine fuit depuis ce matin');
	await client.shows('Donnez un repère');
	await client.tap('Sans repère');
	await client.shows('Quand faut-il passer');
	await client.tap('Dès que possible');
	await client.shows('Voici votre demande');
	const inspector = page.getByLabel('Inspecteur');
	await inspector.locator('.state').getByText('confirm').waitFor();
	await inspector
		.getByText('request_service', { exact: true })
		.or(inspector.getByText('describe_problem', { exact: true }))
		.first()
		.waitFor();
	await client.tap('Oui, lancer');
	await client.shows('Demande n° 1001 enregistrée');
	await inspector.locator('.effects').getByText('requests.create').first().waitFor();

	await paul.shows('Nouvelle demande n° 1001');
	await serge.shows('Nouvelle demande n° 1001');
	await new PagePhone(page, 'Clarisse').shows('Nouvelle demande n° 1001');
	await paul.tap('Accepter');
	await paul.shows('est à vous');
	await client.shows('Paul Essomba accepte votre demande');
	await serge.shows('prise par un autre prestataire');
	await paul.tap('En route');
	await client.shows('est en route');
	await paul.tap('Je suis là');
	await client.shows('est sur place');
	await paul.tap('Je commence');
	await client.shows('a commencé le travail');
	await paul.tap('Terminé');
	await paul.shows('Quel est le prix');
	await paul.write('15 000');
	await client.shows("C'est bien le prix convenu");
	await client.tap("Oui, c'est juste");
	await client.shows('Donnez une note');
	await client.pick('5 ⭐');
	await client.shows('Un mot de plus');
	await client.tap("Non, c'est tout");
	await client.shows('votre avis aide');
	await paul.shows('5/5');

	expect(await get('/api/v1/tracking/request/1001')).toMatchObject({
		status: 'service_completed',
		price: { amount: 15_000, state: 'confirmed' },
		rating: { score: 5 },
	});
	expect(problems).toEqual([]);
	await page.close();
});
