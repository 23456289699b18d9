export { copyTemplate, dismissible, el, icon } from './design/dom.js';

/** One or two letters and a tone, the same for the same name. */
export function dressAvatar(node, name) {
	const words = name
		.replace(/[^\p{L}\p{N} ]/gu, '')
		.trim()
		.split(/\s+/);
	const letters = /^\d*$/.test(words[0] ?? '')
		? (words.at(-1) ?? '').slice(-2)
		: words
				.slice(0, 2)
				.map((word) => word[0])
				.join('');
	node.textContent = letters.toUpperCase();
	node.dataset.tone = String([...name].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 6);
}
