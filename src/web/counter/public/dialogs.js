import { el } from './design/dom.js';
import { nameIn, t } from './design/texts.js';

const dialog = document.getElementById('dialog');
const PRIORITIES = ['', 'elderly', 'pregnant', 'disabled', 'emergency'];
const PAUSES = ['meal', 'prayer', 'meeting', 'breakdown'];
const HOLDS = ['5', '15', '30', ''];
/** Beyond, one list is easier than so many buttons. */
const MOST_SEGMENTS = 6;

dialog.addEventListener('click', (event) => {
	if (event.target === dialog || event.target.closest('[data-close]')) dialog.close();
});
// The event comes after the call: by then the next form may be open.
dialog.addEventListener('close', () => {
	if (!dialog.open) dialog.replaceChildren();
});

/** Shows a form; `submit(values)` gets its fields that are filled. The focus goes back by itself when it closes. `no` leaves it. */
export function ask(title, parts, { ok, no = t('cancel'), submit }) {
	const form = el(
		'form',
		{ novalidate: true },
		el('h2', { id: 'dialog-title' }, title),
		...parts,
		el(
			'div',
			{ class: 'actions' },
			el('button', { type: 'button', class: 'button', data: { close: '' } }, no),
			el('button', { type: 'submit', class: 'button button-strong' }, ok),
		),
	);
	form.addEventListener('submit', (event) => {
		event.preventDefault();
		const values = Object.fromEntries(
			[...new FormData(form)].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value !== ''),
		);
		if (submit(values, form) !== false) dialog.close();
	});
	show(form);
	return form;
}

function show(node) {
	dialog.replaceChildren(node);
	if (!dialog.open) dialog.showModal();
}

/** `options`: [value, label]. The first is chosen. */
function choice(name, legend, options) {
	if (options.length > MOST_SEGMENTS)
		return el(
			'label',
			{ class: 'field' },
			el('span', {}, legend),
			el('select', { name }, ...options.map(([value, label]) => el('option', { value }, label))),
		);
	return el(
		'fieldset',
		{ class: 'segments' },
		el('legend', {}, legend),
		...options.map(([value, label], index) =>
			el('label', {}, el('input', { type: 'radio', name, value, checked: index === 0 }), el('span', {}, label)),
		),
	);
}

export function field(name, label, attributes) {
	return el('label', { class: 'field' }, el('span', {}, label), el('input', { name, autocomplete: 'off', ...attributes }));
}

/** For someone without a phone: the same line, the same order. */
export function askWalkIn(state, submit) {
	ask(
		t('walk_in_title'),
		[
			choice(
				'service',
				t('service'),
				state.services.map((service) => [service.id, nameIn(service.label)]),
			),
			el(
				'label',
				{ class: 'field' },
				el('span', {}, t('priority')),
				el(
					'select',
					{ name: 'priority' },
					...PRIORITIES.map((code) => el('option', { value: code }, t(code === '' ? 'priority_none' : `priority_${code}`))),
				),
			),
			field('name', t('name_optional'), { maxLength: 60 }),
			field('phone', t('phone_optional'), { type: 'tel', inputMode: 'tel', maxLength: 20 }),
		],
		{ ok: t('give_ticket'), submit },
	);
}

/** What the person needs next, at this branch: another service, and the queue it has, or another counter. The ticket keeps the time it has waited. */
export function askTransfer(state, submit) {
	const { ticket } = state;
	const services = state.transfers.flatMap(({ label, services: done }) =>
		done
			.filter((service) => service.id !== ticket.service)
			.map((service) => [`service ${service.id}`, done.length === 1 ? nameIn(label) : `${nameIn(label)} · ${nameIn(service.label)}`]),
	);
	const places = [...services, ...state.transfer_counters.map((counter) => [`counter ${counter.id}`, nameIn(counter.label)])];
	const title = t('transfer_title', { number: ticket.number });
	if (places.length === 0) return tell(title, t('transfer_nowhere'));
	return ask(title, [choice('to', t('transfer_to'), places), el('p', { class: 'help' }, t('transfer_help'))], {
		ok: t('act_transfer'),
		submit({ to }) {
			const [what, id] = to.split(' ');
			submit({ [what]: id });
		},
	});
}

export function askHold(state, submit) {
	const options = HOLDS.map((minutes) => [minutes || 'open', minutes ? t('for_minutes', { n: minutes }) : t('until_called')]);
	ask(t('hold_title', { number: state.ticket.number }), [choice('minutes', t('hold_how_long'), options)], {
		ok: t('put_on_hold'),
		submit: ({ minutes }) => submit(minutes === 'open' ? {} : { minutes: Number(minutes) }),
	});
}

export function askPause(submit) {
	const other = field('other', t('pause_other'), { maxLength: 80 });
	ask(t('pause_title'), [choice('reason', t('pause_why'), [...PAUSES.map((code) => [t(`pause_${code}`), t(`pause_${code}`)])]), other], {
		ok: t('act_pause'),
		submit: ({ reason, other: typed }) => submit({ reason: typed ?? reason }),
	});
}

export function confirm(title, text, ok, submit) {
	ask(title, [el('p', {}, text)], { ok, submit });
}

export function tell(title, text) {
	show(
		el(
			'div',
			{ class: 'dialog-body' },
			el('h2', { id: 'dialog-title' }, title),
			el('p', {}, text),
			el(
				'div',
				{ class: 'actions' },
				el('button', { type: 'button', class: 'button button-strong', data: { close: '' } }, t('understood')),
			),
		),
	);
}

/** The ticket just given, and its paper. */
export function showIssued(issued) {
	const print = (format) =>
		el(
			'a',
			{
				class: 'button',
				href: `/counter/print?ticket=${encodeURIComponent(issued.id)}&format=${format}&lang=${document.documentElement.lang}`,
				target: '_blank',
				rel: 'opener',
			},
			t(`print_${format}`),
		);
	show(
		el(
			'div',
			{ class: 'dialog-body issued' },
			el('h2', { id: 'dialog-title' }, t('ticket_given')),
			el('p', { class: 'now-number' }, issued.number),
			el(
				'div',
				{ class: 'actions' },
				print('80mm'),
				print('a4'),
				el('button', { type: 'button', class: 'button button-strong', data: { close: '' } }, t('done')),
			),
		),
	);
}

/** What is done less often. `items`: [label, run]; a label alone begins a group. */
export function showMenu(title, items) {
	const rows = items.map(([label, run]) => {
		if (!run) return el('h3', {}, label);
		const button = el('button', { type: 'button', class: 'button button-wide' }, label);
		button.addEventListener('click', () => {
			dialog.close();
			run();
		});
		return button;
	});
	show(
		el(
			'div',
			{ class: 'dialog-body' },
			el('h2', { id: 'dialog-title' }, title),
			...rows,
			el('button', { type: 'button', class: 'button button-strong button-wide', data: { close: '' } }, t('close')),
		),
	);
}
