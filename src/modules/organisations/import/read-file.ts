import { type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { type Problem, showPath } from './problem.ts';
import { type ImportFile, importSchema } from './schema.ts';

/** A city's worth of providers fits many times; more is not a file written by people (I12). */
const MAX_BYTES = 5_000_000;
/** Guards against a document that unfolds without end. */
const MAX_ALIASES = 100;
/** Lines of errors shown: whoever has more starts with these. */
const MAX_LINES = 200;

/** What a file turned out to be: its content and a way to say where things stand, or the lines that say what is wrong. */
export type ReadFile = { file: ImportFile; lines(problems: readonly Problem[]): string[] } | { errors: string[] };

/** Reads an import file's text. Each error is one line, `name:line: path: message`, in the order of the file. */
export function readImportFile(text: string, name: string): ReadFile {
	if (Buffer.byteLength(text) > MAX_BYTES) return { errors: [`${name}:1: the file is larger than ${MAX_BYTES} bytes`] };
	const lineCounter = new LineCounter();
	const document = parseDocument(text, { lineCounter, prettyErrors: false });
	if (document.errors.length > 0) {
		const errors = document.errors.map(({ pos, message }) => `${name}:${lineCounter.linePos(pos[0]).line}: ${message}`);
		return { errors: errors.slice(0, MAX_LINES) };
	}
	const lines = (problems: readonly Problem[]) => showProblems(problems, (problem) => lineOf(document, lineCounter, problem), name);
	const plain = toPlain(document);
	if ('error' in plain) return { errors: [`${name}:1: ${plain.error}`] };
	const parsed = importSchema.safeParse(plain.value);
	if (!parsed.success) return { errors: lines(parsed.error.issues.flatMap(toProblems)) };
	const said = saidSettings.parse(plain.value).organisations;
	const organisations = parsed.data.organisations.map((organisation, i) => ({ ...organisation, settings: said[i]?.settings ?? {} }));
	return { file: { organisations }, lines };
}

/** The settings as the file says them, without defaults: a later, better default must reach whoever said nothing. */
const saidSettings = z.object({ organisations: z.array(z.object({ settings: z.record(z.string(), z.unknown()).optional() })) });

function toPlain(document: Document): { value: unknown } | { error: string } {
	try {
		return { value: document.toJS({ maxAliasCount: MAX_ALIASES }) };
	} catch (error) {
		return { error: error instanceof Error ? error.message : 'the document cannot be read' };
	}
}

function showProblems(problems: readonly Problem[], line: (problem: Problem) => number, name: string): string[] {
	return problems
		.map((problem) => ({ problem, line: line(problem) }))
		.sort((a, b) => a.line - b.line)
		.slice(0, MAX_LINES)
		.map((found) => `${name}:${found.line}: ${showPath(found.problem.path) || 'document'}: ${found.problem.message}`);
}

function toProblems(issue: z.core.$ZodIssue): Problem[] {
	const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
	if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
	return issue.keys.map((key) => ({ path: [...path, key], message: 'unknown key', key: true }));
}

/** The line of the value at a path, or of the nearest thing above it that is in the file. */
function lineOf(document: Document, lineCounter: LineCounter, { path, key }: Problem): number {
	let node: unknown = document.contents;
	let offset = 0;
	for (const [depth, step] of path.entries()) {
		if (isAlias(node)) node = node.resolve(document);
		if (isMap(node)) {
			const pair = node.items.find((item) => isScalar(item.key) && item.key.value === step);
			const wanted = key === true && depth === path.length - 1 ? pair?.key : (pair?.value ?? pair?.key);
			offset = startOf(pair?.key) ?? offset;
			node = wanted;
		} else if (isSeq(node) && typeof step === 'number') {
			node = node.items[step];
		} else {
			break;
		}
		offset = startOf(node) ?? offset;
	}
	return lineCounter.linePos(offset).line || 1;
}

function startOf(node: unknown): number | undefined {
	return isNode(node) ? node.range?.[0] : undefined;
}
