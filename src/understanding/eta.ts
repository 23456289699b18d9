import { numbersIn } from './numbers.ts';
import type { Normal } from './text/normalise.ts';

const HALF_HOUR = /\b(?:une |1 )?demi ?-?heures?\b|\bhalf (?:an )?(?:hour|heure)\b|\b30 min\b/;
/** "hr" is written for the French hour and for the English one: both become "heure". */
const QUARTER_HOUR = /\b(?:un |1 )?quart d heure\b|\bquarter of an (?:hour|heure)\b/;
const THREE_QUARTERS = /\b(?:3|trois|three) (?:quarts? d heure|quarters? of an (?:hour|heure))\b/;
const MINUTES = /^(?:min|mins|mn|minutes?|minits?|simili)$/;
const HOURS = /^(?:h|heures?|hours?|hrs?|waxtu)$/;

/** Nobody is on the way for longer: what is more is no length of a way or a job. */
const MOST_MINUTES = 24 * 60;

/** A length of time in whole minutes, up to a day: "20 min", "dans une heure", "1h30", "half an hour"; null when none is said. */
export function minutesIn(normal: Normal): number | null {
	const said = Math.round(spokenIn(normal) ?? 0);
	return said >= 1 && said <= MOST_MINUTES ? said : null;
}

function spokenIn(normal: Normal): number | null {
	const words = normal.tokens.map((token) => token.text);
	const flat = words.join(' ');
	if (QUARTER_HOUR.test(flat)) return 15;
	if (HALF_HOUR.test(flat)) return 30;
	if (THREE_QUARTERS.test(flat)) return 45;
	// "I finish here in 10 min, I'll be there in 30": the way's own length.
	const there =
		/\b(?:serai|la ?bas|be there|reach(?: there)?|chez (?:lui|elle|vous|le client))(?: \w+){0,2} (?:dans|dan|in|d ici) (?:environ |about )?(\d{1,2})(?: min)?$/.exec(
			flat,
		);
	if (there !== null) return Number(there[1]);
	const glued = /\b(\d{1,3})(?:mn|mins?|minutes?)\b/.exec(flat);
	if (glued !== null) return Number(glued[1]);
	for (const number of numbersIn(words)) {
		const unit = words[number.to] ?? '';
		if (MINUTES.test(unit)) return number.value;
		if (HOURS.test(unit)) {
			const extra = /^(?:et|and)$/.test(words[number.to + 1] ?? '') && /^demie?$/.test(words[number.to + 2] ?? '') ? 30 : 0;
			if (isDuration(words, number.from)) return number.value * 60 + extra;
		}
	}
	const clock =
		/\b(?:dans|in|pour|need|about|environ|encore|en ai pour|d ici|prend(?:ra)?|within) (?:environ |about )?(\d{1,2})h(\d{2})?\b/.exec(flat);
	if (clock !== null) return Number(clock[1]) * 60 + Number(clock[2] ?? 0);
	const bare = /\b(?:in|dans|d ici|omw|on my way|en route) (?:about |environ |maybe |less than |moins de )?(\d{1,2})$/.exec(flat);
	if (bare !== null) return Number(bare[1]);
	const done =
		/\b(\d{1,2})h(\d{2})? (?:(?:de temps|max|maxi|et|and|then|pour que|only|rek) )*(?:je|j|on|c|i|we|e)(?: (?:ai|est|don|will|go|ll))? (?:fini\w*|termin\w*|finish\w*|done|bon)\b/.exec(
			flat,
		);
	if (done !== null) return Number(done[1]) * 60 + Number(done[2] ?? 0);
	if (/\b(?:an|one) (?:hour|heure)\b|\bune (?:petite|bonne|grosse) heure\b/.test(flat)) return 60;
	return null;
}

/** "2 heures" after "dans", "about", "need"… is a length; after "à" it is a time of day. */
function isDuration(words: readonly string[], at: number): boolean {
	const before = words[at - 1] ?? '';
	return !/^(?:a|vers|at|around|avant|apres|before|after|pour)$/.test(before) || words[at - 2] === 'ai' || words[at - 2] === 'en';
}
