import { el, redraw } from './design/dom.js';
import { inLine, knows, nameIn, t } from './design/texts.js';

/** What sets a ticket apart from the others: its class when it is not the usual one, and the law's priority. */
export function chips(ticket) {
	return [
		ticket.priority ? el('span', { class: 'chip chip-strong' }, t(`priority_${ticket.priority}`)) : null,
		ticket.class === 'normal' ? null : el('span', { class: 'chip' }, t(`class_${ticket.class}`)),
	];
}

/** Why this one comes at this place, in words. */
function reason(ticket, clock) {
	const why = knows(`why_${ticket.why}`) ? t(`why_${ticket.why}`) : '';
	return inLine([
		t(`presence_${ticket.presence}`),
		nameIn(ticket.service_label),
		ticket.booked_at ? t('booked_at', { hour: clock.hour(ticket.booked_at) }) : '',
		why,
	]);
}

/** Who waits, in the order they will be called. */
export function drawLine(list, tickets, clock) {
	list.replaceChildren(
		...(tickets.length === 0 ? [el('li', { class: 'nobody' }, t('nobody'))] : []),
		...tickets.map((ticket, index) =>
			el(
				'li',
				{ class: 'row', data: { ticket: ticket.ticket, first: String(index === 0) } },
				el('b', { class: 'row-number' }, ticket.number),
				el('span', { class: 'row-chips' }, ticket.initials ? el('span', { class: 'row-who' }, ticket.initials) : null, ...chips(ticket)),
				el('span', { class: 'row-wait', data: { since: ticket.since } }, t('minutes', { n: clock.minutesSince(ticket.since) })),
				el('span', { class: 'row-why' }, reason(ticket, clock)),
			),
		),
	);
}

/** Tickets out of the line for a moment, each with its way back. `act` is `{ label, run(ticket) }`; without `run` it has to wait. */
export function drawAside(list, tickets, clock, act) {
	const items = tickets.map((ticket) => ({ ...ticket, ready: Boolean(act.run) }));
	redraw(list, items, (ticket) => {
		const button = el('button', { type: 'button', class: 'button', disabled: !ticket.ready }, act.label);
		button.addEventListener('click', () => act.run(ticket));
		return el(
			'li',
			{ class: 'row row-action', data: { key: ticket.ticket } },
			el('b', { class: 'row-number' }, ticket.number),
			el('span', { class: 'row-chips' }, ticket.initials ? el('span', { class: 'row-who' }, ticket.initials) : null, ...chips(ticket)),
			button,
			el('span', { class: 'row-why' }, standing(ticket, clock)),
		);
	});
}

/** Where somebody is who is not in the line. */
function standing(ticket, clock) {
	if (ticket.status === 'waiting') return inLine([t(`presence_${ticket.presence}`), nameIn(ticket.service_label)]);
	if (ticket.held_until) return t('held_until', { hour: clock.hour(ticket.held_until) });
	return ticket.return_by ? t('return_by', { hour: clock.hour(ticket.return_by) }) : '';
}

/** The waited minutes grow while nothing else changes. */
export function ageLine(list, clock) {
	for (const node of list.querySelectorAll('[data-since]')) {
		const text = t('minutes', { n: clock.minutesSince(node.dataset.since) });
		if (node.textContent !== text) node.textContent = text;
	}
}

/** The day's figures; what is not known yet is a dash. `line`: who waits, with the moment `since` when. */
export function drawDay(list, { stats, line }, clock) {
	const seconds = stats.average_service_seconds;
	const since = line.map((one) => one.since).sort()[0];
	const figures = [
		['day_served', stats.served],
		['day_no_show', stats.no_show],
		['day_waiting', stats.waiting],
		['day_longest', since ? t('minutes', { n: clock.minutesSince(since) }) : '–', since ? { since } : {}],
		['day_service', seconds === null ? '–' : t('minutes', { n: Math.max(1, Math.round(seconds / 60)) })],
	];
	list.replaceChildren(...figures.map(([key, value, data]) => el('div', {}, el('dt', {}, t(key)), el('dd', { data }, String(value)))));
}

/** One line for each queue: how many wait, and whether it takes people. */
export function queuesText(queues) {
	return inLine(
		queues.map((queue) => {
			const status = queue.status === 'open' ? '' : ` (${t(`queue_${queue.status}`)})`;
			return `${t('queue_waiting', { name: nameIn(queue.label), n: queue.waiting })}${status}`;
		}),
	);
}
