import * as api from './api.js';
import { el, icon } from './dom.js';
import { clockOf, readable, t } from './texts.js';

/** Turns are traced at commit, a bubble a moment later: one fetch serves both. */
const SETTLE_MS = 200;

/** The panel beside the phones: where the selected phone's conversation stands, what was last understood, what each turn did. */
export function createInspector(root, { close }) {
	let view;
	let contact;
	let timer;

	const refresh = async () => {
		if (!view) return root.replaceChildren(el('p', { class: 'hint' }, t('inspect_hint')));
		const { phone, timezone } = view;
		const seen = await api.inspector(phone).catch(() => undefined);
		if (!seen || view?.phone !== phone) return;
		contact = seen.contact?._id;
		draw(root, phone, seen, clockOf(timezone), close);
	};
	const soon = () => {
		clearTimeout(timer);
		timer = setTimeout(refresh, SETTLE_MS);
	};
	return {
		/** Shows a phone's conversation, or nothing. */
		select(phone, timezone) {
			view = phone && { phone, timezone };
			return refresh();
		},
		selected: () => view?.phone,
		/** A bubble of the phone, or a turn of its contact, is news. */
		onMessage(message) {
			if (view && message.address === view.phone.address) soon();
		},
		onTurn(turn) {
			if (contact === undefined || turn.contact === contact) soon();
		},
	};
}

function draw(root, phone, { contact, turns }, clock, close) {
	const open = new Set([...root.querySelectorAll('details[open]')].map((node) => node.dataset.turn));
	const away = el('button', { type: 'button', class: 'round', aria: { label: t('close') } }, icon('close'));
	away.addEventListener('click', close);
	const head = el(
		'header',
		{ class: 'inspector-head' },
		el('div', {}, el('h2', {}, phone.label), el('p', {}, readable(phone.address))),
		away,
	);
	if (!contact) {
		root.replaceChildren(head, el('p', { class: 'hint' }, t('inspect_nobody')));
		return;
	}
	const reading = turns.find((turn) => turn.reading)?.reading;
	root.replaceChildren(
		head,
		card(t('place'), ...placeOf(contact)),
		card(t('understanding'), ...(reading ? readingOf(reading) : [el('p', { class: 'hint' }, t('no_understanding'))])),
		card(
			t('turns'),
			turns.length === 0
				? el('p', { class: 'hint' }, t('no_turns'))
				: el('ol', { class: 'turns' }, ...turns.map((turn) => turnOf(turn, clock, open))),
		),
	);
}

function card(title, ...content) {
	return el('section', { class: 'card' }, el('h3', {}, title), ...content);
}

function pairs(rows) {
	const shown = rows.filter(([, value]) => value !== undefined && value !== null && value !== '');
	return el('dl', {}, ...shown.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]));
}

function placeOf({ session, owner, language, provider, name }) {
	const frame = session.frames.at(-1);
	const path = session.frames.map((one) => one.flow).join(' › ');
	const nodes = [
		el('p', { class: 'state' }, el('span', { class: 'state-flow' }, path || t('none')), frame ? el('strong', {}, frame.state) : null),
		pairs([
			[t('owner'), el('span', { class: 'badge', data: { owner } }, t(`owner_${owner}`))],
			[t('language'), language && t(`language_${language}`)],
			[t('provider'), provider],
			[t('profile_name').replace(/\s*\(.*\)/, ''), name],
			[t('standing'), session.standing.length > 0 ? session.standing.map((one) => one.notice).join(', ') : undefined],
		]),
	];
	const facts = Object.entries(frame?.facts ?? {});
	if (facts.length > 0) nodes.push(el('h4', {}, t('facts')), pairs(facts.map(([key, value]) => [key, el('code', {}, short(value))])));
	return nodes;
}

function readingOf(reading) {
	const percent = `${Math.round(reading.confidence * 100)} %`;
	const slots = Object.entries(reading.slots ?? {});
	return [
		pairs([
			[t('intent'), el('strong', {}, reading.intent ?? t('abstained'))],
			[
				t('confidence'),
				el(
					'span',
					{ class: 'confidence' },
					el('meter', { min: 0, max: 1, value: reading.confidence, aria: { label: t('confidence') } }),
					percent,
				),
			],
			[t('source'), reading.source],
			[t('language'), reading.language],
			[t('evidence'), reading.evidence?.length > 0 ? chips(reading.evidence) : undefined],
			[t('slots'), slots.length > 0 ? chips(slots.map(([key, value]) => `${key} = ${short(value)}`)) : undefined],
		]),
		reading.danger ? el('p', { class: 'badge', data: { owner: 'danger' } }, t('danger')) : null,
		reading.wants_human ? el('p', { class: 'badge', data: { owner: 'human' } }, t('wants_human')) : null,
	];
}

function chips(words) {
	return el('span', { class: 'chips' }, ...words.map((word) => el('span', { class: 'chip' }, word)));
}

function turnOf(turn, clock, open) {
	const [before, after] = [turn.before?.state, turn.after?.state];
	const move = before === after ? (after ?? '') : `${before ?? '·'} → ${after ?? '·'}`;
	const effects = turn.effects.map((effect) =>
		el('li', {}, el('b', {}, effect.kind), ` ${effect.key ?? effect.name ?? effect.reason ?? effect.flow ?? ''}`),
	);
	return el(
		'li',
		{},
		el(
			'p',
			{ class: 'turn-head' },
			el('time', { dateTime: turn.at }, clock.hour(turn.at)),
			el('b', {}, turn.inputKind),
			turn.decision ? el('span', { class: 'chip' }, turn.decision) : null,
		),
		move ? el('p', { class: 'turn-move' }, move) : null,
		effects.length > 0 ? el('ul', { class: 'effects' }, ...effects) : el('p', { class: 'hint' }, t('no_effects')),
		el(
			'details',
			{ data: { turn: turn._id }, open: open.has(turn._id) },
			el('summary', {}, t('turn_detail')),
			el(
				'pre',
				{ tabIndex: 0 },
				JSON.stringify({ reading: turn.reading, before: turn.before, after: turn.after, effects: turn.effects }, null, 1),
			),
		),
	);
}

function short(value) {
	const text = typeof value === 'string' ? value : JSON.stringify(value);
	return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
