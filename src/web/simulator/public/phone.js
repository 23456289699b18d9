import * as api from './api.js';
import { drawBubble, markChosen, showStatus } from './bubble.js';
import { composer } from './composer.js';
import { copyTemplate, dressAvatar, el } from './dom.js';
import { openList, openLocation } from './sheet.js';
import { clockOf, readable, t } from './texts.js';

/** In the order of a message's life. The answer to a request may come after newer news on the stream: ticks only move forward. */
const LIFE = ['queued', 'sent', 'delivered', 'read', 'failed'];
const furthest = (before, now) => (LIFE.indexOf(before) > LIFE.indexOf(now) ? before : now);

/** WhatsApp shows "typing…" until the answer, 25 s at most. */
const TYPING_MS = 25_000;
/** A moment of looking at it before a message counts as read. */
const READ_AFTER_MS = 400;

/**
 * One phone of the page: `phone` is `{ org, channel, address, name?, label }`. `on.inspect`, `on.copy`, `on.close` and `on.unread(count)`
 * tell the page. Gives the element and what the live stream feeds it with.
 */
export function createPhone(phone, { organisation, on }) {
	const root = copyTemplate('phone-template');
	const log = root.querySelector('.log');
	const screen = root.querySelector('.screen');
	const messages = new Map();
	const clock = clockOf(organisation.timezone);
	const sender = organisation.senders.find((one) => one.channel === phone.channel);
	let displayed = false;
	let atEnd = true;
	let typingTimer;
	let readTimer;

	dress();
	const problem = (error) => {
		const line = root.querySelector('.problem');
		line.hidden = error === undefined;
		line.textContent = error?.message ?? '';
	};
	const deliver = async (content, replyTo) => {
		problem();
		try {
			show(await api.send(phone, content, replyTo));
			scrollDown();
		} catch (error) {
			problem(error);
			throw error;
		}
	};
	const tap = (message, choice) => deliver({ kind: 'choice', payload: choice.payload }, message.id).catch(() => undefined);
	const writing = composer(root.querySelector('.composer'), {
		phone,
		send: async ({ text, photo, replyTo }) => {
			if (!photo) return deliver({ kind: 'text', text }, replyTo);
			try {
				const { id } = await api.upload(phone.org, photo);
				return await deliver({ kind: 'media', files: [id], caption: text }, replyTo);
			} catch (error) {
				problem(error);
				throw error;
			}
		},
	});
	const actions = { choose: tap, openList: (message) => openList(screen, message, (choice) => tap(message, choice)), reply: writing.reply };

	root.addEventListener('click', (event) => {
		const action = event.target.closest('[data-do]')?.dataset.do;
		if (action === 'location')
			openLocation(screen, organisation.zones, (location) => deliver({ kind: 'location', ...location }).catch(() => undefined));
		if (action in on) on[action]();
	});
	new IntersectionObserver(
		([entry]) => {
			displayed = entry.isIntersecting;
			readSoon();
		},
		{ threshold: 0.25 },
	).observe(root);
	document.addEventListener('visibilitychange', readSoon);
	// A turned screen, an opened keyboard: the end of the talk stays in sight.
	new ResizeObserver(() => {
		if (atEnd) scrollDown();
	}).observe(log);
	log.addEventListener('scroll', () => {
		atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 120;
	});

	function dress() {
		root.dataset.channel = phone.channel;
		root.setAttribute('aria-label', `${phone.label}, ${phone.channel === 'sms' ? 'SMS' : 'WhatsApp'}`);
		root.querySelector('.holder-name').textContent = phone.label;
		root.querySelector('.holder-number').textContent = readable(phone.address);
		dressAvatar(root.querySelector('.holder .avatar'), phone.label);
		dressAvatar(root.querySelector('.avatar-org'), organisation.name);
		root.querySelector('.chat-name').textContent = organisation.name;
		root.querySelector('.chat-channel').textContent = phone.channel === 'sms' ? 'SMS' : 'WhatsApp';
		log.tabIndex = 0;
		log.setAttribute('aria-label', `${organisation.name}, ${phone.label}`);
		presence();
		log.append(el('div', { class: 'empty' }, t('empty_chat', { name: organisation.name })));
	}

	function presence() {
		const line = root.querySelector('.presence');
		line.textContent = phone.channel === 'sms' ? t('sms_from', { number: readable(sender?.address ?? '') }) : t('online');
	}

	/** Draws a message at its place, or puts right the ticks of one already drawn. */
	function show(message, live = true) {
		const known = messages.get(message.id);
		const before = known?.message;
		const changed = { ...before, ...message, status: furthest(before?.status, message.status) };
		if (known) {
			known.message = changed;
			if (message.direction === 'in' && before.status !== changed.status) showStatus(known.item, changed.status);
		} else {
			messages.set(message.id, { message, item: insert(message) });
			if (message.direction === 'out') stopTyping();
			if (message.direction === 'in' || atEnd) scrollDown();
		}
		if (live && message.direction === 'in' && message.typingAt && message.typingAt !== before?.typingAt) startTyping(message);
		if (message.direction === 'out') readSoon();
		on.unread(unread().length);
	}

	function insert(message) {
		log.querySelector('.empty')?.remove();
		const item = drawBubble(message, { phone, clock, find: (id) => messages.get(id)?.message, on: actions });
		const above = [...log.querySelectorAll('.message[data-id]')].findLast((node) => node.dataset.id < message.id);
		if (above) above.after(item);
		else log.prepend(item);
		// The dots stay last.
		const dots = log.querySelector('.dots');
		if (dots) log.append(dots);
		const previous = above ? messages.get(above.dataset.id)?.message : undefined;
		if (!previous || clock.day(previous.at) !== clock.day(message.at)) item.before(el('div', { class: 'day' }, clock.day(message.at)));
		else if (previous.direction === message.direction && previous.form !== 'buttons') item.classList.add('again');
		if (message.kind === 'choice') {
			const asked = messages.get(message.repliedTo);
			if (asked) markChosen(asked.item, asked.message, message.payload);
		}
		return item;
	}

	function startTyping(message) {
		if ([...messages.values()].some((one) => one.message.direction === 'out' && one.message.id > message.id)) return;
		stopTyping();
		root.querySelector('.presence').textContent = t('typing');
		log.append(
			el(
				'li',
				{ class: 'message dots', data: { side: 'theirs' }, role: 'img', aria: { label: t('typing') } },
				el('div', { class: 'bubble' }, el('i'), el('i'), el('i')),
			),
		);
		scrollDown();
		typingTimer = setTimeout(stopTyping, TYPING_MS);
	}

	function stopTyping() {
		clearTimeout(typingTimer);
		log.querySelector('.dots')?.remove();
		presence();
	}

	function unread() {
		return [...messages.values()].filter((one) => one.message.direction === 'out' && one.message.status !== 'read');
	}

	/** What is on a screen somebody looks at is read. */
	function readSoon() {
		clearTimeout(readTimer);
		readTimer = setTimeout(() => {
			const ids = unread()
				.map((one) => one.message.id)
				.sort();
			if (ids.length === 0 || !displayed || document.visibilityState !== 'visible') return;
			api.read(phone, ids.at(-1)).catch(() => undefined);
		}, READ_AFTER_MS);
	}

	function scrollDown() {
		log.scrollTop = log.scrollHeight;
	}

	return {
		phone,
		root,
		show,
		focus: writing.focus,
		scrollDown,
		/** Fetches the chat's tail and draws what is missing. */
		async load() {
			log.setAttribute('aria-busy', 'true');
			try {
				for (const message of (await api.chat(phone)).messages) show(message, false);
				scrollDown();
			} catch (error) {
				problem(error);
			} finally {
				log.removeAttribute('aria-busy');
			}
		},
		dispose() {
			clearTimeout(readTimer);
			clearTimeout(typingTimer);
			document.removeEventListener('visibilitychange', readSoon);
			root.remove();
		},
	};
}
