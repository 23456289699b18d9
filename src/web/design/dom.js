/** Makes an element: properties as they are, `data` for data attributes, `class` for the class, `aria` for ARIA; children are nodes or text. */
export function el(tag, properties = {}, ...children) {
	const node = document.createElement(tag);
	const { class: className, data, aria, ...rest } = properties;
	if (className) node.className = className;
	for (const [name, value] of Object.entries(data ?? {})) node.dataset[name] = value;
	for (const [name, value] of Object.entries(aria ?? {})) node.setAttribute(`aria-${name}`, value);
	for (const [name, value] of Object.entries(rest)) {
		if (name in node) node[name] = value;
		else node.setAttribute(name, value);
	}
	node.append(...children.filter((child) => child !== null && child !== undefined));
	return node;
}

/** An icon of the page's sprite. */
export function icon(name) {
	const space = 'http://www.w3.org/2000/svg';
	const svg = document.createElementNS(space, 'svg');
	svg.setAttribute('class', `icon icon-${name}`);
	svg.setAttribute('aria-hidden', 'true');
	const use = document.createElementNS(space, 'use');
	use.setAttribute('href', `#i-${name}`);
	svg.append(use);
	return svg;
}

/** A copy of one of the page's templates. */
export function copyTemplate(id) {
	return document.getElementById(id).content.firstElementChild.cloneNode(true);
}

/** Draws a row, with its `data-key`, for each item. It stays while its item does: a finger on it when news come meets it when it is lifted. */
export function redraw(list, items, draw) {
	const active = document.activeElement;
	const focused = list.contains(active) ? active.closest('[data-key]') : null;
	const at = focused ? [...focused.querySelectorAll('button')].indexOf(active) : -1;
	const known = [...list.children];
	const rows = items.map((item) => {
		const facts = JSON.stringify(item);
		return known.find((row) => row.facts === facts) ?? Object.assign(draw(item), { facts });
	});
	for (const row of known) if (!rows.includes(row)) row.remove();
	rows.forEach((row, place) => {
		if (list.children[place] !== row) list.insertBefore(row, list.children[place] ?? null);
	});
	if (!focused) return;
	const buttons = rows.find(({ dataset }) => dataset.key === focused.dataset.key)?.querySelectorAll('button') ?? [];
	(buttons[at] ?? buttons[0])?.focus();
}

/** Closes a `<dialog>` from its buttons and from a click beside it. */
export function dismissible(dialog) {
	dialog.addEventListener('click', (event) => {
		if (event.target === dialog || event.target.closest('[data-close]')) dialog.close();
	});
}
