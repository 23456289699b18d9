import { el, icon } from './design/dom.js';
import { t } from './design/texts.js';

/** What an agent can do: its key on a keyboard, its icon. The texts are `act_<name>`. */
const ACTS = {
	'call-next': { key: 'N', icon: 'call' },
	recall: { key: 'R', icon: 'repeat' },
	start: { key: 'S', icon: 'start' },
	served: { key: 'V', icon: 'served' },
	'no-show': { key: 'A', icon: 'absent' },
	'put-back': { key: 'B', icon: 'back' },
	'undo-no-show': { key: 'U', icon: 'absent' },
	hold: { key: 'H', icon: 'hold' },
	transfer: { key: 'T', icon: 'move' },
	'walk-in': { key: 'W', icon: 'ticket' },
	pause: { key: 'P', icon: 'pause' },
	resume: { key: 'P', icon: 'start' },
	open: { key: 'O', icon: 'start' },
	close: { key: 'C', icon: 'close' },
};

/** A second tap on the same place must not do what the button has only just come to mean. */
const SETTLE_MS = 500;
const MOST_SECONDS = 90;
/** Keys that do the big button's work when it is one of these. */
const MAIN_KEYS = { ' ': 'call-next', Enter: 'served' };

/** Nobody counts 200 seconds down. */
const untilText = (seconds) => (seconds > MOST_SECONDS ? t('in_minutes', { n: Math.ceil(seconds / 60) }) : t('in_seconds', { n: seconds }));

/** What may be done now: the one thing under the thumb, and the others. */
function actsOf(state) {
	const { ticket } = state;
	if (state.can_open) return { main: 'open', more: [] };
	if (!state.mine) return { main: undefined, more: [] };
	if (ticket?.status === 'called') return { main: 'start', more: ['recall', 'no-show', 'hold', 'transfer', 'put-back', 'served'] };
	if (ticket) return { main: 'served', more: ['call-next', 'hold', 'transfer'] };
	if (state.state === 'paused') return { main: 'resume', more: ['walk-in', 'close'] };
	return { main: 'call-next', more: ['walk-in', 'pause', 'close'] };
}

/** The buttons under the thumb and the same by keyboard. `run(name)` does one. */
export function createActs({ main, more, run, undoable }) {
	const buttons = new Map();
	let shown = { main: undefined, more: [] };
	let settling;
	let state;
	let pending = null;
	let hint = () => '';

	const tooEarly = (name) => hint(name).wait > 0 || hint(name).never === true;
	const blocked = (name) => pending !== null || tooEarly(name);

	/** While a press is on its way nothing else is taken, whatever it would be: `run` says so. */
	function act(name) {
		if (name && (pending !== null || !tooEarly(name))) run(name);
	}

	function settle() {
		clearTimeout(settling);
		main.dataset.settling = '';
		settling = setTimeout(() => delete main.dataset.settling, SETTLE_MS);
	}

	function dress(button, name) {
		const { text, wait } = hint(name);
		const sending = pending?.act === name;
		button.dataset.act = name;
		button.setAttribute('aria-disabled', String(blocked(name)));
		button.setAttribute('aria-keyshortcuts', ACTS[name].key);
		button.setAttribute('aria-busy', String(sending));
		const label = sending ? t('sending') : t(state.ticket && name === 'call-next' ? 'act_served_next' : `act_${name.replace(/-/g, '_')}`);
		const under = sending || (!text && !wait) ? null : el('small', {}, wait ? untilText(wait) : text);
		const words = el('span', { class: 'act-words' }, label, under);
		const face = `${label}|${under?.textContent ?? ''}`;
		if (button.dataset.face === face) return;
		button.dataset.face = face;
		button.replaceChildren(icon(ACTS[name].icon), words, el('kbd', { aria: { hidden: 'true' } }, ACTS[name].key));
	}

	function draw() {
		if (!state) return;
		const next = actsOf(state);
		if (shown.main && next.main !== shown.main) settle();
		shown = next;
		main.hidden = !next.main;
		if (next.main) dress(main, next.main);
		for (const [name, button] of buttons) {
			if (next.more.includes(name)) continue;
			// Who works by keyboard goes on from the act that is there now.
			if (button === document.activeElement) main.focus();
			button.remove();
			buttons.delete(name);
		}
		for (const name of next.more) {
			let button = buttons.get(name);
			if (!button) {
				button = el('button', { type: 'button', class: 'act' });
				button.addEventListener('click', () => act(name));
				buttons.set(name, button);
			}
			dress(button, name);
			if (button.parentNode !== more || [...more.children].indexOf(button) !== next.more.indexOf(name)) more.append(button);
		}
		more.dataset.count = String(next.more.length);
	}

	main.addEventListener('click', () => {
		if (!('settling' in main.dataset)) act(shown.main);
	});
	document.addEventListener('keydown', (event) => {
		if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || !state) return;
		if (document.querySelector('dialog[open]')) return;
		// For a moment the focus is still in a form that has just been closed: nobody types there.
		const field = event.target.closest('input, select, textarea');
		if (field && !field.closest('dialog')) return;
		const onButton = event.target.closest('button, a');
		if (onButton && !onButton.closest('dialog') && (event.key === ' ' || event.key === 'Enter')) return;
		const all = [
			shown.main,
			...shown.more,
			...(state.mine && state.state !== 'closed' ? ['walk-in'] : []),
			...(undoable() ? ['undo-no-show'] : []),
		];
		const pressed = event.key.toUpperCase();
		const isOn = (name) => name && ACTS[name].key === pressed;
		// The key may be for what the press before brings, which is not shown yet.
		const wanted = MAIN_KEYS[event.key] ?? all.find(isOn) ?? (pending === null ? undefined : Object.keys(ACTS).find(isOn));
		if (!wanted || (pending === null && !all.includes(wanted))) return;
		event.preventDefault();
		act(wanted);
	});

	return {
		/** `hints(name)` gives `{ text, wait, never }`: what is said under a button, the seconds until it may be pressed, or that it may not any more. */
		update(next, press, hints) {
			state = next;
			pending = press;
			hint = hints;
			draw();
		},
		tick: draw,
		shows: (name) => shown.more.includes(name),
	};
}
