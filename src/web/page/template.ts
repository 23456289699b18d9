import type { LanguageCode, Texts } from '../../platform/i18n.ts';
import type { PageLanguage } from './language.ts';

/**
 * A page in a language: `{{key}}` of the template is `<namespace>.key` of the locales, or one of `values`, always escaped. The template is
 * written in French; its links to English become links to French.
 */
export function renderTemplate(
	template: string,
	{ texts, namespace, language, values = {} }: { texts: Texts; namespace: string; language: PageLanguage; values?: Record<string, string> },
): string {
	const page = template.replaceAll(/\{\{([a-z_]+)\}\}/g, (_match, key: string) =>
		escapeHtml(values[key] ?? texts.raw(language, `${namespace}.${key}`) ?? key),
	);
	return language === 'fr' ? page : page.replaceAll(/ lang="(fr|en)"/g, (_match, code: string) => ` lang="${code === 'fr' ? 'en' : 'fr'}"`);
}

/** A namespace's texts, for a page's scripts. */
export function textsOf(texts: Texts, namespace: string, language: LanguageCode): Record<string, string> {
	const prefix = `${namespace}.`;
	const keys = texts.keys(language).filter((key) => key.startsWith(prefix));
	return Object.fromEntries(keys.map((key) => [key.slice(prefix.length), texts.raw(language, key) ?? '']));
}

function escapeHtml(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
