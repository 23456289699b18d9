import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { AppError } from '../../platform/errors.ts';
import { OUTPUTS, type OutputName } from './outputs.ts';

/** One file of `prompts/`: instructions without a word of any customer. */
export interface Prompt {
	name: string;
	version: number;
	output: OutputName;
	text: string;
}

/** The prompts the program asks for by name, and the schema each must have. */
const WANTED = { understand: 'reading', triage: 'triage', repair: 'text' } as const satisfies Record<string, OutputName>;
export type Prompts = Record<keyof typeof WANTED, Prompt>;

const frontMatter = z.strictObject({
	name: z.string().regex(/^[a-z][a-z0-9-]*$/),
	version: z.int().min(1),
	output: z.string().refine((name): name is OutputName => Object.hasOwn(OUTPUTS, name), 'no such output'),
});
const FILE = /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/;
/** A prompt is sent with every call: a longer one is a mistake. */
const MAX_PROMPT = 12_000;

/** Reads and checks every prompt of a folder. Throws AppError `configuration_invalid` that names the file and what is wrong. */
export function loadPrompts(folder: string): Prompts {
	const found = new Map(
		readdirSync(folder)
			.filter((file) => file.endsWith('.md') && file !== 'README.md')
			.map((file) => {
				const prompt = readPrompt(file, readFileSync(join(folder, file), 'utf8'));
				return [prompt.name, prompt] as const;
			}),
	);
	const wanted = (name: keyof typeof WANTED): Prompt => {
		const prompt = found.get(name);
		if (prompt === undefined) throw invalid(`${name}.md`, 'is missing');
		if (prompt.output !== WANTED[name]) throw invalid(`${name}.md`, `output must be ${WANTED[name]}`);
		return prompt;
	};
	return { understand: wanted('understand'), triage: wanted('triage'), repair: wanted('repair') };
}

/** The version a reading keeps: `understand@1`. */
export function versionOf({ name, version }: Prompt): string {
	return `${name}@${version}`;
}

function readPrompt(file: string, content: string): Prompt {
	const match = FILE.exec(content);
	if (match === null) throw invalid(file, 'does not begin with front matter');
	let head: unknown;
	try {
		head = parse(match[1] ?? '');
	} catch {
		throw invalid(file, 'the front matter is not YAML');
	}
	const checked = frontMatter.safeParse(head);
	if (!checked.success) throw invalid(file, checked.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '));
	const text = (match[2] ?? '').trim();
	if (checked.data.name !== file.replace(/\.md$/, '')) throw invalid(file, 'name is not the name of the file');
	if (text === '' || text.length > MAX_PROMPT) throw invalid(file, `the text must have 1 to ${MAX_PROMPT} characters`);
	return { ...checked.data, text };
}

function invalid(file: string, why: string): AppError {
	return new AppError('configuration_invalid', `prompts/${file}: ${why}`);
}
