/** Names of days and months, canonical: fr, en, wo. 1 is Monday, 1 is January. */
export const WEEKDAYS: Readonly<Record<string, number>> = {
	lundi: 1, mardi: 2, mercredi: 3, jeudi: 4, vendredi: 5, samedi: 6, dimanche: 7, monday: 1, tuesday: 2, wednesday: 3, thursday: 4, friday: 5, saturday: 6, sunday: 7, mon: 1, tue: 2, tues: 2, wed: 3, thur: 4, thurs: 4, fri: 5,
	altine: 1, talaata: 2, talata: 2, allarba: 3, alarba: 3, alxames: 4, alxemes: 4, alxamis: 4, alxemis: 4, ajjuma: 5, aljuma: 5, ajuma: 5, gaawu: 6, aseer: 6, dibeer: 7, dimas: 7,
};
export const MONTHS: Readonly<Record<string, number>> = {
	janvier: 1, fevrier: 2, mars: 3, avril: 4, mai: 5, juin: 6, juillet: 7, aout: 8, septembre: 9, octobre: 10, novembre: 11, decembre: 12,
	january: 1, february: 2, march: 3, april: 4, june: 6, july: 7, august: 8, september: 9, october: 10, november: 11, december: 12,
};
/** Parts of the day and the hour that stands for them. */
export const PARTS: Readonly<Record<string, number>> = {
	matin: 8, matinee: 8, morning: 8, midi: 12, noon: 12, beccek: 12, 'apres midi': 14, afternoon: 14, soir: 18, soiree: 18, evening: 18, ngoon: 17, nuit: 20, night: 20, guddi: 20, tonight: 18, tonite: 18,
};
