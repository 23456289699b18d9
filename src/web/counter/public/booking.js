import { get } from './api.js';
import { el } from './design/dom.js';
import { inLine, nameIn, t } from './design/texts.js';
import { ask, field } from './dialogs.js';

/** Who writes to the number is told there; another one by whoever moves or cancels. */
const told = (item) => el('p', { class: 'help' }, t(item.reachable ? 'booking_told' : 'booking_not_told'));

const who = (item) => el('p', {}, inLine([item.name, nameIn(item.service.names), item.phone]));

/** Gives the seat back, once that is sure. */
export function askCancel(item, submit) {
	ask(t('cancel_booking_title'), [who(item), told(item)], { ok: t('booking_act_cancel'), no: t('keep'), submit: () => submit() });
}

/** Another free hour, of this day or another. `submit({ starts_at })`. */
export function askMove(item, clock, submit) {
	const hours = el('select', { name: 'starts_at', required: true });
	const none = el('p', { class: 'error', role: 'alert' });
	const today = clock.day(clock.now());
	const day = field('day', t('move_day'), { type: 'date', min: today, value: clock.day(item.starts_at), required: true });
	const form = ask(
		t('move_title'),
		[who(item), day, el('label', { class: 'field' }, el('span', {}, t('move_hour')), hours), none, told(item)],
		{
			ok: t('act_move'),
			submit({ starts_at: start }) {
				if (!start) return false;
				submit({ starts_at: start });
			},
		},
	);
	const wanted = form.elements.day;
	const ok = form.querySelector('[type=submit]');
	wanted.addEventListener('change', read);
	read();

	async function read() {
		const date = wanted.value;
		offer([]);
		none.textContent = '';
		if (!date) return;
		const query = new URLSearchParams({ branch: item.branch, service: item.service.id, date });
		const found = await get(`/appointments/slots?${query}`).catch((problem) => problem);
		if (date !== wanted.value) return;
		if (found instanceof Error) none.textContent = found.message;
		else offer(found.items.filter(({ free, starts_at: start }) => free > 0 && start !== item.starts_at));
		if (!(found instanceof Error) && hours.options.length === 0) none.textContent = t('move_none');
	}

	function offer(slots) {
		hours.replaceChildren(...slots.map(({ starts_at: start }) => el('option', { value: start }, clock.hour(start))));
		hours.disabled = slots.length === 0;
		ok.disabled = hours.disabled;
	}
}
