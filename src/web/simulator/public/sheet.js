import { copyTemplate, el } from './dom.js';
import { nameIn, t } from './texts.js';

/**
 * Shows a form in a phone's bottom sheet. The rest of the phone waits; Escape, the veil and the form's `data-close` button close it
 * and give the focus back.
 */
function openSheet(screen, form, onSubmit) {
	const sheet = screen.querySelector('.sheet');
	const veil = screen.querySelector('.veil');
	const before = document.activeElement;
	const others = [...screen.children].filter((node) => node !== sheet && node !== veil);
	const close = () => {
		sheet.hidden = true;
		veil.hidden = true;
		sheet.replaceChildren();
		for (const node of others) node.inert = false;
		before?.focus();
	};
	sheet.onkeydown = (event) => {
		if (event.key === 'Escape') close();
	};
	veil.onclick = close;
	form.querySelector('[data-close]').onclick = close;
	form.onsubmit = (event) => {
		event.preventDefault();
		if (onSubmit(form) !== false) close();
	};
	for (const node of others) node.inert = true;
	sheet.replaceChildren(form);
	sheet.setAttribute('aria-label', form.querySelector('h3').textContent);
	sheet.hidden = false;
	veil.hidden = false;
	sheet.querySelector('input, select, button').focus();
}

/** The rows of a list message; `choose` gets the one picked. */
export function openList(screen, message, choose) {
	const form = copyTemplate('list-template');
	form.querySelector('h3').textContent = message.listButton || t('choose');
	const rows = message.choices.map((choice, index) =>
		el(
			'label',
			{ class: 'list-row' },
			el('span', { class: 'list-text' }, el('strong', {}, choice.label), choice.description ? el('span', {}, choice.description) : null),
			el('input', { type: 'radio', name: 'choice', value: String(index) }),
		),
	);
	form.querySelector('.rows').append(...rows);
	const submit = form.querySelector('[type=submit]');
	form.addEventListener('change', () => {
		submit.disabled = false;
	});
	openSheet(screen, form, () => {
		const picked = message.choices[Number(new FormData(form).get('choice') ?? Number.NaN)];
		if (!picked) return false;
		choose(picked);
		return true;
	});
}

/** A place of the organisation's list, or typed coordinates; `send` gets the location. */
export function openLocation(screen, zones, send) {
	const form = copyTemplate('location-template');
	const { zone, latitude, longitude } = form.elements;
	zones.forEach((one, index) => {
		zone.append(el('option', { value: String(index) }, nameIn(one.names)));
	});
	zone.addEventListener('change', () => {
		const picked = zones[Number(zone.value)];
		latitude.value = zone.value === '' ? '' : String(picked.centre.lat);
		longitude.value = zone.value === '' ? '' : String(picked.centre.lon);
	});
	openSheet(screen, form, () => {
		const [lat, lon] = [latitude, longitude].map((input) =>
			input.value.trim() === '' ? Number.NaN : Number(input.value.replace(',', '.')),
		);
		if (!(Math.abs(lat) <= 90 && Math.abs(lon) <= 180)) {
			form.querySelector('.error').textContent = t('bad_coordinates');
			return false;
		}
		const label = zone.value === '' ? {} : { label: nameIn(zones[Number(zone.value)].names) };
		send({ latitude: lat, longitude: lon, ...label });
		return true;
	});
}
