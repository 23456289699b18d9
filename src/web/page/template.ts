import type { LanguageCode, Texts } from '../../platform/i18n.ts';

/**
 * A page in a language: `{{key}}` of the template is `<namespace>.key` of the locales, or one of `values`, always escaped. The template is
 * written in French; its links to English become links to French.
 */
export function renderTemplate(
	template: string,
	{ texts, namespace, language, values = {} }: { texts: Texts; namespace: string; language: LanguageCode; values?: Record<string, string> },
): string {
	const page = template.replaceAll(/\{\{([a-z_]+)\}\}/g, (_match, key: string) =>
		escapeHtml(values[key] ?? word(texts, language, `${namespace}.${key}`) ?? key),
	);
	if (language === 'fr') return page;
	return page.replaceAll(/ lang="(fr|en)"/g, (_match, code: string) => ` lang="${code === 'fr' ? language : 'fr'}"`);
}

/** A namespace's texts, for a page's scripts. */
export function textsOf(texts: Texts, namespace: string, language: LanguageCode): Record<string, string> {
	const prefix = `${namespace}.`;
	const keys = texts.keys('fr').filter((key) => key.startsWith(prefix));
	return Object.fromEntries(keys.map((key) => [key.slice(prefix.length), word(texts, language, key) ?? '']));
}

/** What a language lacks is given in French. */
function word(texts: Texts, language: LanguageCode, key: string): string | undefined {
	return texts.raw(language, key) ?? texts.raw('fr', key);
}

function escapeHtml(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
