/** Runs in the page: what a person with big fingers, weak eyes or a screen reader would trip over, one line each. */
(() => {
	const FINGER = 44;
	const LEAST_TEXT = 12;
	const LARGE_TEXT = 24;
	const LARGE_BOLD_TEXT = 18.66;
	/** WCAG 2.2 AA, 1.4.3. */
	const CONTRAST = 4.5;
	const CONTRAST_OF_LARGE = 3;
	const found = new Set();
	const width = document.documentElement.clientWidth;
	const scope = document.querySelector('dialog[open]') ?? document.body;

	const shown = (node) => {
		const box = node.getBoundingClientRect();
		const style = getComputedStyle(node);
		return box.width > 1 && box.height > 1 && style.visibility === 'visible' && style.opacity !== '0';
	};
	const named = (node) => `${node.tagName.toLowerCase()}${node.id && `#${node.id}`} "${textOf(node).slice(0, 40)}"`;
	const textOf = (node) => (node.getAttribute('aria-label') || node.textContent || node.labels?.[0]?.textContent || '').trim();
	const colours = (text) => [...text.matchAll(/rgba?\(([^)]+)\)/g)].map(([, parts]) => parts.split(/[ ,/]+/).map(Number));
	const luminance = (colour) => {
		const [red, green, blue] = colour.map((part) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
		return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
	};
	const ratio = (one, other) => {
		const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
		return (light + 0.05) / (dark + 0.05);
	};

	/** What is behind a text: a colour, or those of a gradient. */
	function behind(node) {
		for (let at = node; at; at = at.parentElement) {
			const style = getComputedStyle(at);
			const solid = colours(style.backgroundColor).filter(([, , , alpha = 1]) => alpha > 0.9);
			if (solid.length > 0) return solid;
			const gradient = colours(style.backgroundImage);
			if (gradient.length > 0) return gradient;
		}
		return [[255, 255, 255]];
	}

	if (document.documentElement.scrollWidth > width) found.add(`wider than the screen: ${document.documentElement.scrollWidth}`);
	for (const node of scope.querySelectorAll('a, button, input, select, textarea, summary')) {
		if (!shown(node)) continue;
		const box = (
			node.matches('[type=radio], [type=checkbox]') && node.closest('label') ? node.closest('label') : node
		).getBoundingClientRect();
		if (box.width < FINGER || box.height < FINGER) found.add(`small: ${Math.round(box.width)}×${Math.round(box.height)} ${named(node)}`);
		if (textOf(node) === '') found.add(`no name: ${named(node)}`);
	}
	const walker = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT);
	for (let text = walker.nextNode(); text; text = walker.nextNode()) {
		const node = text.parentElement;
		if (text.textContent.trim() === '' || !shown(node)) continue;
		const style = getComputedStyle(node);
		const size = Number.parseFloat(style.fontSize);
		if (size < LEAST_TEXT) found.add(`tiny: ${size} ${named(node)}`);
		const large = size >= LARGE_TEXT || (size >= LARGE_BOLD_TEXT && Number(style.fontWeight) >= 700);
		const [colour] = colours(style.color);
		if (!colour) continue;
		const contrast = Math.min(...behind(node).map((ground) => ratio(colour.slice(0, 3), ground.slice(0, 3))));
		if (contrast < (large ? CONTRAST_OF_LARGE : CONTRAST)) found.add(`pale: ${contrast.toFixed(2)} ${named(node)}`);
	}
	return [...found];
})();
