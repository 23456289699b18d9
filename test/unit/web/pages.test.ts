import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import { z } from 'zod';
import { type LanguageCode, loadTexts } from '../../../src/platform/i18n.ts';
import { counterRouter } from '../../../src/web/counter/index.ts';
import { workerScript } from '../../../src/web/counter/worker.ts';
import { displayRouter } from '../../../src/web/display/index.ts';
import { renderTemplate, textsOf } from '../../../src/web/page/template.ts';
import { serve, type TestServer } from '../../support/http-server.ts';

const web = path.resolve('src/web');
const texts = loadTexts(path.resolve('locales'));
/** What one of these pages may weigh on the way to a phone, packed and with its texts: five seconds of a bad 2G (6 kB/s), once; the browser keeps it. */
const MOST_BYTES = 30_000;
/** Newer than the Chrome of an entry-level phone of five years ago: CSS and scripts that would break there. */
const TOO_NEW =
	/:has\(|color-mix\(|\ddvh\b|@container|@layer|\.at\(|structuredClone|Object\.groupBy|\.toSorted\(|\.findLast\(|AbortSignal\.(timeout|any)|randomUUID\(|\.inert\b/;

const shellSchema = z.object({ pages: z.record(z.string(), z.string()), files: z.array(z.string()) });

/** The variable parts of keys that the scripts put together. */
const PAGES = {
	counter: {
		families: {
			act_: [
				...['call_next', 'recall', 'start', 'served', 'no_show', 'undo_no_show', 'put_back', 'hold', 'transfer', 'walk_in', 'pause'],
				...['resume', 'open', 'close', 'check_in', 'arrived', 'move', 'cancel', 'queue_open', 'queue_close', 'served_next'],
			],
			booking_: ['confirmed', 'checked_in', 'no_show', 'act_move', 'act_cancel', 'act_no_show'],
			class_: ['vip', 'express', 'appointment'],
			counter_: ['closed', 'open', 'paused'],
			live_: ['open', 'lost'],
			outcome_: [
				'none_waiting',
				'too_soon',
				'no_more_calls',
				'unreached',
				'loop',
				'already',
				'full',
				'closed',
				'payment_needed',
				'not_offered',
			],
			pause_: ['meal', 'prayer', 'meeting', 'breakdown'],
			presence_: ['joined', 'on_the_way', 'arrived'],
			print_: ['80mm', 'a4'],
			priority_: ['none', 'elderly', 'pregnant', 'disabled', 'emergency'],
			problem_: ['offline', 'forbidden', 'not_found', 'invalid_input', 'other'],
			queue_: ['paused', 'closing', 'closed', 'open_act', 'close_act'],
			refused_: ['conflict', 'not_allowed'],
			status_: ['called', 'serving'],
			why_: ['front', 'emergency', 'legal', 'booked', 'paid', 'owed', 'turn', 'early'],
		},
		given: ['assets', 'texts', 'format'],
	},
	display: {
		families: {
			say_: ['fr', 'en', 'wo', 'wo_by_fr'],
			wo_: [...'0123456789'],
			wo_by_fr_: [...'0123456789'],
		},
		given: ['assets', 'texts', 'board'],
	},
} as const;

function filesOf(folder: string, end: string): string[] {
	return readdirSync(path.join(web, folder))
		.filter((name) => name.endsWith(end))
		.map((name) => path.join(web, folder, name));
}

const read = (files: string[]): string => files.map((file) => readFileSync(file, 'utf8')).join('\n');

function keysUsed(page: keyof typeof PAGES): string[] {
	const sources = read(filesOf(`${page}/public`, '.js'));
	const templates = read(filesOf(`${page}/public`, '.html'));
	const literal = [...sources.matchAll(/\bt\('([a-z_0-9]+)'/g)].map((match) => match[1] ?? '');
	const chosen = [...sources.matchAll(/\bt\([^'`]*\? '([a-z_]+)' : ['`]([a-z_]+)['`]/g)].flatMap((match) => [
		match[1] ?? '',
		match[2] ?? '',
	]);
	const listed = [...sources.matchAll(/\['([a-z]+_[a-z_]+)', /g)].map((match) => match[1] ?? '');
	const families = Object.entries(PAGES[page].families).flatMap(([prefix, ends]) => ends.map((end) => prefix + end));
	const inTemplate = [...templates.matchAll(/\{\{([a-z_]+)\}\}/g)].map((match) => match[1] ?? '');
	const given: readonly string[] = PAGES[page].given;
	return [...new Set([...literal, ...chosen, ...listed, ...families, ...inTemplate])].filter((key) => !given.includes(key));
}

/** The keys that a language itself has. */
function keysOf(page: string, language: LanguageCode): string[] {
	const prefix = `${page}.`;
	return texts
		.keys(language)
		.filter((key) => key.startsWith(prefix))
		.map((key) => key.slice(prefix.length))
		.sort();
}

describe.each(['counter', 'display'] as const)('the page %s', (page) => {
	test.each(['fr', 'en'] as const)('has every text it shows in %s', (language) => {
		const known = keysOf(page, language);
		expect(keysUsed(page).filter((key) => !known.includes(key))).toEqual([]);
	});

	test('has the same texts in both languages', () => {
		expect(keysOf(page, 'en')).toEqual(keysOf(page, 'fr'));
	});

	test('has no text that nothing shows', () => {
		const used = new Set(keysUsed(page));
		const sources = read([...filesOf(`${page}/public`, '.js')]);
		const families = [...sources.matchAll(/t\(`([a-z_]+)\$/g)].map((match) => match[1] ?? '');
		expect(keysOf(page, 'fr').filter((key) => !used.has(key) && !families.some((prefix) => key.startsWith(prefix)))).toEqual([]);
	});

	test('has no inline script or style', () => {
		expect(read(filesOf(`${page}/public`, '.html'))).not.toMatch(/<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)/);
	});

	test('is plain enough for an old phone', () => {
		expect(
			read([
				...['.js', '.css'].flatMap((end) => filesOf(`${page}/public`, end)),
				...filesOf('design', '.js'),
				...filesOf('design', '.css'),
			]),
		).not.toMatch(TOO_NEW);
	});
});

describe('a page', () => {
	let server: TestServer;
	beforeAll(async () => {
		server = await serve(express().use(counterRouter({ texts }), displayRouter({ texts })));
	});
	afterAll(() => server.close());

	test('comes in the language that is asked for', async () => {
		const english = await (await fetch(`${server.url}/counter?lang=en`)).text();
		expect(english).toContain('<html lang="en">');
		expect(english).toContain('Open your counter');
		expect(english).toMatch(/href="\?lang=fr" hreflang="fr" lang="fr"/);
		expect(english.replace(/data-texts="[^"]*"/, '')).not.toContain('{{');
		const french = await fetch(`${server.url}/counter`, { headers: { 'accept-language': 'fr-SN,fr;q=0.9' } });
		expect(await french.text()).toContain('Ouvrir votre guichet');
	});

	test('of a waiting room comes in Wolof when asked for, its voices in their own languages; a counter does not', async () => {
		const board = await (await fetch(`${server.url}/display/banque/plateau?lang=wo`)).text();
		expect(board).toContain('<html lang="wo">');
		expect(textsOf(texts, 'display', 'wo')).toMatchObject({
			waiting: 'Ñi ngiy xaar\u00a0: {{n}}',
			say_fr: 'Numéro {{number}}. {{counter}}.',
		});
		expect(keysOf('display', 'fr').filter((key) => !/^(say|wo)_/.test(key))).toEqual(keysOf('display', 'wo'));
		expect(await (await fetch(`${server.url}/counter?lang=wo`)).text()).toContain('<html lang="fr">');
	});

	test('loads scripts and styles from here alone, packed, and asks for each once', async () => {
		const page = await fetch(`${server.url}/display/banque/plateau`);
		expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
		const html = await page.text();
		const script = /src="([^"]+main\.js)"/.exec(html)?.[1] ?? '';
		const asset = await fetch(server.url + script, { headers: { 'accept-encoding': 'gzip' } });
		expect(asset.headers.get('content-encoding')).toBe('gzip');
		expect(asset.headers.get('cache-control')).toContain('immutable');
		expect(await asset.text()).toContain('follow(');
		const older = await fetch(server.url + script.replace(/assets\/[0-9a-f]+/, 'assets/0123'));
		expect(older.headers.get('cache-control')).toBe('no-cache');
	});

	test('the counter’s worker may serve the page, and keeps files that there are', async () => {
		const worker = await fetch(`${server.url}/counter/worker.js`);
		expect(worker.headers.get('service-worker-allowed')).toBe('/counter');
		expect(worker.headers.get('cache-control')).toBe('no-cache');
		expect(worker.headers.get('content-security-policy')).toContain("default-src 'none'");
		const [, shell = ''] = /^const SHELL = (.*);$/m.exec(await worker.text()) ?? [];
		const { pages, files } = shellSchema.parse(JSON.parse(shell));
		expect(files).toContainEqual(expect.stringMatching(/\/main\.js$/));
		for (const address of [...Object.values(pages), ...files]) {
			expect(address).toMatch(/^\/counter(\?lang=|\/assets\/)/);
			expect((await fetch(server.url + address)).status).toBe(200);
		}
	});

	test('a changed text is a new version of what the worker keeps', () => {
		const script = (fr: string) => workerScript('', { root: '/counter', pages: { fr, en: '<p>Open' } });
		expect(script('<p>Ouvrir')).toBe(script('<p>Ouvrir'));
		expect(script('<p>Ouvrez')).not.toBe(script('<p>Ouvrir'));
	});

	test.each(['/counter', '/display/banque/plateau', '/counter/print'])(
		'%s is light, and all of it is asked for at once',
		async (address) => {
			const page = await fetch(server.url + address);
			const html = await page.text();
			const named = [...html.matchAll(/(?:src|href)="([^"]+\.(?:js|css|svg))"/g)].map((match) => match[1] ?? '');
			const answers = await Promise.all(named.map(async (name) => [name, await fetch(server.url + name)] as const));
			const sources = await Promise.all(answers.map(async ([name, answer]) => [name, await answer.text()] as const));
			const imported = sources.flatMap(([name, source]) =>
				[...source.matchAll(/from '(\.[^']+)'/g)].map((match) => new URL(match[1] ?? '', new URL(name, server.url)).pathname),
			);
			// An import that the page does not name itself would wait for the script that asks for it.
			expect(imported.filter((name) => !named.includes(name))).toEqual([]);
			// What is told of a length is that of the packed body.
			const packed = [page, ...answers.map(([, answer]) => answer)].map(({ headers }) => Number(headers.get('content-length')));
			expect(Math.min(...packed)).toBeGreaterThan(0);
			expect(packed.reduce((sum, bytes) => sum + bytes)).toBeLessThan(MOST_BYTES);
		},
	);

	test.each(['/display/assets/0123/../routes.ts', '/counter/assets/0123/design/nothing.css', '/display/B%3Cb%3E/x', '/display/banque'])(
		'has nothing at %s',
		async (address) => {
			expect([404, 500]).toContain((await fetch(server.url + address)).status);
		},
	);

	test('says what it is given as text, whatever it is', () => {
		const html = renderTemplate('<p title="{{a}}">{{a}}</p>', {
			texts,
			namespace: 'counter',
			language: 'fr',
			values: { a: `"><script>x</script>&` },
		});
		expect(html).toBe('<p title="&quot;&gt;&lt;script&gt;x&lt;/script&gt;&amp;">&quot;&gt;&lt;script&gt;x&lt;/script&gt;&amp;</p>');
	});
});
