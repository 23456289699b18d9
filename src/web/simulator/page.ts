import { readFileSync } from 'node:fs';
import type { Request } from 'express';
import type { Texts } from '../../platform/i18n.ts';

export type PageLanguage = 'fr' | 'en';

const NAMESPACE = 'simulator.';
const template = readFileSync(new URL('./public/index.html', import.meta.url), 'utf8');

/** The page in a language: `{{key}}` of the template is `simulator.key` of the locales. */
export function renderPage(texts: Texts, language: PageLanguage): string {
	const page = template.replaceAll(/\{\{([a-z_]+)\}\}/g, (_match, key: string) => escapeHtml(texts.raw(language, NAMESPACE + key) ?? key));
	// The template is written in French with a link to English.
	return language === 'fr' ? page : page.replaceAll(/ lang="(fr|en)"/g, (_match, code: string) => ` lang="${code === 'fr' ? 'en' : 'fr'}"`);
}

/** The namespace's texts, for the page's scripts. */
export function pageTexts(texts: Texts, language: PageLanguage): Record<string, string> {
	const keys = texts.keys(language).filter((key) => key.startsWith(NAMESPACE));
	return Object.fromEntries(keys.map((key) => [key.slice(NAMESPACE.length), texts.raw(language, key) ?? '']));
}

/** French first: English when asked for, or when the browser prefers it to French. */
export function pageLanguage(request: Request): PageLanguage {
	const asked = request.query.lang;
	if (asked === 'fr' || asked === 'en') return asked;
	return request.acceptsLanguages('fr', 'en') === 'en' ? 'en' : 'fr';
}

function escapeHtml(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
