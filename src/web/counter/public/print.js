import { get, hasToken } from './api.js';
import { inLine, knows, nameIn, t } from './design/texts.js';

const byId = (id) => document.getElementById(id);
/** A code needs an empty border of four modules to be read (ISO/IEC 18004). */
const QUIET_MODULES = 4;

byId('print').addEventListener('click', () => window.print());
start();

/** The paper says who, where, which number and how many come before: never why the person is here (rule Q15). */
async function start() {
	const id = new URLSearchParams(location.search).get('ticket') ?? '';
	if (!hasToken()) return fail(t('login_expired'));
	try {
		draw(await get(`/tickets/${encodeURIComponent(id)}/print`));
	} catch (problem) {
		return fail(problem.code === 'unauthenticated' ? t('login_expired') : problem.message);
	}
	byId('print').hidden = false;
	return window.print();
}

function fail(text) {
	byId('problem').textContent = text;
}

function draw(ticket) {
	const format = new Intl.DateTimeFormat(document.documentElement.lang === 'en' ? 'en-GB' : 'fr', {
		timeZone: ticket.timezone,
		dateStyle: 'full',
		timeStyle: 'short',
	});
	byId('organisation').textContent = ticket.organisation;
	byId('branch').textContent = inLine([nameIn(ticket.branch_label), ticket.address]);
	byId('number').textContent = ticket.number;
	const kind = knows(`class_${ticket.class}`) ? t(`class_${ticket.class}`) : '';
	byId('class').textContent = inLine([kind, ticket.priority ? t('priority_ticket') : '']);
	byId('ahead').textContent = aheadText(ticket);
	byId('at').textContent = format.format(new Date(ticket.joined_at));
	if (ticket.qr) drawCode(ticket.qr);
	if (ticket.code) tellToFollow(ticket.code);
	document.title = ticket.number;
	byId('problem').textContent = '';
	byId('ticket').hidden = false;
}

/** The code is this ticket's own: whoever holds the paper may follow it by chat. */
function tellToFollow(code) {
	byId('qr').setAttribute('aria-label', t('follow_this_qr'));
	byId('how').textContent = t('follow_this');
	byId('how-wo').textContent = t('follow_this_wo');
	byId('by-hand').textContent = t('follow_by_hand');
	byId('code').textContent = code;
}

function aheadText({ ahead, wait }) {
	if (ahead === null) return '';
	// Who is next is called as soon as a counter is free: minutes would say less.
	if (ahead === 0) return t('ahead_none');
	const people = t(ahead === 1 ? 'ahead_one' : 'ahead', { n: ahead });
	return inLine([people, wait ? t('wait_range', { low: wait.low, high: wait.high }) : '']);
}

function drawCode({ size, path }) {
	const side = size + 2 * QUIET_MODULES;
	byId('qr').setAttribute('viewBox', `${-QUIET_MODULES} ${-QUIET_MODULES} ${side} ${side}`);
	byId('qr').firstElementChild.setAttribute('d', path);
	byId('follow').hidden = false;
}
