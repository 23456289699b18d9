import { fileUrl } from './api.js';
import { el, icon } from './dom.js';
import { formatted } from './format.js';
import { t } from './texts.js';

const TICKS = { queued: 'wait', sent: 'tick', delivered: 'ticks', read: 'ticks', failed: 'alert' };

/**
 * One message of the log. `on.choose(message, choice)`, `on.openList(message, opener)` and `on.reply(message)` are what can be done with it.
 * `find` gives another message of the chat by id.
 */
export function drawBubble(message, { phone, clock, find, on }) {
	const mine = message.direction === 'in';
	const body = el('div', { class: 'bubble' }, quoted(message, find, phone), picture(message, phone), place(message));
	if (message.text) body.append(el('p', { class: 'text' }, ...(phone.channel === 'sms' ? [message.text] : formatted(message.text))));
	body.append(
		el('p', { class: 'meta' }, el('time', { dateTime: message.at }, clock.hour(message.at)), mine ? el('span', { class: 'ticks' }) : null),
	);
	if (message.form === 'list' && message.choices.length > 0) body.append(listButton(message, on));

	const reply = el(
		'button',
		{ type: 'button', class: 'round reply', title: t('reply'), aria: { label: `${t('reply')} : ${summary(message)}` } },
		icon('reply'),
	);
	reply.addEventListener('click', () => on.reply(message));
	const item = el('div', { class: 'message', data: { id: message.id, side: mine ? 'mine' : 'theirs', kind: message.kind } });
	item.append(el('div', { class: 'row' }, body, phone.channel === 'whatsapp' ? reply : null));
	if (message.form === 'buttons' && message.choices.length > 0) item.append(quickReplies(message, on));
	if (mine) showStatus(item, message.status);
	if (phone.channel === 'whatsapp') swipeToReply(item, () => on.reply(message));
	return item;
}

/** Puts a person's message's ticks right. */
export function showStatus(item, status) {
	item.dataset.status = status;
	item.querySelector('.ticks')?.replaceChildren(icon(TICKS[status] ?? 'tick'), el('span', { class: 'tick-text' }, t(`status_${status}`)));
}

/** Marks what was tapped, so that one sees which way the talk went. It can still be tapped again, as on a real phone. */
export function markChosen(item, message, payload) {
	for (const button of item.querySelectorAll('[data-payload]'))
		button.setAttribute('aria-pressed', String(button.dataset.payload === payload));
	const opener = item.querySelector('.list-button span');
	const choice = message.choices.find((one) => one.payload === payload);
	if (opener && choice) opener.parentElement.title = `${t('chosen')} : ${choice.label}`;
}

/** What a message says in a few words. */
export function summary(message) {
	const what = message.text || message.location?.label || t(message.kind === 'media' ? 'photo' : 'location');
	return what.length > 90 ? `${what.slice(0, 90)}…` : what;
}

function quoted(message, find, phone) {
	// A tapped button says itself what it answers.
	const original = message.repliedTo && message.kind !== 'choice' ? find(message.repliedTo) : undefined;
	if (!original) return null;
	const who = original.direction === 'in' ? t('you') : phone.orgName;
	return el('blockquote', { class: 'quote' }, el('strong', {}, who), el('span', {}, summary(original)));
}

function picture(message, phone) {
	if (message.media.length === 0) return null;
	const photos = message.media.map((item) =>
		el('img', { src: fileUrl(phone.org, item.file), alt: message.text || t('photo'), loading: 'lazy' }),
	);
	return el('div', { class: 'photos' }, ...photos);
}

function place({ location }) {
	if (!location) return null;
	const spot = `${location.latitude.toFixed(4)}, ${location.longitude.toFixed(4)}`;
	return el(
		'div',
		{ class: 'place' },
		el('div', { class: 'map' }, icon('pin')),
		el('p', {}, el('strong', {}, location.label ?? t('location')), el('span', {}, spot)),
	);
}

function listButton(message, on) {
	const button = el(
		'button',
		{ type: 'button', class: 'list-button', aria: { haspopup: 'dialog' } },
		icon('list'),
		el('span', {}, message.listButton || t('choose')),
	);
	button.addEventListener('click', () => on.openList(message));
	return button;
}

function quickReplies(message, on) {
	const buttons = message.choices.map((choice) => {
		const button = el(
			'button',
			{ type: 'button', data: { payload: choice.payload }, aria: { pressed: 'false' } },
			icon('reply'),
			el('span', {}, choice.label),
		);
		button.addEventListener('click', () => on.choose(message, choice));
		return button;
	});
	return el('div', { class: 'quick' }, ...buttons);
}

/** A third of a thumb's travel to the right answers the message, as in chat apps. */
function swipeToReply(item, reply) {
	const ENOUGH = 56;
	let startX = 0;
	let startY = 0;
	let moved = 0;
	item.addEventListener(
		'touchstart',
		(event) => {
			startX = event.touches[0].clientX;
			startY = event.touches[0].clientY;
			moved = 0;
		},
		{ passive: true },
	);
	item.addEventListener(
		'touchmove',
		(event) => {
			const across = event.touches[0].clientX - startX;
			if (Math.abs(event.touches[0].clientY - startY) > Math.abs(across)) return;
			moved = Math.max(0, Math.min(across, ENOUGH + 16));
			item.style.transform = `translateX(${moved}px)`;
		},
		{ passive: true },
	);
	const settle = () => {
		item.style.transform = '';
		if (moved >= ENOUGH) reply();
		moved = 0;
	};
	item.addEventListener('touchend', settle);
	item.addEventListener('touchcancel', settle);
}
