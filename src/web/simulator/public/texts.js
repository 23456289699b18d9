import { t } from './design/texts.js';

export { inLine, knows, nameIn, t } from './design/texts.js';

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
