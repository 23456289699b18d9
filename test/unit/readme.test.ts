import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { assembleModules } from '../../src/modules.ts';
import { openApiDocument } from '../../src/platform/http/openapi.ts';
import { loadTexts } from '../../src/platform/i18n.ts';
import { monotonicIds } from '../../src/platform/ids.ts';
import { readOptions } from '../bench/options.ts';
import { manualClock } from '../support/manual-clock.ts';

const CLOCK = manualClock(new Date('2026-11-26T09:00:00Z'));

const pages = globSync(['*.md', '{docs,flows,prompts,src,test}/**/*.md']);
const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(readFileSync('package.json', 'utf8')));

/** What a pattern's first group finds in a text. */
const found = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, group = '']) => group);

test('there are pages to read', () => {
	expect(pages).toContain('README.md');
});

test.each(pages)('what %s names is there', (page) => {
	const text = readFileSync(page, 'utf8');
	const named = found(text, /\bnpm run (?:-s )?([a-z][\w:]*)/g);
	expect(named.filter((script) => scripts[script] === undefined)).toEqual([]);
	const files = [
		...found(text, /\bnode ((?:src|test|tools)\/[\w/-]+\.ts)/g),
		...found(text, /`((?:src|test|tools|demo)\/[\w/.-]+\.\w+)`/g),
	];
	expect(files.filter((file) => !existsSync(file))).toEqual([]);
	const links = found(text, /\]\((?!https?:|#|mailto:)([^)\s#]+)/g);
	expect(links.filter((link) => !existsSync(path.join(path.dirname(page), link)))).toEqual([]);
	const measurements = found(text, /\bnpm run -s bench -- (\w+)/g);
	expect(measurements.filter((word) => readOptions([word]) === null)).toEqual([]);
});

test('every setting is in .env.example, and the README names no other', () => {
	const settings = found(readFileSync('src/config.ts', 'utf8'), /^\t([A-Z][A-Z_]+):/gm);
	const example = found(readFileSync('.env.example', 'utf8'), /^([A-Z_]+)=/gm);
	expect(settings.length).toBeGreaterThan(20);
	expect(example.toSorted()).toEqual(settings.toSorted());
	const named = found(readFileSync('README.md', 'utf8'), /`([A-Z][A-Z]*_[A-Z_]+)`/g);
	expect(named).toEqual(expect.arrayContaining(['METRICS_PORT', 'METRICS_HOST']));
	expect(named.filter((setting) => !settings.includes(setting))).toEqual([]);
});

test('every address of the API that the README names is one', () => {
	const newId = monotonicIds(CLOCK);
	const modules = assembleModules({ clock: CLOCK, newId, texts: loadTexts('locales'), publicBaseUrl: 'http://localhost' });
	const document = openApiDocument(
		modules.flatMap(({ routes }) => routes),
		{ version: '1', publicBaseUrl: 'http://localhost' },
	);
	const { paths } = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) }).parse(document);
	const given = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => signature(method, path)));
	const named = [...readFileSync('README.md', 'utf8').matchAll(/`(GET|POST) (\/api\/v1\/[\w./{}-]+)/g)].map(([, method = '', path = '']) =>
		signature(method, path),
	);
	expect(named).toContain('POST /api/v1/contacts/{}/erase');
	expect(named.filter((one) => !given.includes(one))).toEqual([]);
});

/** What a parameter is called is the reader's business. */
function signature(method: string, path: string): string {
	return `${method.toUpperCase()} ${path.replace(/\{[^}]*\}/g, '{}')}`;
}
