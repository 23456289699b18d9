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

/**
 * Today's appointments of the branch and the coming ones that it has closed on, each with what may be done with it: `act(name, item, body)`
 * does it.
 */
export function createBooked({ part, list, affectedPart, affected }, { clock, act }) {
	let branch;
	let timer;
	let known;
	/** Reads that were begun, and the last of them that is shown: an answer that was overtaken is left aside. */
	let reads = 0;
	let shown = 0;

	async function read() {
		clearTimeout(timer);
		const wanted = branch;
		if (!wanted) return;
		reads += 1;
		const mine = reads;
		const where = `branch=${encodeURIComponent(wanted)}&limit=${MOST_SHOWN}`;
		const [found, closed] = await Promise.all(
			[`/appointments?${where}&date=today`, `/appointments/affected?${where}`].map((path) => get(path).catch(() => null)),
		);
		if (wanted !== branch || mine < shown) return;
		shown = mine;
		clearTimeout(timer);
		timer = setTimeout(read, EVERY_MS);
		// No answer: what is shown is still the best that is known.
		if (found)
			draw(
				list,
				found.items.filter(({ status }) => SHOWN.includes(status)),
			);
		if (closed) draw(affected, closed.items);
		part.hidden = list.children.length === 0;
		affectedPart.hidden = affected.children.length === 0;
	}

	function draw(rows, items) {
		redraw(rows, items, (item) => row(item, rows === affected));
	}

	/** `dated`: of any day. */
	function row(item, dated) {
		const others = item.can.filter((name) => name !== 'check_in');
		return el(
			'li',
			{ class: 'row row-action', data: { key: item.id } },
			el('b', { class: 'row-number' }, clock.hour(item.starts_at)),
			el(
				'span',
				{ class: 'row-chips' },
				el('span', { class: 'row-who' }, item.name ?? ''),
				item.affected ? el('span', { class: 'chip' }, t(affectedText(item))) : null,
			),
			el(
				'span',
				{ class: 'row-acts' },
				item.can.includes('check_in')
					? button(t('check_in'), () => act('check-in', item))
					: el('span', { class: 'chip chip-quiet' }, t(`booking_${item.status}`)),
				others.length > 0 ? more(item, others) : null,
			),
			el(
				'span',
				{ class: 'row-why' },
				inLine([dated ? clock.date(item.starts_at) : '', nameIn(item.service.names), dated && !item.reachable ? item.phone : '']),
			),
		);
	}

	function affectedText({ asked_at: asked, reachable }) {
		if (asked) return 'booking_affected_told';
		return reachable ? 'booking_affected_soon' : 'booking_affected';
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
			if (next !== branch) {
				// Those of another branch are nothing to fall back on.
				for (const rows of [list, affected]) rows.replaceChildren();
				for (const shownPart of [part, affectedPart]) shownPart.hidden = true;
			}
			branch = next;
			known = state;
			read();
		},
		read,
	};
}
