import { get } from './api.js';
import { el } from './design/dom.js';
import { nameIn, t } from './design/texts.js';

/** Bookings change seldom and their news do not come with the counter's: they are read again so often. */
const EVERY_MS = 60_000;

/** Today's appointments of the branch, each with its check-in. */
export function createBooked(part, list, { clock, checkIn }) {
	let branch;
	let timer;

	async function read() {
		clearTimeout(timer);
		const wanted = branch;
		if (!wanted) return;
		const found = await get(`/appointments?branch=${encodeURIComponent(wanted)}&date=today`).catch(() => null);
		if (wanted !== branch) return;
		timer = setTimeout(read, EVERY_MS);
		// No answer: what is shown is still the best that is known.
		if (found) draw(found.items);
	}

	function draw(items) {
		part.hidden = items.length === 0;
		list.replaceChildren(...items.map(row));
	}

	function row(item) {
		const button = el('button', { type: 'button', class: 'button' }, t('check_in'));
		button.addEventListener('click', () => checkIn(item));
		return el(
			'li',
			{ class: 'row row-action', data: { booking: item.id } },
			el('b', { class: 'row-number' }, clock.hour(item.starts_at)),
			el('span', { class: 'row-chips' }, el('span', { class: 'row-who' }, item.name ?? '')),
			item.can.includes('check_in') ? button : el('span', { class: 'chip chip-quiet' }, t(`booking_${item.status}`)),
			el('span', { class: 'row-why' }, nameIn(item.service.names)),
		);
	}

	return {
		show(next) {
			if (next === branch) return;
			branch = next;
			part.hidden = true;
			read();
		},
		read,
	};
}
