import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Change, OrganisationReport, Tally } from './apply-import.ts';
import type { ImportContext } from './context.ts';
import { importText } from './import-text.ts';

/** Where a command writes its answer and its complaints. */
export interface Terminal {
	out(text: string): void;
	err(text: string): void;
}

const USAGE = 'usage: npm run -s import -- FILE.yaml\n';

/**
 * `npm run -s import -- FILE.yaml`. Gives the exit code: 0 when the database now holds the file, 1 when it was refused whole, with one
 * line for each mistake on stderr.
 */
export async function runImport(argv: readonly string[], connect: () => Promise<ImportContext>, terminal: Terminal): Promise<number> {
	const [path] = argv;
	if (path === undefined || argv.length > 1 || path.startsWith('-')) {
		terminal.err(USAGE);
		return 1;
	}
	let text: string;
	try {
		text = await readFile(path, 'utf8');
	} catch {
		terminal.err(`${path}: the file cannot be read\n`);
		return 1;
	}
	const result = await importText(text, basename(path), connect);
	if ('errors' in result) {
		terminal.err(`${result.errors.join('\n')}\nNothing was changed.\n`);
		return 1;
	}
	terminal.out(result.reports.map(showReport).join(''));
	const changes = result.reports.reduce((sum, report) => sum + changesIn(report), 0);
	terminal.out(`${changes} ${changes === 1 ? 'change' : 'changes'}\n`);
	return 0;
}

function showReport({ slug, organisation, senders, providers, agents }: OrganisationReport): string {
	return `${slug}: organisation ${organisation}; senders ${show(senders)}; providers ${show(providers)}; agents ${show(agents)}\n`;
}

function show(tally: Tally): string {
	const changes: Change[] = ['created', 'updated', 'unchanged'];
	const parts = changes.filter((change) => tally[change] > 0).map((change) => `${tally[change]} ${change}`);
	return parts.join(', ') || 'none';
}

function changesIn({ organisation, senders, providers, agents }: OrganisationReport): number {
	return (
		(organisation === 'unchanged' ? 0 : 1) + [senders, providers, agents].reduce((sum, tally) => sum + tally.created + tally.updated, 0)
	);
}
