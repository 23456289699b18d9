import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Document, LineCounter, parseDocument } from 'yaml';
import { AppError } from '../../platform/errors.ts';
import { type Flow, flowSchema } from './schema.ts';

/** A mistake of a flow's author, with the place to mend. */
export interface FlowProblem {
	file: string;
	line: number;
	message: string;
}

/** A flow with the means to tell where in its file something stands. */
export interface FlowSource {
	file: string;
	flow: Flow;
	/** Tells one content from another: as the author wrote it, whatever its comments, its lines, or what the program adds to it. */
	fingerprint: string;
	/** The line of a path into the document, from 1. */
	lineOf(path: readonly (string | number)[]): number;
}

/** Reads every `*.yaml` of a folder; what cannot be read is in `problems`. */
export function readFlows(folder: string): { sources: FlowSource[]; problems: FlowProblem[] } {
	const sources: FlowSource[] = [];
	const problems: FlowProblem[] = [];
	for (const name of readdirSync(folder)
		.filter((file) => file.endsWith('.yaml'))
		.sort()) {
		const file = path.join(folder, name);
		const read = readFlow(file, readFileSync(file, 'utf8'));
		if ('flow' in read) sources.push(read);
		else problems.push(...read.problems);
	}
	return { sources, problems };
}

/** Reads one flow; the file's name must be its id. */
export function readFlow(file: string, text: string): FlowSource | { problems: FlowProblem[] } {
	const counter = new LineCounter();
	const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true });
	const lineOf = lineFinder(document, counter);
	const syntax = document.errors.map((error) => ({
		file,
		line: error.linePos?.[0].line ?? 1,
		message: error.message.split('\n')[0] ?? 'not YAML',
	}));
	if (syntax.length > 0) return { problems: syntax };
	const written: unknown = document.toJS();
	const parsed = flowSchema.safeParse(written);
	if (!parsed.success) {
		return {
			problems: parsed.error.issues.map((issue) => {
				const at = issue.path.filter((part) => typeof part !== 'symbol');
				return { file, line: lineOf(at), message: `${at.join('.') || 'flow'}: ${issue.message}` };
			}),
		};
	}
	if (path.basename(file, '.yaml') !== parsed.data.id)
		return { problems: [{ file, line: lineOf(['id']), message: `id: the file must be named ${parsed.data.id}.yaml` }] };
	return { file, flow: parsed.data, fingerprint: createHash('sha256').update(JSON.stringify(written)).digest('hex'), lineOf };
}

/** The released flows of a folder. Throws `flow_invalid` naming every mistake. */
export function loadFlows(folder: string): Flow[] {
	const { sources, problems } = readFlows(folder);
	if (problems.length > 0) throw new AppError('flow_invalid', problems.map(formatProblem).join('\n'));
	return sources.map((source) => source.flow);
}

/** As editors and compilers write it, so that a terminal can open it: `flows/request.yaml:12: mistake`. */
export function formatProblem({ file, line, message }: FlowProblem): string {
	return `${file}:${line}: ${message}`;
}

function lineFinder(document: Document, counter: LineCounter): (path: readonly (string | number)[]) => number {
	return (at) => {
		for (let length = at.length; length > 0; length--) {
			const node: unknown = document.getIn(at.slice(0, length), true);
			if (hasRange(node)) return counter.linePos(node.range[0]).line;
		}
		return 1;
	};
}

function hasRange(node: unknown): node is { range: [number, number, number] } {
	return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}
