import { get } from './api.js';
import { askCancel, askMove } from './booking.js';
import { el, icon, redraw } from './design/dom.js';
import { inLine, nameIn, t } from './design/texts.js';
import { showMenu } from './dialogs.js';

/** What may be done with an appointment changes with the hour too: they are read again so often, and whenever the counter's news say so. */
const EVERY_MS = 60_000;
/** As many as the API gives at once: more than a branch receives in a day. */
const MOST_SHOWN = 200;
/** A seat given back is not expected any more. */
const SHOWN = ['confirmed', 'checked_in', 'no_show'];

/** Today's appointments of the branch, each with what may be done with it: `act(name, item, body)` does it. */
export function createBooked(part, list, { clock, act }) {
	let branch;
	let timer;
	let known;

	async function read() {
		clearTimeout(timer);
		const wanted = branch;
		if (!wanted) return;
		const found = await get(`/appointments?branch=${encodeURIComponent(wanted)}&date=today&limit=${MOST_SHOWN}`).catch(() => null);
		if (wanted !== branch) return;
		clearTimeout(timer);
		timer = setTimeout(read, EVERY_MS);
		// No answer: what is shown is still the best that is known.
		if (found) draw(found.items.filter(({ status }) => SHOWN.includes(status)));
	}

	function draw(items) {
		part.hidden = items.length === 0;
		redraw(list, items, row);
	}

	function row(item) {
		const others = item.can.filter((name) => name !== 'check_in');
		return el(
			'li',
			{ class: 'row row-action', data: { key: item.id } },
			el('b', { class: 'row-number' }, clock.hour(item.starts_at)),
			el('span', { class: 'row-chips' }, el('span', { class: 'row-who' }, item.name ?? '')),
			el(
				'span',
				{ class: 'row-acts' },
				item.can.includes('check_in')
					? button(t('check_in'), () => act('check-in', item))
					: el('span', { class: 'chip chip-quiet' }, t(`booking_${item.status}`)),
				others.length > 0 ? more(item, others) : null,
			),
			el('span', { class: 'row-why' }, nameIn(item.service.names)),
		);
	}

	function button(label, run) {
		const node = el('button', { type: 'button', class: 'button' }, label);
		node.addEventListener('click', run);
		return node;
	}

	function more(item, names) {
		const title = inLine([clock.hour(item.starts_at), item.name]);
		const label = t('booking_more', { booking: title });
		const node = el('button', { type: 'button', class: 'round', aria: { label, haspopup: 'dialog' }, title: label }, icon('more'));
		const runs = {
			move: () => askMove(item, clock, (body) => act('move', item, body)),
			cancel: () => askCancel(item, () => act('cancel', item)),
			no_show: () => act('no-show', item),
		};
		node.addEventListener('click', () =>
			showMenu(
				title,
				names.map((name) => [t(`booking_act_${name}`), runs[name]]),
			),
		);
		return node;
	}

	return {
		/** The counter's branch, and how its appointments stand. */
		show(next, state) {
			if (next === branch && state === known) return;
			if (next !== branch) part.hidden = true;
			branch = next;
			known = state;
			read();
		},
		read,
	};
}
