import type { Request } from 'express';
import { LANGUAGES, type LanguageCode } from '../../platform/i18n.ts';

/** What people who work with a page read. */
export type PageLanguage = 'fr' | 'en';

/** French first: English when asked for, or when the browser prefers it to French. */
export function pageLanguage(request: Request): PageLanguage {
	const asked = request.query.lang;
	if (asked === 'fr' || asked === 'en') return asked;
	return request.acceptsLanguages('fr', 'en') === 'en' ? 'en' : 'fr';
}

/** The same for a page that everybody reads: Wolof, too, when asked for. No browser prefers it. */
export function publicLanguage(request: Request): LanguageCode {
	return LANGUAGES.find((language) => language === request.query.lang) ?? pageLanguage(request);
}
