import * as api from './api.js';
import { dressAvatar, el } from './dom.js';
import { inLine, nameIn, readable, t } from './texts.js';

/** The drawer of providers and of numbers that already have a chat. `open(phone)` opens one; `isOpen(key)` says which are. */
export function createPeople(dialog, { open, isOpen }) {
	const list = dialog.querySelector('#people-list');
	const search = dialog.querySelector('#people-search');
	let organisation;
	let known = { providers: [], phones: [] };

	search.addEventListener('input', draw);

	function draw() {
		const wanted = search.value.trim().toLowerCase();
		const fits = (entry) => `${entry.label} ${entry.detail} ${entry.address}`.toLowerCase().includes(wanted);
		const unreadOf = (entry) => known.phones.find((one) => one.channel === entry.channel && one.address === entry.address)?.unread ?? 0;
		const providers = known.providers.map(asEntry).filter(fits);
		const others = known.phones
			.filter((one) => !known.providers.some((provider) => provider.phone === one.address && provider.channel === one.channel))
			.map((one) => ({ address: one.address, channel: one.channel, label: readable(one.address), detail: one.lastText }))
			.filter(fits);
		list.replaceChildren(
			...providers.sort((a, b) => unreadOf(b) - unreadOf(a)).map((entry) => row(entry, unreadOf(entry))),
			...(others.length > 0 ? [el('h3', {}, t('other_numbers')), ...others.map((entry) => row(entry, unreadOf(entry)))] : []),
			...(providers.length + others.length === 0 ? [el('p', { class: 'hint' }, t('no_people'))] : []),
		);
	}

	function asEntry(provider) {
		const names = (ids, from) => ids.map((id) => nameIn(from.find((one) => one.id === id)?.names ?? { fr: id })).join(', ');
		const detail = inLine([names(provider.services, organisation.services), names(provider.zones, organisation.zones)]);
		return { address: provider.phone, channel: provider.channel, label: provider.name, detail };
	}

	function row(entry, unread) {
		const avatar = el('span', { class: 'avatar', aria: { hidden: 'true' } });
		dressAvatar(avatar, entry.label);
		const who = el('span', { class: 'person-who' }, el('strong', {}, entry.label), el('span', {}, entry.detail || readable(entry.address)));
		const marks = el('span', { class: 'person-marks' }, entry.channel === 'sms' ? el('span', { class: 'chip' }, 'SMS') : null);
		if (unread > 0) marks.append(el('b', { class: 'count', aria: { label: t('unread_n', { n: unread }) } }, String(unread)));
		else if (isOpen(`${entry.channel} ${entry.address}`)) marks.append(el('span', { class: 'chip' }, t('opened')));
		const button = el('button', { type: 'button', class: 'person' }, avatar, who, marks);
		button.addEventListener('click', () => {
			dialog.close();
			open(entry);
		});
		return button;
	}

	return {
		async load(forOrganisation) {
			organisation = forOrganisation;
			known = await api.directory(organisation.slug);
			draw();
			return known;
		},
		/** The provider behind a number, if one is. */
		providerAt: (address) => known.providers.find((one) => one.phone === address),
		/** Every number worth suggesting. */
		numbers: () => [
			...known.providers.map((one) => [one.phone, one.name]),
			...known.phones.map((one) => [one.address, readable(one.address)]),
		],
	};
}
