/** The page's texts came with it, worded in its language. */
const texts = JSON.parse(document.body.dataset.texts);

/** The text of a key, its `{{placeholders}}` filled. */
export function t(key, values = {}) {
	return (texts[key] ?? key).replace(/\{\{(\w+)\}\}/g, (_match, name) => values[name] ?? '');
}

/** Facts in one line; those that are not there are left out. A line never begins with the dot between two. */
export const inLine = (facts) => facts.filter(Boolean).join('\u00a0· ');

/** Whether there is a text for this key. */
export const knows = (key) => key in texts;

/** A name of the organisation's in the page's language. */
export function nameIn(names) {
	return names[document.documentElement.lang] ?? names.fr ?? Object.values(names)[0] ?? '';
}
