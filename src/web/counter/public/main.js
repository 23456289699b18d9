import { createActs } from './acts.js';
import { get, hasToken, keepToken } from './api.js';
import { drawChoice } from './choose.js';
import { t } from './design/texts.js';
import { openDesk } from './desk.js';

const COUNTER = 'palabre.counter.counter';
const RETRY_MS = 3_000;
const byId = (id) => document.getElementById(id);

const acts = createActs({
	main: byId('act-main'),
	more: byId('acts-more'),
	run: (name) => desk?.run(name),
	undoable: () => desk?.undoable(),
});
let desk;
let retry;
/** Counts the starts: an answer that comes when another has begun is of no use. */
let starts = 0;

byId('login-form').addEventListener('submit', (event) => {
	event.preventDefault();
	keepToken(event.target.elements.token.value);
	event.target.reset();
	start();
});
byId('open-menu').addEventListener('click', () => desk?.menu());
addEventListener('online', () => {
	if (!desk) start();
});

// Not before the page has all it needs: on 2G they would come one after the other.
addEventListener('load', keepPage);
start();

/** Login, the choice of a counter, or the counter of last time: whatever can be shown with what is known. */
async function start() {
	clearTimeout(retry);
	starts += 1;
	const mine = starts;
	if (!hasToken()) return login();
	show('loading');
	let counters;
	try {
		counters = (await get('/counters')).items;
	} catch (problem) {
		if (mine !== starts) return;
		if (problem.code === 'unauthenticated') return login(t('login_expired'));
		if (problem.code === 'forbidden') return login(t('login_not_for_counters'));
		return offlineStart();
	}
	if (mine !== starts) return;
	banner('');
	const kept = localStorage.getItem(COUNTER);
	return counters.some((counter) => counter.id === kept) ? enter(kept) : choose(counters);
}

/** Nothing is known without the network: said in words, tried again by itself. */
function offlineStart() {
	banner(t('offline_start'));
	retry = setTimeout(start, RETRY_MS);
}

/** So that a reload without a network opens this page, where the browser can: over https, or on this machine. */
function keepPage() {
	navigator.serviceWorker?.register('/counter/worker.js', { scope: '/counter' }).catch(() => {});
}

function login(why = '') {
	leave();
	keepToken('');
	byId('login-why').textContent = why;
	show('login');
	byId('login-form').elements.token.focus();
}

function choose(counters) {
	leave();
	localStorage.removeItem(COUNTER);
	drawChoice(byId('choose-list'), counters, enter);
	show('choose');
}

function enter(id) {
	leave();
	localStorage.setItem(COUNTER, id);
	show('loading');
	desk = openDesk(id, acts, {
		known: () => show('desk'),
		expired: () => login(t('login_expired')),
		gone: () => {
			localStorage.removeItem(COUNTER);
			start();
		},
		change: () => {
			localStorage.removeItem(COUNTER);
			start();
		},
		leave: () => login(),
	});
}

function leave() {
	desk?.close();
	desk = undefined;
}

function show(view) {
	for (const id of ['loading', 'login', 'choose', 'desk']) byId(id).hidden = id !== view;
	byId('live').hidden = view !== 'desk';
	byId('open-menu').hidden = view !== 'desk';
	if (view !== 'desk') {
		byId('twin').hidden = true;
		byId('place-counter').textContent = 'Palabre';
		byId('place-branch').textContent = t('counter_page');
	}
}

function banner(text) {
	byId('offline').textContent = text;
	byId('offline').hidden = text === '';
}
