import { createHash } from 'node:crypto';
import type { Delivery } from '../message.ts';

/** Bumped when what is created for a shape changes, so that old contents are not used for it. */
const VERSION = 1;
/** A text of more lines is sent with numbers: each line layout is a content of its own, and their number must stay small. */
const MOST_LINES = 16;

/** Everything about a rich message that is not in its variables: one stored content per shape serves every screen of that shape. */
export interface ContentShape {
	kind: 'buttons' | 'list';
	/** The body with each line a variable: `{{1}}\n\n{{2}}`. */
	body: string;
	/** Which rows have a description; buttons have none. */
	described: boolean[];
	/** The label that opens the list: plain text, the one property whose variable support is not documented. Empty for buttons. */
	listButton: string;
}

/** The body of `POST /v1/Content`: snake_case, as the API wants it. */
export interface ContentRequest {
	friendly_name: string;
	language: string;
	variables: Record<string, string>;
	types: Record<string, Record<string, unknown>>;
}

/**
 * Splits a delivery into a shape and the values of its variables. Null when it cannot be sent rich: no choices, or too many lines.
 *
 * A variable's value may hold no line break, no tab and no long run of spaces (errors 21656, 63013) and may not be empty, while our
 * texts have paragraphs. So each line is a variable and the line breaks belong to the stored body: "Bonjour !\n\nQue voulez-vous ?"
 * becomes `{{1}}\n\n{{2}}`. The layouts of the locale files are few, so the contents stay few. Titles, ids and descriptions are
 * variables too, which Twilio documents for the arrays of both types.
 */
export function contentOf(delivery: Delivery): { shape: ContentShape; variables: Record<string, string> } | null {
	if (delivery.form !== 'buttons' && delivery.form !== 'list') return null;
	const lines = delivery.text
		.replace(/\n{3,}/g, '\n\n')
		.trim()
		.split('\n');
	if (lines.length > MOST_LINES || delivery.choices.length === 0) return null;
	const variables = new Variables();
	const body = lines.map((line) => (line.trim() === '' ? '' : variables.add(line))).join('\n');
	const isList = delivery.form === 'list';
	const described: boolean[] = [];
	for (const choice of delivery.choices) {
		variables.add(choice.label);
		variables.add(choice.payload);
		const description = isList ? (choice.description ?? '').trim() : '';
		described.push(description !== '');
		if (description !== '') variables.add(description);
	}
	const shape: ContentShape = { kind: delivery.form, body, described, listButton: isList ? delivery.listButton : '' };
	return { shape, variables: variables.values };
}

/** The key of a shape within one Twilio account. */
export function shapeKey(accountSid: string, shape: ContentShape): string {
	const { kind, body, described, listButton } = shape;
	return createHash('sha256')
		.update(JSON.stringify([VERSION, accountSid, kind, body, described, listButton]))
		.digest('hex');
}

/** What to create for a shape. The language is only a label here: contents of a session need no approval. */
export function contentRequest(shape: ContentShape, key: string): ContentRequest {
	const samples: Record<string, string> = {};
	const lines = shape.body.match(/\{\{\d+\}\}/g)?.length ?? 0;
	for (let line = 1; line <= lines; line++) samples[line] = `Texte ${line}`;
	let next = lines;
	const variable = (sample: string): string => {
		next += 1;
		samples[next] = sample;
		return `{{${next}}}`;
	};
	const rows = shape.described.map((hasDescription, index) => {
		const label = variable(`Choix ${index + 1}`);
		const id = variable(`choix-${index + 1}`);
		return hasDescription ? { label, id, description: variable(`Description ${index + 1}`) } : { label, id };
	});
	const fallback = `${shape.body}\n\n${rows.map((row, index) => `${index + 1}. ${row.label}`).join('\n')}`;
	const types: ContentRequest['types'] = { 'twilio/text': { body: fallback } };
	if (shape.kind === 'buttons') {
		const actions = rows.map(({ label, id }) => ({ type: 'QUICK_REPLY', title: label, id }));
		types['twilio/quick-reply'] = { body: shape.body, actions };
	} else {
		const items = rows.map(({ label, ...rest }) => ({ item: label, ...rest }));
		types['twilio/list-picker'] = { body: shape.body, button: shape.listButton, items };
	}
	return {
		friendly_name: `palabre_${shape.kind}_${shape.described.length}_${key.slice(0, 12)}`,
		language: 'fr',
		variables: samples,
		types,
	};
}

/** A value as Twilio accepts it: one line, single spaces, no placeholder of its own. */
export function variableValue(text: string): string {
	const value = text.replace(/\s+/g, ' ').replace(/\{\{/g, '{ {').trim();
	return value === '' ? '-' : value;
}

class Variables {
	readonly values: Record<string, string> = {};
	#count = 0;

	add(text: string): string {
		this.#count += 1;
		this.values[this.#count] = variableValue(text);
		return `{{${this.#count}}}`;
	}
}
