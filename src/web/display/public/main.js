import { serverClock } from './design/clock.js';
import { el } from './design/dom.js';
import { follow } from './design/live.js';
import { inLine, nameIn, t } from './design/texts.js';
import { createVoice } from './voice.js';

/** As many earlier calls as are read from afar. */
const SHOWN_BEFORE = 5;
/** So long a call stands out. */
const FRESH_MS = 15_000;
/** What was called while the board was away is shown; only this young is it worth saying. */
const WORTH_SAYING_MS = 60_000;
/** A shorter gap nobody needs to know of. */
const PATIENCE_MS = 10_000;

const AGAIN_MS = 60_000;

const byId = (id) => document.getElementById(id);
const url = document.body.dataset.board;
const clock = serverClock();
const voice = createVoice();
let board;
let said = new Map();
let staleTimer;
let today;

/** A call and the same number called again are two. */
const keyOf = (call) => `${call.number} ${call.counter} ${call.at}`;

follow(`${url}/stream`, { on: { state: take, open: () => stale(false), lost: () => stale(true), refused } });
setInterval(tick, 1000);
byId('sound').addEventListener('click', voice.wake);
document.addEventListener('click', voice.wake);
document.addEventListener('keydown', voice.wake);
keepScreenOn();
document.addEventListener('visibilitychange', keepScreenOn);
tick();

/** What the board shows now: new calls are said, in the order they were made. */
function take(next) {
	const first = board === undefined;
	board = next;
	clock.set(next.at, next.timezone);
	const fresh = next.calls.filter((call) => !said.has(keyOf(call)) && clock.now() - Date.parse(call.at) < WORTH_SAYING_MS);
	said = new Map(next.calls.map((call) => [keyOf(call), said.get(keyOf(call)) ?? (first ? 0 : Date.now())]));
	if (!first) for (const call of fresh.reverse()) announce(call);
	draw();
	tick();
}

function announce(call) {
	byId('announce').textContent = t('called', { number: call.number, counter: nameIn(call.counter_label) });
	voice.say(call, board.languages);
}

const isFresh = (call) => Date.now() - (said.get(keyOf(call)) ?? 0) < FRESH_MS;

function draw() {
	byId('organisation').textContent = board.organisation;
	byId('branch').textContent = nameIn(board.branch.label);
	document.title = `${board.organisation} · ${nameIn(board.branch.label)}`;
	const [last, ...before] = board.calls;
	byId('last').dataset.fresh = String(last !== undefined && isFresh(last));
	byId('last').replaceChildren(
		...(last
			? [el('p', { class: 'number' }, last.number), el('p', { class: 'counter' }, nameIn(last.counter_label))]
			: [el('p', { class: 'quiet' }, t('no_call_yet'))]),
	);
	byId('before').replaceChildren(
		...before
			.slice(0, SHOWN_BEFORE)
			.map((call) =>
				el(
					'li',
					{ data: { fresh: String(isFresh(call)) } },
					el('span', { class: 'number' }, call.number),
					el('span', {}, nameIn(call.counter_label)),
				),
			),
	);
	const lines = board.queues.length > 1 ? inLine(board.queues.map(({ prefix, waiting }) => `${prefix}\u00a0${waiting}`)) : '';
	byId('waiting').textContent = t('waiting', { n: board.waiting }) + (lines && ` (${lines})`);
}

/** Once a second: the clock, what no longer stands out, whether the sound is on; once a day: whether the page itself has changed. */
function tick() {
	byId('sound').hidden = !voice.needsWaking();
	if (!board) return;
	const hour = clock.hour(clock.now());
	if (byId('clock').textContent !== hour) byId('clock').textContent = hour;
	if (byId('last').dataset.fresh === 'true' && !isFresh(board.calls[0])) draw();
	const day = new Date(clock.now()).toDateString();
	if (today !== undefined && today !== day) renew();
	today = day;
}

async function renew() {
	const page = await fetch(location.href, { cache: 'no-store' }).then(
		(answer) => (answer.ok ? answer.text() : ''),
		() => '',
	);
	if (page !== '' && !page.includes(document.body.dataset.assets)) location.reload();
}

function stale(lost) {
	if (!lost) {
		clearTimeout(staleTimer);
		staleTimer = undefined;
		byId('stale').hidden = true;
	} else if (staleTimer === undefined) {
		const since = clock.now();
		staleTimer = setTimeout(() => {
			byId('stale').textContent = board ? t('reconnecting', { hour: clock.hour(since) }) : t('no_connection');
			byId('stale').hidden = false;
		}, PATIENCE_MS);
	}
}

/** A branch that is not there may come: the address is right, and its organisation not yet loaded. */
function refused() {
	byId('last').replaceChildren(el('p', { class: 'quiet' }, t('no_such_board')));
	setTimeout(() => location.reload(), AGAIN_MS);
}

/** Where the browser can: a board that sleeps calls nobody. */
function keepScreenOn() {
	if (document.visibilityState === 'visible') navigator.wakeLock?.request('screen').catch(() => {});
}
