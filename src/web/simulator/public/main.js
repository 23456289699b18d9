import * as api from './api.js';
import { dismissible, dressAvatar, el } from './dom.js';
import { createInspector } from './inspector.js';
import { createPeople } from './people.js';
import { createPhone } from './phone.js';
import { readable, t } from './texts.js';

/** Phones that open by themselves when they are offered something: beyond, a badge is enough. */
const MAX_AUTO_OPEN = 4;
/** An offer older than this is no reason to open a phone on arrival. */
const RECENT_MS = 15 * 60_000;
const RETRY_MS = 3_000;

const byId = (id) => document.getElementById(id);
const keyOf = ({ channel, address }) => `${channel} ${address}`;
const storageKey = () => `palabre.simulator.${organisation.slug}`;

const open = new Map();
const unread = new Map();
const putAway = new Set();
/** Messages that were shown or counted: when their phone is put away, their later news are no news. */
const counted = new Set();
let organisations = [];
let organisation;
let active;
let stopFollowing = () => {};

const inspector = createInspector(byId('inspector'), { close: () => document.body.classList.remove('inspecting') });
const people = createPeople(byId('people'), { open: (entry) => openPhone(entry, { focus: true }), isOpen: (key) => open.has(key) });

await start();

async function start() {
	for (const dialog of document.querySelectorAll('dialog')) dismissible(dialog);
	byId('open-add').addEventListener('click', showAdd);
	byId('ghost').addEventListener('click', showAdd);
	byId('add-form').addEventListener('submit', submitAdd);
	byId('open-people').addEventListener('click', showPeople);
	byId('org').addEventListener('change', (event) => enter(event.target.value));
	live('connecting');
	organisations = (await untilAnswered(api.organisations)).organisations;
	if (organisations.length === 0) {
		byId('phones').append(el('p', { class: 'notice' }, t('no_organisations')));
		return;
	}
	byId('org').append(...organisations.map((one) => el('option', { value: one.slug }, one.name)));
	byId('org-field').hidden = organisations.length < 2;
	const wanted = new URLSearchParams(location.search).get('org');
	await enter(organisations.some((one) => one.slug === wanted) ? wanted : organisations[0].slug);
}

/** Leaves the organisation at hand and opens another's phones. */
async function enter(slug) {
	stopFollowing();
	for (const view of open.values()) view.dispose();
	open.clear();
	unread.clear();
	counted.clear();
	putAway.clear();
	active = undefined;
	organisation = organisations.find((one) => one.slug === slug);
	byId('org').value = slug;
	byId('counters').replaceChildren(...organisation.counters.map(counterLink));
	const known = await untilAnswered(() => people.load(organisation));
	// Meanwhile another one may have been chosen.
	if (organisation.slug !== slug) return;
	for (const phone of firstPhones(known)) openPhone(phone, { focus: false });
	activate([...open.keys()][0]);
	stopFollowing = api.follow(slug, {
		ready: () => {
			live('open');
			for (const view of open.values()) view.load();
		},
		lost: () => live('lost'),
		message: onMessage,
		turn: inspector.onTurn,
	});
}

/** Asks again for as long as there is no answer, and says so. */
async function untilAnswered(ask) {
	for (;;) {
		try {
			return await ask();
		} catch {
			live('lost');
			await new Promise((done) => setTimeout(done, RETRY_MS));
		}
	}
}

/** The phones of last time, or one client; and the providers who have just been offered something. */
function firstPhones(known) {
	const kept = JSON.parse(localStorage.getItem(storageKey()) ?? '[]');
	const channel = organisation.senders.some((one) => one.channel === 'whatsapp') ? 'whatsapp' : 'sms';
	const first = kept.length > 0 ? kept : [{ channel, address: organisation.sampleNumber ?? '+237671234567' }];
	const offered = known.phones
		.filter((one) => one.unread > 0 && Date.now() - Date.parse(one.lastAt) < RECENT_MS && people.providerAt(one.address))
		.slice(0, MAX_AUTO_OPEN - 1);
	for (const one of known.phones) if (one.unread > 0) unread.set(keyOf(one), one.unread);
	return [...first, ...offered.filter((one) => !first.some((other) => keyOf(other) === keyOf(one)))];
}

/** The other side of the visit: the page of an agent who calls. */
function counterLink({ org, name }) {
	return el(
		'a',
		{ class: 'tool', href: `/simulator/counter?org=${encodeURIComponent(org)}`, target: '_blank', title: name },
		t('counter_of', { name }),
	);
}

function openPhone({ channel, address, name, label }, { focus }) {
	const key = keyOf({ channel, address });
	if (!open.has(key)) {
		const provider = people.providerAt(address);
		const phone = {
			org: organisation.slug,
			orgName: organisation.name,
			channel,
			address,
			name: name ?? provider?.name,
			label: labelOf({ name, label, provider }),
		};
		const view = createPhone(phone, {
			organisation,
			on: {
				inspect: () => inspect(key, true),
				copy: () => copyFixture(phone),
				close: () => closePhone(key),
				unread: (count) => countUnread(key, count),
			},
		});
		open.set(key, view);
		putAway.delete(key);
		view.root.addEventListener('focusin', () => inspect(key, false));
		byId('phones').append(view.root);
		view.load();
		keep();
	}
	drawTabs();
	if (focus) {
		activate(key);
		open.get(key).root.scrollIntoView({ inline: 'nearest', block: 'nearest' });
		open.get(key).focus();
	}
}

function labelOf({ name, label, provider }) {
	const given = name ?? provider?.name ?? label;
	if (given) return given;
	const clients = [...open.values()].filter((view) => !people.providerAt(view.phone.address)).length;
	return clients === 0 ? t('client') : t('client_n', { n: clients + 1 });
}

function closePhone(key) {
	open.get(key)?.dispose();
	open.delete(key);
	putAway.add(key);
	keep();
	drawTabs();
	if (active === key) activate([...open.keys()].at(-1));
}

/** On a narrow screen one phone is shown at a time; the inspector follows it everywhere. */
function activate(key) {
	active = key;
	for (const [other, view] of open) view.root.classList.toggle('active', other === key);
	drawTabs();
	open.get(key)?.scrollDown();
	byId('tabs').querySelector('[aria-selected=true]')?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
	inspect(key, false);
}

/** `toggle`: from the phone's own button, which on a narrow screen opens and closes the panel. */
function inspect(key, toggle) {
	const view = open.get(key);
	for (const [other, one] of open) one.root.classList.toggle('inspected', other === key);
	if (toggle)
		document.body.classList.toggle('inspecting', inspector.selected() !== view?.phone || !document.body.classList.contains('inspecting'));
	if (inspector.selected() !== view?.phone || toggle) inspector.select(view?.phone, organisation.timezone);
}

function onMessage(message) {
	const key = keyOf(message);
	inspector.onMessage(message);
	const view = open.get(key);
	if (view) {
		counted.add(message.id);
		view.show(message);
		return;
	}
	if (message.direction !== 'out' || message.status === 'read') return;
	const provider = people.providerAt(message.address);
	if (provider && open.size < MAX_AUTO_OPEN && !putAway.has(key)) openPhone(message, { focus: false });
	else if (!counted.has(message.id)) {
		counted.add(message.id);
		countUnread(key, (unread.get(key) ?? 0) + 1);
	}
}

function countUnread(key, count) {
	if ((unread.get(key) ?? 0) === count) return;
	if (count > 0) unread.set(key, count);
	else unread.delete(key);
	drawTabs();
}

function drawTabs() {
	const hidden = [...unread].filter(([key]) => !open.has(key)).reduce((sum, [, count]) => sum + count, 0);
	byId('people-count').textContent = String(hidden);
	byId('people-count').hidden = hidden === 0;
	const focused = document.activeElement?.closest('#tabs [data-key]')?.dataset.key;
	byId('tabs').replaceChildren(...[...open].map(([key, view]) => tab(key, view)));
	if (focused)
		byId('tabs')
			.querySelector(`[data-key="${CSS.escape(focused)}"]`)
			?.focus();
}

function tab(key, view) {
	const avatar = el('span', { class: 'avatar', aria: { hidden: 'true' } });
	dressAvatar(avatar, view.phone.label);
	const button = el(
		'button',
		{ type: 'button', class: 'tab', role: 'tab', data: { key }, aria: { selected: String(key === active) } },
		avatar,
		el('span', {}, view.phone.label),
	);
	const count = unread.get(key) ?? 0;
	if (count > 0 && key !== active) button.append(el('b', { class: 'count', aria: { label: t('unread_n', { n: count }) } }, String(count)));
	button.tabIndex = key === active ? 0 : -1;
	button.addEventListener('click', () => activate(key));
	button.addEventListener('keydown', (event) => {
		const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
		if (!step) return;
		const keys = [...open.keys()];
		const next = keys[(keys.indexOf(key) + step + keys.length) % keys.length];
		activate(next);
		byId('tabs')
			.querySelector(`[data-key="${CSS.escape(next)}"]`)
			?.focus();
	});
	return button;
}

function showAdd() {
	byId('known-numbers').replaceChildren(...people.numbers().map(([value, label]) => el('option', { value }, label)));
	const form = byId('add-form');
	form.reset();
	byId('add-error').textContent = '';
	form.elements.phone.value = freshNumber();
	byId('add').showModal();
	form.elements.phone.select();
}

/** The country's sample number, its end changed until no open phone has it. */
function freshNumber() {
	const sample = organisation.sampleNumber ?? '';
	const taken = new Set([...open.values()].map((view) => view.phone.address));
	for (let n = 0; n < 100; n += 1) {
		const number = sample.slice(0, -2) + String((Number(sample.slice(-2)) + n) % 100).padStart(2, '0');
		if (!taken.has(number)) return readable(number);
	}
	return '';
}

async function submitAdd(event) {
	event.preventDefault();
	const form = event.target;
	const name = form.elements.name.value.trim();
	const wanted = { org: organisation.slug, channel: form.elements.channel.value, address: form.elements.phone.value.trim() };
	try {
		// The server reads the number: it knows the country.
		const { address } = await api.chat(wanted);
		byId('add').close();
		openPhone({ channel: wanted.channel, address, ...(name ? { name } : {}) }, { focus: true });
	} catch (error) {
		byId('add-error').textContent = error.code === 'invalid_input' || error.code === 'not_found' ? t('bad_number') : error.message;
	}
}

async function showPeople() {
	byId('people').showModal();
	await people.load(organisation);
}

async function copyFixture(phone) {
	const text = JSON.stringify(await api.fixture(phone), null, '\t');
	byId('copy-text').value = text;
	byId('copy').showModal();
	const copied = await navigator.clipboard?.writeText(text).then(
		() => true,
		() => false,
	);
	byId('copy-state').textContent = t(copied ? 'copied' : 'not_copied');
	byId('copy-text').select();
}

function live(state) {
	byId('live').dataset.state = state;
	byId('live').querySelector('.live-text').textContent = t(`live_${state}`);
}

function keep() {
	const phones = [...open.values()].map(({ phone }) => ({
		channel: phone.channel,
		address: phone.address,
		...(phone.name ? { name: phone.name } : {}),
	}));
	localStorage.setItem(storageKey(), JSON.stringify(phones));
}
