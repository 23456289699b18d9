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

/** Puts new rows in a list; each has its `data-key`. Who is at a button of one stays at it. */
export function redraw(list, rows) {
	const row = list.contains(document.activeElement) ? document.activeElement.closest('[data-key]') : null;
	const at = row ? [...row.querySelectorAll('button')].indexOf(document.activeElement) : -1;
	list.replaceChildren(...rows);
	if (!row) return;
	const buttons = rows.find(({ dataset }) => dataset.key === row.dataset.key)?.querySelectorAll('button') ?? [];
	(buttons[at] ?? buttons[0])?.focus();
}

/** Closes a `<dialog>` from its buttons and from a click beside it. */
export function dismissible(dialog) {
	dialog.addEventListener('click', (event) => {
		if (event.target === dialog || event.target.closest('[data-close]')) dialog.close();
	});
}
