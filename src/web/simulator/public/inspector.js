import * as api from './api.js';
import { el, icon } from './dom.js';
import { pairs, readingLine, readingOf, said, short } from './reading.js';
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
	const read = turns.find((turn) => turn.reading);
	root.replaceChildren(
		head,
		card(t('place'), ...placeOf(contact)),
		card(
			t('understanding'),
			...(read ? [said(read.input), ...readingOf(read.reading)] : [el('p', { class: 'hint' }, t('no_understanding'))]),
		),
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
		said(turn.input),
		turn.reading ? readingLine(turn.reading) : null,
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
