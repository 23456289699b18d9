import type { Page } from 'playwright-core';

/** A finger's width, in CSS pixels. */
const TARGET = 44;

/** What is to be touched on the page and smaller than a finger, as HTML. A radio button is touched by its label. */
export function smallTargets(page: Page): Promise<string[]> {
	return page.evaluate(`[...document.querySelectorAll('button, a, select, input:not([type=radio]), .segments label')]
		.filter((node) => node.getClientRects().length > 0 && getComputedStyle(node).visibility === 'visible')
		.filter((node) => !document.querySelector('dialog[open]') || node.closest('dialog'))
		.filter((node) => { const { width, height } = node.getBoundingClientRect(); return Math.min(width, height) < ${TARGET}; })
		.map((node) => node.outerHTML)`);
}

/** Texts of the page that are too pale for their background (WCAG 2.2, 1.4.3: 4.5:1, or 3:1 when large), with the ratio. */
export function paleTexts(page: Page): Promise<string[]> {
	return page.evaluate(`(() => {
		const parse = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
		const light = (colour) => colour.slice(0, 3)
			.map((part) => part / 255)
			.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
			.reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
		const behind = (node) => {
			for (let one = node; one; one = one.parentElement) {
				const colour = parse(getComputedStyle(one).backgroundColor);
				if (colour.length === 3 || colour[3] === 1) return colour;
			}
			return [255, 255, 255];
		};
		const texts = [...document.querySelectorAll('body *')].filter((node) =>
			[...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.textContent.trim() !== '') &&
			node.getClientRects().length > 0 && getComputedStyle(node).clipPath === 'none' && !node.closest(':disabled, [aria-disabled=true]'));
		return texts.flatMap((node) => {
			const style = getComputedStyle(node);
			const [high, low] = [light(parse(style.color)), light(behind(node))].sort((a, b) => b - a);
			const ratio = (high + 0.05) / (low + 0.05);
			const size = parseFloat(style.fontSize);
			const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
			return ratio < (large ? 3 : 4.5) ? [ratio.toFixed(2) + ' ' + node.outerHTML.slice(0, 120)] : [];
		});
	})()`);
}
