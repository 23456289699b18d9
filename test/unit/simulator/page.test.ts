import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { loadTexts } from '../../../src/platform/i18n.ts';
import { pageTexts, renderPage } from '../../../src/web/simulator/page.ts';

const folder = path.resolve('src/web/simulator/public');
const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'));
const sources = scripts.map((name) => readFileSync(path.join(folder, name), 'utf8')).join('\n');
const template = readFileSync(path.join(folder, 'index.html'), 'utf8');
const texts = loadTexts(path.resolve('locales'));

/** The variable parts of keys that the scripts put together. */
const FAMILIES: Record<string, string[]> = {
	live_: ['connecting', 'open', 'lost'],
	status_: ['queued', 'sent', 'delivered', 'read', 'failed'],
	owner_: ['bot', 'human', 'nobody'],
	language_: ['fr', 'en', 'wo'],
	source_: ['rules', 'local', 'llm', 'none'],
};

/** What the page is given besides its texts. */
const GIVEN = ['assets', 'texts'];

function keysUsed(): string[] {
	const literal = [...sources.matchAll(/\bt\('([a-z_]+)'/g)].map((match) => match[1] ?? '');
	const chosen = [...sources.matchAll(/\bt\([^()']*\? '([a-z_]+)' : '([a-z_]+)'/g)].flatMap((match) => [match[1] ?? '', match[2] ?? '']);
	const families = Object.entries(FAMILIES).flatMap(([prefix, ends]) => ends.map((end) => prefix + end));
	const inTemplate = [...template.matchAll(/\{\{([a-z_]+)\}\}/g)].map((match) => match[1] ?? '');
	return [...new Set([...literal, ...chosen, ...families, ...inTemplate])].filter((key) => !GIVEN.includes(key));
}

describe('the page', () => {
	test.each(['fr', 'en'] as const)('has every text it shows in %s', (language) => {
		const known = Object.keys(pageTexts(texts, language));
		expect(keysUsed().filter((key) => !known.includes(key))).toEqual([]);
	});

	test('has the same texts in both languages', () => {
		expect(Object.keys(pageTexts(texts, 'en')).sort()).toEqual(Object.keys(pageTexts(texts, 'fr')).sort());
	});

	test('is worded in its language', () => {
		const french = renderPage(texts, 'fr');
		expect(french).toContain('<html lang="fr">');
		expect(french).toContain('Ajouter un téléphone');
		const english = renderPage(texts, 'en');
		expect(english).toContain('<html lang="en">');
		expect(english).toMatch(/href="\?lang=fr" hreflang="fr" lang="fr"/);
		expect(english.replace(/data-texts="[^"]*"/, '')).not.toContain('{{');
	});

	test('has no inline script or style', () => {
		expect(template).not.toMatch(/<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)/);
	});

	test('asks for all its scripts at once', () => {
		expect(scripts.filter((name) => !template.includes(`"{{assets}}/${name}"`))).toEqual([]);
	});

	test('stays light for an entry-level phone', () => {
		const bytes = scripts.reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0);
		expect(bytes).toBeLessThan(60_000);
	});
});
