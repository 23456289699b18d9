import { bearer, get, streamUrl } from './api.js';
import { createBooked } from './booked.js';
import { serverClock } from './design/clock.js';
import { follow } from './design/live.js';
import { inLine, knows, nameIn, t } from './design/texts.js';
import * as dialogs from './dialogs.js';
import { ageLine, drawAside, drawDay, drawLine, queuesText } from './line.js';
import { drawNow } from './now.js';
import { createPresses } from './presses.js';

const byId = (id) => document.getElementById(id);
/** A network that comes back within this time is not worth a banner. */
const PATIENCE_MS = 1_500;
/** Nothing is on its way for so long: an older state then comes from a database that was put back, and is believed. */
const OVERTAKEN_MS = 30_000;
/** While a ticket is in hand the server hears so often that somebody is here; otherwise it gives the ticket back to the line. */
const SIGN_OF_LIFE_MS = 45_000;
const UNDO_MS = 30_000;
/** Long enough to look up from the keys and read that a press was not taken. */
const NOT_TAKEN_MS = 8_000;
const CHANNEL = 'palabre.counter';

/** One counter on the page, until `close`. `on`: `known` (there is something to show), `expired`, `gone` (no such counter), `change` (another counter is wanted), `leave`. */
export function openDesk(id, acts, on) {
	const path = `/counters/${encodeURIComponent(id)}`;
	const clock = serverClock();
	const bookedAt = { part: byId('booked-part'), list: byId('booked'), affectedPart: byId('affected-part'), affected: byId('affected') };
	const booked = createBooked(bookedAt, { clock, act: onBooking });
	const twins = twinWatch(id);
	let state;
	/** When the last press was answered. */
	let answeredAt = 0;
	let undo = null;
	let lostTimer;
	let notTakenTimer;
	let closed = false;

	const presses = createPresses({
		change: draw,
		answer: answered,
		refused,
		late: (press) => say(t('press_late', { act: labelOf(press) })),
	});
	const live = follow(streamUrl(id), {
		headers: bearer(),
		on: { state: take, open: () => connection(true), lost: () => connection(false), refused: ended },
	});
	const ticking = setInterval(tick, 1000);
	const living = setInterval(() => state?.mine && state.ticket && read(), SIGN_OF_LIFE_MS);
	byId('undo').querySelector('button').onclick = () => run('undo-no-show');
	const walkIn = document.querySelector('.line-head [data-do=walk-in]');
	walkIn.onclick = () => run('walk-in');
	const back = () => document.visibilityState === 'visible' && live.again();
	document.addEventListener('visibilitychange', back);
	presses.resume();

	/** What the server says now. What was read before the last press, and was overtaken by its answer, is left aside. */
	function take(next) {
		const overtaken = next.version < state?.version && Date.now() - answeredAt < OVERTAKEN_MS;
		if (closed || overtaken) return;
		clock.set(next.now, next.organisation.timezone);
		const since = ({ waiting_minutes: n }) => new Date(Date.parse(next.now) - n * 60_000).toISOString();
		show({ ...next, line: next.line.map((ticket) => ({ ...ticket, since: since(ticket) })) });
		booked.show(next.branch.id, next.bookings);
	}

	function show(next) {
		const before = state?.mine ? state.ticket : null;
		if (!state) on.known();
		state = next;
		const { ticket } = next;
		if (next.mine && ticket?.status === 'called' && (ticket.id !== before?.id || ticket.calls.length !== before.calls.length))
			byId('announce').textContent = t('announce_called', { number: ticket.number });
		draw();
	}

	async function read() {
		const next = await get(path).catch(() => null);
		if (next) take(next);
	}

	function connection(open) {
		if (open) {
			clearTimeout(lostTimer);
			lostTimer = undefined;
			presses.again();
			online(true);
		} else lostTimer ??= setTimeout(() => online(false), PATIENCE_MS);
	}

	function online(open) {
		if (closed) return;
		byId('live').dataset.state = open ? 'open' : 'lost';
		byId('live').querySelector('.live-text').textContent = t(open ? 'live_open' : 'live_lost');
		byId('offline').hidden = open;
		const text = t(presses.pending() ? 'offline_pending' : 'offline');
		if (!open && byId('offline').textContent !== text) byId('offline').textContent = text;
	}

	function ended(status) {
		if (status === 401) on.expired();
		else on.gone();
	}

	function tick() {
		ageLine(byId('line'), clock);
		ageLine(byId('day'), clock);
		acts.tick();
		drawUndo();
		if (byId('live').dataset.state === 'lost') online(false);
	}

	function draw() {
		if (!state || closed) return;
		byId('place-counter').textContent = nameIn(state.label);
		byId('place-branch').textContent = inLine([state.organisation.name, nameIn(state.branch.label)]);
		document.title = [state.mine ? state.ticket?.number : '', nameIn(state.label)].filter(Boolean).join(' · ');
		drawNow(byId('now-body'), state, clock);
		drawLine(byId('line'), state.line, clock);
		const ready = readyNow();
		byId('waiting').textContent = String(ready);
		byId('queues').textContent = queuesText(state.queues);
		byId('line-rest').hidden = ready <= state.line.length;
		byId('line-rest').textContent = t('more_waiting', { n: ready - state.line.length });
		const free = state.mine && state.state === 'open' && !state.ticket;
		byId('away-count').textContent = String(state.stats.away);
		aside('away', state.away, {
			label: t('is_here'),
			run: state.mine ? (ticket) => send('arrived', { ticket: ticket.ticket }) : null,
		});
		aside('held', state.held, { label: t('call_held'), run: free ? (ticket) => send('call-next', { ticket: ticket.ticket }) : null });
		aside('absent', state.absent, {
			label: t('came_back'),
			run: state.mine ? (ticket) => send('undo-no-show', { ticket: ticket.ticket }) : null,
		});
		drawDay(byId('day'), state, clock);
		drawUndo();
		acts.update(state, presses.pending(), hintOf);
		walkIn.hidden = !state.mine || state.state === 'closed' || acts.shows('walk-in');
	}

	/** Who can be called: where presence is asked for, the others have not come yet. */
	const readyNow = () => state.stats.waiting - state.stats.away;

	function aside(part, tickets, act) {
		byId(`${part}-part`).hidden = tickets.length === 0;
		drawAside(byId(part), tickets, clock, act);
	}

	function hintOf(name) {
		const { ticket } = state;
		if (name === 'call-next')
			return { text: readyNow() > 0 ? t('waiting_n', { n: readyNow() }) : t(state.stats.away > 0 ? 'nobody_yet' : 'nobody') };
		if (!ticket) return {};
		if (name === 'no-show') return { wait: ticket.can.no_show_at ? clock.secondsUntil(ticket.can.no_show_at) : 0 };
		if (name !== 'recall') return {};
		const left = Math.max(0, state.settings.max_calls - ticket.calls.filter((call) => call.counter === state.id).length);
		const at = ticket.can.recall_at;
		return { text: t('tries_left', { n: left }), wait: at ? clock.secondsUntil(at) : 0, never: left === 0 };
	}

	const undoable = () => undo !== null && state?.mine && Date.now() < undo.until;

	function drawUndo() {
		byId('undo').hidden = !undoable();
		if (byId('undo').hidden) return;
		const text = t('undo_no_show', { number: undo.number });
		if (byId('undo').firstElementChild.textContent !== text) byId('undo').firstElementChild.textContent = text;
	}

	/** One of the agent's acts; those that need a word ask for it first. */
	function run(name) {
		if (!state) return;
		if (presses.pending()) return notTaken(name);
		hush();
		if (name === 'walk-in') dialogs.askWalkIn(state, (values) => send(name, values));
		else if (name === 'transfer') dialogs.askTransfer(state, (to) => send(name, { ...inHand(), ...to }));
		else if (name === 'hold') dialogs.askHold(state, (values) => send(name, { ...inHand(), ...values }));
		else if (name === 'pause') dialogs.askPause((values) => send(name, values));
		else if (name === 'close') dialogs.confirm(t('close_title'), t('close_text'), t('act_close'), () => send(name));
		else if (name === 'undo-no-show') send(name, { ticket: undo.ticket });
		else if (name === 'call-next' && state.ticket) send(name, { ...inHand(), finish: true });
		else if (['recall', 'start', 'served', 'no-show', 'put-back'].includes(name)) send(name, inHand());
		else send(name);
	}

	/** A press is about the ticket the agent saw: on another one it does nothing. */
	const inHand = () => ({ seen: state.ticket.id });

	function send(act, body = {}) {
		if (press(act, `${path}/${act}`, body) && byId('live').dataset.state === 'lost') online(false);
	}

	function onBooking(act, item, body) {
		hush();
		press(act, `/appointments/${encodeURIComponent(item.id)}/${act}`, body);
	}

	/** False: the press before has no answer yet. */
	function press(act, where, body) {
		const taken = presses.press(act, where, body);
		if (taken) clearNotTaken();
		else notTaken(act);
		return taken;
	}

	/**
	 * Told and never kept for later: what the screen shows when the answer comes may be another person, and a key pressed twice must not call
	 * two.
	 */
	function notTaken(act) {
		clearTimeout(notTakenTimer);
		byId('not-taken').textContent = t('not_taken', { act: labelOf({ act }) });
		notTakenTimer = setTimeout(clearNotTaken, NOT_TAKEN_MS);
	}

	function clearNotTaken() {
		clearTimeout(notTakenTimer);
		byId('not-taken').textContent = '';
	}

	const isOnBooking = (press) => press.path.startsWith('/appointments/');

	/** The answer tells what is in hand; the line follows by itself, or is read when nothing follows. */
	function answered(press, body) {
		hush();
		if (isOnBooking(press)) booked.read();
		if (body.counter) {
			answeredAt = Date.now();
			const { in_hand: hand } = body.counter;
			const ticket = [body.ticket, state?.ticket].find((one) => one && one.id === hand?.id) ?? null;
			if (press.act === 'no-show' && body.outcome === 'absent')
				undo = { ticket: body.ticket.id, number: body.ticket.number, until: Date.now() + UNDO_MS };
			else undo = null;
			if (state) show({ ...state, ...body.counter, ticket });
			if (press.act === 'walk-in' && body.outcome === 'joined') dialogs.showIssued(body.ticket);
			if (knows(`outcome_${body.outcome}`)) say(t(`outcome_${body.outcome}`));
		}
		if (byId('live').dataset.state !== 'open') read();
	}

	function refused(press, problem) {
		if (problem.code === 'unauthenticated') return on.expired();
		say(
			problem.code === 'conflict' || problem.code === 'not_allowed'
				? t(`refused_${problem.code}`, { act: labelOf(press) })
				: problem.message,
		);
		if (isOnBooking(press)) booked.read();
		read();
	}

	const labelOf = (press) => t(`act_${press.act.replace(/-/g, '_')}`);

	function say(text) {
		byId('refused').textContent = text;
		byId('refused').hidden = false;
	}

	function hush() {
		byId('refused').hidden = true;
	}

	function menu() {
		if (!state) return;
		const queue = ({ id: queueId, label, status }) => {
			const act = status === 'open' || status === 'closing' ? 'close' : 'open';
			return [t(`queue_${act}_act`, { name: nameIn(label) }), () => press(`queue-${act}`, `/queues/${encodeURIComponent(queueId)}/${act}`)];
		};
		dialogs.showMenu(t('menu'), [
			...(state.mine && state.state !== 'closed' && state.ticket === null ? [[t('act_close'), () => run('close')]] : []),
			[t('change_counter'), on.change],
			[t('queues')],
			...state.queues.map(queue),
			[t('settings')],
			[t('other_language'), () => location.assign(`?lang=${t('other_language_code')}`)],
			[
				t('sign_out'),
				() => {
					presses.forget();
					on.leave();
				},
			],
		]);
	}

	function close() {
		closed = true;
		live.stop();
		presses.stop();
		twins.close();
		booked.show(undefined);
		// Their buttons press at this counter.
		for (const list of ['away', 'held', 'absent', 'booked']) byId(list).replaceChildren();
		clearInterval(ticking);
		clearInterval(living);
		clearTimeout(lostTimer);
		document.removeEventListener('visibilitychange', back);
		byId('offline').hidden = true;
		clearNotTaken();
		hush();
	}

	return { run, menu, undoable, close };
}

/** Says when the same counter is open in another tab of this browser: both show the same, and a press in one is seen in the other. */
function twinWatch(id) {
	if (!('BroadcastChannel' in window)) return { close: () => {} };
	const channel = new BroadcastChannel(CHANNEL);
	channel.onmessage = ({ data }) => {
		if (data.counter !== id) return;
		byId('twin').hidden = false;
		if (data.hello) channel.postMessage({ counter: id });
	};
	channel.postMessage({ counter: id, hello: true });
	return channel;
}
