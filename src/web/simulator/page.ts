import { readFileSync } from 'node:fs';
import type { Texts } from '../../platform/i18n.ts';
import type { PageLanguage } from '../page/language.ts';
import { renderTemplate, textsOf } from '../page/template.ts';

const NAMESPACE = 'simulator';
const template = readFileSync(new URL('./public/index.html', import.meta.url), 'utf8');

/** The page in a language. */
export function renderPage(texts: Texts, language: PageLanguage): string {
	return renderTemplate(template, { texts, namespace: NAMESPACE, language });
}

/** The namespace's texts, for the page's scripts. */
export function pageTexts(texts: Texts, language: PageLanguage): Record<string, string> {
	return textsOf(texts, NAMESPACE, language);
}
