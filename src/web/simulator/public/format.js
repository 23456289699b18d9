import { el } from './dom.js';

// WhatsApp's own marks, and addresses. A mark counts only at a word's edge.
const MARKS = /(https?:\/\/[^\s<>]+)|(?<![\p{L}\p{N}])([*_~])(?=\S)([^\n]+?)(?<=\S)\2(?![\p{L}\p{N}])/gu;
const TAGS = { '*': 'strong', _: 'em', '~': 's' };

/** A message's text as WhatsApp shows it: bold, italic, struck, links. Never HTML from the text itself. */
export function formatted(text) {
	const nodes = [];
	let from = 0;
	for (const match of text.matchAll(MARKS)) {
		nodes.push(text.slice(from, match.index));
		const [whole, link, mark, inner] = match;
		nodes.push(
			link ? el('a', { href: link, target: '_blank', rel: 'noreferrer noopener' }, link) : el(TAGS[mark], {}, ...formatted(inner)),
		);
		from = match.index + whole.length;
	}
	nodes.push(text.slice(from));
	return nodes;
}
