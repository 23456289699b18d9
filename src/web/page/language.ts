import type { Request } from 'express';

export type PageLanguage = 'fr' | 'en';

/** French first: English when asked for, or when the browser prefers it to French. */
export function pageLanguage(request: Request): PageLanguage {
	const asked = request.query.lang;
	if (asked === 'fr' || asked === 'en') return asked;
	return request.acceptsLanguages('fr', 'en') === 'en' ? 'en' : 'fr';
}
