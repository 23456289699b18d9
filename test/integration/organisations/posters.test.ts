import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { SenderModel } from '../../../src/channels/senders/model.ts';
import { codeIn } from '../../../src/conversation/precedence/code.ts';
import { importText } from '../../../src/modules/organisations/import/import-text.ts';
import { getOrganisation, organisationsModule } from '../../../src/modules/organisations/index.ts';
import type { Identity } from '../../../src/platform/http/endpoint.ts';
import { loadTexts } from '../../../src/platform/i18n.ts';
import { monotonicIds } from '../../../src/platform/ids.ts';
import { clearDatabase, useDatabase } from '../../support/database.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { knownBy, moduleApi } from '../../support/module-api.ts';
import { readPdf } from '../../support/read-pdf.ts';

useDatabase();

const IDENTITIES: Record<string, Identity> = {
	counter: { org: 'banque', role: 'counter', subject: 'fatou' },
	manager: { org: 'banque', role: 'manager' },
	admin: { org: 'banque', role: 'admin' },
	agent: { org: 'banque', role: 'agent', subject: 'awa' },
	elsewhere: { org: 'accueil', role: 'admin' },
};
const clock = manualClock(new Date('2026-11-26T09:00:00Z'));

const { routes } = organisationsModule({ clock, texts: loadTexts('locales') });
const { open, close, url } = moduleApi({ routes, authenticate: knownBy(IDENTITIES), answer: z.unknown() });
beforeAll(open);
afterAll(close);

beforeEach(async () => {
	await clearDatabase();
	const text = readFileSync('test/fixtures/import/branches.yaml', 'utf8');
	const context = { clock, newId: monotonicIds(clock), carrier: 'simulator' as const };
	expect(await importText(text, 'branches.yaml', async () => context)).not.toHaveProperty('errors');
});

function get(who: string, path: string) {
	return fetch(`${url()}/api/v1${path}`, { headers: { authorization: `Bearer ${who}` } });
}

const list = z.object({
	items: z.array(z.looseObject({ id: z.string(), links: z.object({ join: z.string().nullable(), arrival: z.string().nullable() }) })),
});

async function branches(who: string) {
	return list.parse(await (await get(who, '/branches')).json()).items;
}

async function poster(query = '') {
	const response = await get('manager', `/branches/plateau/poster.pdf${query}`);
	expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf']);
	return readPdf(Buffer.from(await response.arrayBuffer()));
}

async function arrivalKey(): Promise<string> {
	return (await getOrganisation('banque')).branches[0]?.arrivalKey ?? '';
}

/** What the chat understands when a person sends what the link wrote for them. */
function understood(link: string | null | undefined) {
	return codeIn(new URL(link ?? '').searchParams.get('text') ?? '');
}

const JOIN = 'https://wa.me/221338000001?text=%23BANQUE-PLATEAU';

describe('GET /branches', () => {
	test('gives links to the number of the host, which the conversation understands', async () => {
		const [plateau, ndar, ...others] = await branches('manager');
		expect(others).toEqual([]);
		expect(plateau).toMatchObject({
			id: 'plateau',
			label: { fr: 'Plateau', en: 'Plateau', wo: 'Plateau' },
			address: '12 rue Félix-Faure',
			code: 'BANQUE-PLATEAU',
			links: { join: JOIN },
		});
		expect(ndar).toMatchObject({ address: null, links: { join: 'https://wa.me/221338000001?text=%23NDAR' } });
		expect(understood(plateau?.links.join)).toEqual({ code: 'BANQUE-PLATEAU' });
		expect(understood(plateau?.links.arrival)).toEqual({ code: 'BANQUE-PLATEAU', arrival_key: await arrivalKey() });
	});

	test('keeps the arrival key from the counter, and everything from other roles', async () => {
		expect((await branches('counter')).map(({ links }) => links.arrival)).toEqual([null, null]);
		expect(await (await get('counter', '/branches')).text()).not.toContain(await arrivalKey());
		expect((await branches('admin')).every(({ links }) => links.arrival !== null)).toBe(true);
		expect((await get('agent', '/branches')).status).toBe(403);
	});

	test('shows each organisation its own', async () => {
		expect(await branches('elsewhere')).toEqual([]);
	});
});

describe('GET /branches/{branch}/poster.pdf', () => {
	test('is one A4 page with the names, the steps, and a code that leads where its text says', async () => {
		const { pages, text, qr } = await poster();
		expect(pages).toEqual([[595.28, 841.89]]);
		expect(text).toContain('Banque du Fleuve Plateau Prenez votre ticket par WhatsApp Jëlal sa ticket ci WhatsApp 1. Scannez');
		expect(text).toContain('écrivez #BANQUE-PLATEAU par WhatsApp au +221 33 800 00 01.');
		expect(text).toContain(JOIN);
		expect(qr).toBe(JOIN);
	});

	test('for the inside carries the key of the room', async () => {
		const { text, qr } = await poster('?kind=arrival&language=wo');
		expect(text).toContain('Agsi nga\u00a0? Waxal ko fii 1. Scanneel');
		expect(text).toContain(`#BANQUE-PLATEAU+${await arrivalKey()}`);
		expect(understood(qr)).toEqual({ code: 'BANQUE-PLATEAU', arrival_key: await arrivalKey() });
	});

	test('speaks English when asked', async () => {
		expect((await poster('?language=en')).text).toContain('Take your ticket by WhatsApp');
	});

	test.each([
		['counter', 'plateau', 403],
		['agent', 'plateau', 403],
		['elsewhere', 'plateau', 404],
		['admin', 'nowhere', 404],
	])('%s asking for %s is answered %i', async (who, branch, status) => {
		expect((await get(who, `/branches/${branch}/poster.pdf`)).status).toBe(status);
	});

	test('refuses what it does not know', async () => {
		expect((await get('admin', '/branches/plateau/poster.pdf?kind=both')).status).toBe(400);
		expect((await get('admin', '/branches/plateau/poster.pdf?language=de')).status).toBe(400);
	});

	test('makes none that would lead nowhere', async () => {
		await SenderModel.deleteMany({ org: 'accueil' });
		expect((await branches('manager'))[0]?.links).toEqual({ join: null, arrival: null });
		expect((await get('manager', '/branches/plateau/poster.pdf')).status).toBe(422);
	});
});
