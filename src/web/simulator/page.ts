import type { Texts } from '../../platform/i18n.ts';
import { pageAssets } from '../page/assets.ts';
import type { PageLanguage } from '../page/language.ts';
import { renderTemplate, textsOf } from '../page/template.ts';

const NAMESPACE = 'simulator';
export const ROOT = '/simulator';
export const assets = pageAssets({ '': new URL('./public/', import.meta.url), 'design/': new URL('../design/', import.meta.url) });

/** The page in a language. */
export function renderPage(texts: Texts, language: PageLanguage): string {
	const values = { assets: `${ROOT}/assets/${assets.version}`, texts: JSON.stringify(pageTexts(texts, language)) };
	return renderTemplate(assets.text('index.html'), { texts, namespace: NAMESPACE, language, values });
}

/** The namespace's texts, for the page's scripts. */
export function pageTexts(texts: Texts, language: PageLanguage): Record<string, string> {
	return textsOf(texts, NAMESPACE, language);
}
