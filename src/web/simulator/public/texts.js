let texts = {};

/** Loads the interface's texts in the page's language. */
export async function loadTexts() {
	const response = await fetch(`/simulator/texts/${document.documentElement.lang}`);
	texts = await response.json();
}

/** The text of a key, its `{{placeholders}}` filled. */
export function t(key, values = {}) {
	return (texts[key] ?? key).replace(/\{\{(\w+)\}\}/g, (_match, name) => values[name] ?? '');
}

/** The name of an organisation's service or zone in the page's language. */
export function nameIn(names) {
	return names[document.documentElement.lang] ?? names.fr ?? Object.values(names)[0] ?? '';
}

/** A number as people write it; other numbers and user ids stay as they are. */
export function readable(address) {
	return address
		.replace(/^\+237(\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '+237 $1 $2 $3 $4 $5')
		.replace(/^\+221(\d\d)(\d{3})(\d\d)(\d\d)$/, '+221 $1 $2 $3 $4');
}

/** The hour and the day of a moment, as the organisation's clocks show them. */
export function clockOf(timezone) {
	const hour = new Intl.DateTimeFormat(document.documentElement.lang, { timeZone: timezone, hour: '2-digit', minute: '2-digit' });
	const day = new Intl.DateTimeFormat('en-CA', { timeZone: timezone });
	const longDay = new Intl.DateTimeFormat(document.documentElement.lang, {
		timeZone: timezone,
		weekday: 'long',
		day: 'numeric',
		month: 'long',
	});
	return {
		hour: (at) => hour.format(new Date(at)),
		day: (at) => {
			const key = day.format(new Date(at));
			if (key === day.format(new Date())) return t('today');
			if (key === day.format(new Date(Date.now() - 86_400_000))) return t('yesterday');
			return longDay.format(new Date(at));
		},
	};
}
