import type { Facts } from '../facts.ts';

/** Rows of the model: features are hashed into this many. */
export const ROWS = 1 << 16;
/** A text is read by its head and its tail, so that a long one costs no more than a short one. */
const HEAD = 360;
const TAIL = 160;

export interface Feature {
	row: number;
	value: number;
}

/** FNV-1a, 32 bits, folded to a row. */
function rowOf(name: string): number {
	let hash = 0x811c9dc5;
	for (let index = 0; index < name.length; index++) hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
	return ((hash >>> 16) ^ hash) & (ROWS - 1);
}

function bounded(text: string): string {
	return text.length <= HEAD + TAIL ? text : `${text.slice(0, HEAD)} ${text.slice(-TAIL)}`;
}

/** What the rules' tables and grammars found, as names: the classifier learns what they are worth together. */
function clues(facts: Facts): string[] {
	const { topic, role, normal, polarity, words } = facts;
	const length = words.length === 0 ? '0' : words.length < 3 ? 'few' : words.length < 8 ? 'some' : 'many';
	return [
		'bias',
		`role ${role}`,
		`topic ${topic}`,
		`length ${length}`,
		`topic ${topic} length ${length}`,
		...[...facts.signals.keys()].flatMap((signal) => [`signal ${signal}`, `signal ${signal} ${topic}`]),
		...(polarity === null ? [] : [`polarity ${polarity.value}`, `polarity ${polarity.value} ${topic} ${polarity.bare}`]),
		...(normal.asks ? ['asks', `asks ${topic}`] : []),
		...(facts.trades.length > 0 ? ['trade', `trade ${topic}`] : []),
		...(facts.objects.length > 0 ? ['object', `object ${topic}`] : []),
		...(facts.quarters.length > 0 ? ['quarter', `quarter ${topic}`] : []),
		...(facts.moment !== null ? ['moment', `moment ${topic}`] : []),
		...(facts.amount !== null ? ['amount', `amount ${topic}`] : []),
		...(facts.rating !== null ? [`rating ${facts.rating}`] : []),
		...(facts.method !== null ? ['method'] : []),
		...(facts.organisations.length > 0 ? ['organisation', `organisation ${topic}`] : []),
		...(facts.ticketNumber !== null ? ['ticket'] : []),
		...(facts.danger !== null ? ['danger'] : []),
		...(normal.exclaims > 1 || normal.shouts ? ['loud'] : []),
		...normal.emojis.slice(0, 6).map((emoji) => `emoji ${emoji}`),
	];
}

/** Words and pairs of words, alone and under the question; and runs of 3 to 5 letters, which forgive spelling. */
function grams(facts: Facts): string[] {
	const names: string[] = [];
	const words = bounded(facts.flat).split(' ');
	for (const [index, word] of words.entries()) {
		names.push(`w ${word}`, `w ${word} ${facts.topic}`, `p ${words[index - 1] ?? ''} ${word}`);
	}
	names.push(`first ${words[0] ?? ''}`, `first ${words[0] ?? ''} ${words[1] ?? ''}`, `last ${words.at(-1) ?? ''}`);
	const text = ` ${bounded(facts.normal.plain)
		.replace(/[^a-z0-9?!]+/g, ' ')
		.trim()} `;
	for (let size = 3; size <= 5; size++) {
		for (let at = 0; at + size <= text.length; at++) {
			const gram = text.slice(at, at + size);
			// Runs stay within two words: a space may stand at the edge or once inside.
			if (!gram.slice(1, -1).includes(' ')) names.push(`c ${gram}`);
		}
	}
	return names;
}

function spread(names: readonly string[], weight: number): Feature[] {
	const rows = new Set(names.map(rowOf));
	const value = weight / Math.sqrt(Math.max(1, rows.size));
	return [...rows].map((row) => ({ row, value }));
}

/** The features of a text: its grams and its clues, each group of the same length whatever the text's. Deterministic. */
export function featuresOf(facts: Facts): Feature[] {
	return [...spread(grams(facts), 1), ...spread(clues(facts), 1)];
}
