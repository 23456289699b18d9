import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import { z } from 'zod';
import { openBrowser } from '../support/browser.ts';
import { type CounterPresses, counterPresses } from '../support/counter-presses.ts';
import type { Deployment } from '../support/deployment.ts';
import { type FollowedStream, followStream, type ServerSentEvent } from '../support/event-stream.ts';
import { freePort } from '../support/program.ts';
import { SimulatorPhone } from '../support/simulator-phone.ts';
import { useDeployment } from '../support/use-deployment.ts';

/**
 * Nothing of what a page sees is in the process that did it: one serves the streams, another takes messages and presses, a third works. It
 * is a Thursday morning in Dakar: at midnight the numbers begin again.
 */
const { story } = useDeployment({
	roles: ['web', 'worker'],
	twilio: false,
	importFile: 'test/fixtures/import/two-counters.yaml',
	startsAt: new Date('2026-11-26T10:00:00Z'),
});

const lineSchema = z.object({
	line: z.array(z.object({ number: z.string(), initials: z.string().nullable() })),
	in_hand: z.object({ number: z.string() }).nullable(),
});
const boardSchema = z.object({ calls: z.array(z.object({ number: z.string(), counter: z.string() })), waiting: z.int() });

let browser: { context: BrowserContext; close(): Promise<void> };
let other: { url: string; desk: CounterPresses } | undefined;
let streams: FollowedStream[] = [];
beforeAll(async () => {
	browser = await openBrowser({ viewport: { width: 1280, height: 800 }, locale: 'fr-FR' });
});
afterAll(() => browser.close());
afterEach(() => {
	for (const stream of streams) stream.close();
	streams = [];
});

/** A second web process, and everybody gone from the counters. */
async function elsewhere(bank: Deployment): Promise<{ url: string; desk: CounterPresses }> {
	if (other === undefined) {
		const port = await freePort();
		const url = `http://127.0.0.1:${port}`;
		await bank.start('web', { PORT: String(port) });
		other = { url, desk: counterPresses(bank, 'banque', url) };
	}
	await other.desk.clear({ fatou: 'g1', modou: 'g2' });
	return other;
}

async function follow(url: string, headers: Record<string, string> = {}): Promise<FollowedStream> {
	const stream = await followStream(url, headers);
	streams.push(stream);
	return stream;
}

const counterStream = (bank: Deployment, counter: string) => `${bank.url}/api/v1/counters/${counter}/stream`;
const bearer = async (desk: CounterPresses, agent: string) => ({ authorization: `Bearer ${await desk.tokenOf(agent)}` });
const numbersOf = ({ data }: ServerSentEvent): string[] => lineSchema.parse(data).line.map(({ number }) => number);

/** Somebody at home takes a ticket by chat. Gives its number. */
async function join(url: string, name: string, address: string): Promise<string> {
	const person = new SimulatorPhone(url, { org: 'accueil', name, address });
	await person.send('Bonjour, un ticket pour un dépôt #BANQUE-PLATEAU');
	await person.expects(/Je vous prends|devant vous|prendre un ticket/i);
	await person.send('oui');
	const card = await person.expects(/votre ticket est le/);
	return /ticket est le (\w+)/.exec(card)?.[1] ?? '';
}

async function pageOf(bank: Deployment, desk: CounterPresses, agent: string, counter: string): Promise<Page> {
	const page = await browser.context.newPage();
	await page.goto(`${bank.url}/counter#token=${await desk.tokenOf(agent)}`);
	await page.evaluate(`localStorage.setItem('palabre.counter.counter', '${counter}')`);
	await page.reload();
	await page.locator('#live[data-state=open]').waitFor();
	await page.evaluate('window.same = true');
	return page;
}

story('a ticket taken by chat stands in the line of an open page, which is not loaded again and keeps the focus', async (bank) => {
	const { url, desk } = await elsewhere(bank);
	await desk.press('fatou', 'g1', 'open');
	const page = await pageOf(bank, desk, 'fatou', 'g1');
	await page.locator('#line-title').waitFor();
	await page.locator('#act-main').focus();
	const number = await join(url, 'Awa Diop', '+221770000201');
	const row = page.locator('#line .row', { hasText: number });
	await row.getByText('A. D.').waitFor();
	await page.locator('#act-main', { hasText: '1 en attente' }).waitFor();
	expect(await page.evaluate(`[window.same, document.activeElement?.id]`)).toEqual([true, 'act-main']);
	await page.close();
});

story('another agent’s call takes the ticket out of the line that one follows', async (bank) => {
	const { desk } = await elsewhere(bank);
	await desk.press('fatou', 'g1', 'open');
	await desk.press('modou', 'g2', 'open');
	const given = await desk.press('fatou', 'g1', 'walk-in', { service: 'depot' });
	const number = given.ticket?.number ?? '';
	const stream = await follow(counterStream(bank, 'g1'), await bearer(desk, 'fatou'));
	expect(numbersOf(await stream.next())).toEqual([number]);
	await desk.press('modou', 'g2', 'call-next');
	const gone = await stream.next((event) => !numbersOf(event).includes(number));
	expect(lineSchema.parse(gone.data).in_hand).toBeNull();
});

story('a call comes to the screen of the waiting room, with nothing about anybody', async (bank) => {
	const { desk } = await elsewhere(bank);
	await desk.press('fatou', 'g1', 'open');
	const { ticket } = await desk.press('fatou', 'g1', 'walk-in', { service: 'depot', name: 'Mame Diarra Fall', priority: 'pregnant' });
	const stream = await follow(`${bank.url}/api/v1/display/banque/plateau/stream`);
	expect(boardSchema.parse((await stream.next()).data).waiting).toBe(1);
	await desk.press('fatou', 'g1', 'call-next');
	const called = await stream.next(({ data }) => boardSchema.parse(data).waiting === 0);
	expect(boardSchema.parse(called.data).calls[0]).toEqual({ number: ticket?.number, counter: 'g1' });
	expect(JSON.stringify(called.data)).not.toMatch(/Mame|Diarra|Fall|Dépôt|pregnant|depot/);
});

story('who comes back with what they saw last gets nothing twice, and the whole when something has changed', async (bank) => {
	const { desk } = await elsewhere(bank);
	await desk.press('fatou', 'g1', 'open');
	await desk.press('fatou', 'g1', 'walk-in', { service: 'depot' });
	for (const [url, headers] of [
		[counterStream(bank, 'g1'), await bearer(desk, 'fatou')],
		[`${bank.url}/api/v1/display/banque/plateau/stream`, {}],
	] as const) {
		const first = await follow(url, headers);
		const { id, event } = await first.next();
		expect(event).toBe('state');
		first.close();
		const again = await (await follow(url, { ...headers, 'last-event-id': id })).next();
		expect(again).toEqual({ id, event: 'same', data: {} });
		await desk.press('fatou', 'g1', 'walk-in', { service: 'depot' });
		const news = await (await follow(url, { ...headers, 'last-event-id': id })).next();
		expect([news.event, news.id === id]).toEqual(['state', false]);
	}
});

story('no stream of a counter without a token of its organisation', async (bank) => {
	const { desk } = await elsewhere(bank);
	await expect(follow(counterStream(bank, 'g1'))).rejects.toThrow('answers 401');
	await expect(follow(counterStream(bank, 'nowhere'), await bearer(desk, 'fatou'))).rejects.toThrow('answers 404');
});
