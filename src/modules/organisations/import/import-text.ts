import { inTransaction } from '../../../platform/mongo/transaction.ts';
import { forgetOrganisations } from '../get-organisation.ts';
import { applyImport, type OrganisationReport } from './apply-import.ts';
import { checkFile } from './check-file.ts';
import type { ImportContext } from './context.ts';
import type { Problem } from './problem.ts';
import { readImportFile } from './read-file.ts';

/** Either every row of the file is in the database, or nothing changed and `errors` says why, one line each. */
export type ImportResult = { reports: OrganisationReport[] } | { errors: string[] };

/**
 * Imports the text of a file; `name` begins each line of error. `connect` is called only for a file that is right in itself: a wrong
 * one is refused without a database.
 */
export async function importText(text: string, name: string, connect: () => Promise<ImportContext>): Promise<ImportResult> {
	const read = readImportFile(text, name);
	if ('errors' in read) return read;
	const problems = checkFile(read.file);
	if (problems.length > 0) return { errors: read.lines(problems) };
	const context = await connect();
	try {
		return { reports: await inTransaction((db) => applyOrRefuse(read.file, context, db)) };
	} catch (error) {
		if (error instanceof Refused) return { errors: read.lines(error.problems) };
		throw error;
	} finally {
		forgetOrganisations();
	}
}

async function applyOrRefuse(...[file, context, db]: Parameters<typeof applyImport>): Promise<OrganisationReport[]> {
	const { reports, problems } = await applyImport(file, context, db);
	if (problems.length > 0) throw new Refused(problems);
	return reports;
}

/** Thrown inside the transaction to roll it back. */
class Refused extends Error {
	readonly problems: Problem[];

	constructor(problems: Problem[]) {
		super('the import file was refused');
		this.problems = problems;
	}
}
