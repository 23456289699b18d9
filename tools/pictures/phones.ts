import type { Locator, Page } from 'playwright-core';

/** A phone of the simulator's page, by the name it bears. */
export function phone(page: Page, label: string): Locator {
	return page.locator(`.phone[aria-label^="${label}"]`);
}

export async function write(page: Page, label: string, text: string): Promise<void> {
	const field = phone(page, label).locator('textarea');
	await field.fill(text);
	await field.press('Enter');
}

/** Waits for an answer that holds this text. */
export async function shows(page: Page, label: string, text: string): Promise<void> {
	await phone(page, label).locator('.message[data-side=theirs]').filter({ hasText: text }).first().waitFor();
}

/** Taps the newest button that reads so. */
export async function tap(page: Page, label: string, choice: string): Promise<void> {
	await phone(page, label).locator('.quick button').filter({ hasText: choice }).last().click();
}

/** Opens the simulator, once its news arrive. */
export async function openSimulator(page: Page, url: string): Promise<void> {
	await page.goto(url);
	await page.locator('.live[data-state=open]').waitFor();
}

export async function addPhone(page: Page, channel: 'WhatsApp' | 'SMS', number: string, name = ''): Promise<void> {
	await page.locator('#open-add').click();
	const dialog = page.getByRole('dialog', { name: 'Ajouter un téléphone' });
	await dialog.getByText(channel, { exact: true }).click();
	await dialog.getByLabel('Numéro').fill(number);
	await dialog.getByLabel('Nom affiché (facultatif)').fill(name);
	await dialog.getByRole('button', { name: 'Ouvrir' }).click();
	await dialog.waitFor({ state: 'hidden' });
}

/** A client with a name in place of the one the page opens with. */
export async function nameClient(page: Page, number: string, name: string): Promise<void> {
	await addPhone(page, 'WhatsApp', number, name);
	await putAway(page, 'Client');
}

/** On a narrow page the phone's tab comes first. */
async function putAway(page: Page, label: string): Promise<void> {
	const tab = page.getByRole('tab', { name: label });
	if (await tab.isVisible()) await tab.click();
	await phone(page, label).getByRole('button', { name: 'Ranger ce téléphone' }).click();
}

/** Everything read, nothing typing, no pointer over anything. */
export async function settle(page: Page): Promise<void> {
	const { width = 0, height = 0 } = page.viewportSize() ?? {};
	await page.mouse.move(width - 2, height - 2);
	await page.locator('.message[data-side=mine]:not([data-status=read])').first().waitFor({ state: 'detached' });
	await page.locator('.dots').first().waitFor({ state: 'detached' });
	await page.evaluate('document.activeElement?.blur()');
}
