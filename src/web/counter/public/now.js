import { el } from './design/dom.js';
import { inLine, nameIn, t } from './design/texts.js';
import { chips } from './line.js';

/** The ticket at the counter, or what the counter is doing. */
export function drawNow(body, state, clock) {
	body.dataset.state = state.ticket?.status ?? state.state;
	if (state.ticket && state.mine) body.replaceChildren(...ticketNow(state.ticket, clock));
	else body.replaceChildren(...counterNow(state));
}

function ticketNow(ticket, clock) {
	return [
		el('p', { class: 'now-status' }, t(`status_${ticket.status}`)),
		el('p', { class: 'now-number' }, ticket.number),
		ticket.name ? el('p', { class: 'now-name' }, ticket.name) : null,
		el('p', { class: 'now-service' }, nameIn(ticket.service_label)),
		el('p', { class: 'now-chips' }, ...chips(ticket)),
		el(
			'p',
			{ class: 'help' },
			inLine([
				ticket.booked_at ? t('booked_at', { hour: clock.hour(ticket.booked_at) }) : '',
				t(`presence_${ticket.presence}`),
				t('waited', { n: ticket.waited_minutes }),
				ticket.status === 'serving' && ticket.started_at
					? t('serving_since', { hour: clock.hour(ticket.started_at) })
					: t('called_times', { n: ticket.calls.length, hour: clock.hour(ticket.called_at) }),
				told(ticket),
			]),
		),
	].filter(Boolean);
}

/** Whether the person's phone has heard: who has none must be called by voice. */
function told(ticket) {
	const { delivered } = ticket.calls[ticket.calls.length - 1] ?? {};
	if (delivered === undefined || delivered === null) return t('no_phone');
	return t(delivered ? 'phone_told' : 'phone_not_told');
}

function counterNow(counter) {
	if (counter.state !== 'closed' && !counter.mine) {
		const name = counter.agent?.name ?? t('somebody');
		const help = t(counter.can_open ? 'held_by_gone_help' : 'held_by_help');
		return [el('p', { class: 'now-title' }, t('held_by', { name })), el('p', { class: 'help' }, help)];
	}
	if (counter.state === 'paused')
		return [
			el('p', { class: 'now-title' }, t('paused')),
			counter.pause_reason ? el('p', { class: 'help' }, counter.pause_reason) : null,
		].filter(Boolean);
	if (counter.state === 'closed') return [el('p', { class: 'now-title' }, t('closed')), el('p', { class: 'help' }, t('closed_help'))];
	return [el('p', { class: 'now-title' }, t('free')), el('p', { class: 'help' }, t('free_help'))];
}
