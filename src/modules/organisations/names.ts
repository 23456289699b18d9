import type { Language } from '../../conversation/contacts/contact.ts';

/** A name in the organisation's languages; a missing one is read in the first that is there. */
export type Names = Partial<Record<Language, string>>;

/** A name in `language`, or in the first language that has one. */
export function nameIn(language: Language, given: Names): string {
	return given[language] ?? given.fr ?? given.en ?? given.wo ?? '';
}

/** A name in every language, so that a flow can show it without asking which exist. */
export function labelOf(given: Names): Record<Language, string> {
	return { fr: nameIn('fr', given), en: nameIn('en', given), wo: nameIn('wo', given) };
}
