/** The server's clock: what a phone shows may be wrong by hours. Minutes are counted, and hours told, by this one. */
export function serverClock() {
	let ahead = 0;
	let format;
	let dates;
	let words;
	return {
		/** `now` as the server gave it, and where its hours are told. */
		set(now, timezone) {
			ahead = Date.parse(now) - Date.now();
			format = new Intl.DateTimeFormat('fr', { timeZone: timezone, hour: '2-digit', minute: '2-digit', hour12: false });
			words = new Intl.DateTimeFormat(document.documentElement.lang, {
				timeZone: timezone,
				weekday: 'short',
				day: 'numeric',
				month: 'short',
			});
			// The one language that writes a date as an API and a date field do.
			dates = new Intl.DateTimeFormat('sv', { timeZone: timezone });
		},
		now: () => Date.now() + ahead,
		hour: (at) => (format ? format.format(new Date(at)) : ''),
		/** The local date as people say it: `jeu. 26 nov.` */
		date: (at) => (words ? words.format(new Date(at)) : ''),
		/** The local date, `2026-11-26`. */
		day: (at) => (dates ? dates.format(new Date(at)) : ''),
		minutesSince: (at) => Math.max(0, Math.floor((Date.now() + ahead - Date.parse(at)) / 60_000)),
		secondsUntil: (at) => Math.max(0, Math.ceil((Date.parse(at) - Date.now() - ahead) / 1000)),
	};
}
