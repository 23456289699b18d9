import { el } from './dom.js';
import { t } from './texts.js';

/** A list of names and values; a name without a value is left out. */
export function pairs(rows) {
	const shown = rows.filter(([, value]) => value !== undefined && value !== null && value !== '');
	return el('dl', {}, ...shown.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]));
}

/** A value in one line: a text in the page's language, a moment as it is written, a list by its items, anything else as JSON. */
export function short(value) {
	const text = worded(value);
	return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

function worded(value) {
	if (typeof value === 'string') return value;
	if (Array.isArray(value)) return value.map(worded).join(', ');
	if (value !== null && typeof value === 'object') {
		const shown = value[document.documentElement.lang] ?? value.at ?? value.label;
		if (shown !== undefined) return worded(shown);
	}
	return JSON.stringify(value);
}

/** What the person wrote, or null. */
export function said(input) {
	const words = input?.text ?? input?.caption ?? input?.label;
	return words ? el('p', { class: 'said' }, `« ${short(words)} »`) : null;
}

/** Everything of one reading. */
export function readingOf(reading) {
	return [
		pairs([
			[t('intent'), el('strong', {}, reading.intent ?? t('abstained'))],
			[t('alternatives'), reading.alternatives?.join(', ')],
			[
				t('confidence'),
				el(
					'span',
					{ class: 'confidence' },
					el('meter', { min: 0, max: 1, value: reading.confidence, aria: { label: t('confidence') } }),
					percentOf(reading),
				),
			],
			[t('source'), sourceOf(reading)],
			[t('language'), reading.language],
			[t('evidence'), wordsOf(reading)],
			[t('slots'), slotsOf(reading)],
			[t('tone'), [reading.sentiment, reading.category].filter(Boolean).join(', ')],
			[t('urgency'), reading.urgency],
		]),
		reading.danger ? el('p', { class: 'badge', data: { owner: 'danger' } }, t('danger')) : null,
		reading.wants_human ? el('p', { class: 'badge', data: { owner: 'human' } }, t('wants_human')) : null,
	];
}

/** The same in short, for the turn that it was made in: what was understood, how surely, by whom, and the words that decided. */
export function readingLine(reading) {
	return el(
		'div',
		{ class: 'turn-reading' },
		el('p', {}, el('strong', {}, reading.intent ?? t('abstained')), ` ${percentOf(reading)} · ${sourceOf(reading)}`),
		pairs([
			[t('evidence'), wordsOf(reading)],
			[t('slots'), slotsOf(reading)],
		]),
	);
}

function percentOf({ confidence }) {
	return `${Math.round(confidence * 100)} %`;
}

function sourceOf({ source, model, prompt }) {
	return [t(`source_${source}`), model, prompt].filter(Boolean).join(' · ');
}

function wordsOf({ evidence }) {
	return evidence?.length > 0 ? chips(evidence) : undefined;
}

/** What belongs to the intent; when nothing does, what the text tells all the same, which answers a question. */
function slotsOf({ slots, found }) {
	const own = Object.entries(slots ?? {});
	const told = own.length > 0 ? own : Object.entries(found ?? {});
	return told.length > 0 ? chips(told.map(([key, value]) => `${key} = ${short(value)}`)) : undefined;
}

function chips(words) {
	return el('span', { class: 'chips' }, ...words.map((word) => el('span', { class: 'chip' }, word)));
}
