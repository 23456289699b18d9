import type { ClientSession } from 'mongoose';
import { SenderModel } from '../../../channels/senders/model.ts';
import { OrganisationModel } from '../model.ts';
import type { Path, Problem } from './problem.ts';
import type { ImportFile } from './schema.ts';

/** Organisations one host serves at most: what is compared here, and what a turn may search (I12). */
const MAX_HOSTED = 1000;

/**
 * What only the database can tell, once the file is written and before the commit: a host is there, speaks from a number of its own and
 * is not hosted itself; no two branches that it serves have the same code.
 */
export async function checkHosts(file: ImportFile, db: ClientSession): Promise<Problem[]> {
	const problems: Problem[] = [];
	for (const [index, { slug, hosted_by }] of file.organisations.entries()) {
		if (hosted_by === undefined) continue;
		const message = await whyNoHost(slug, hosted_by, db);
		if (message !== null) problems.push({ path: ['organisations', index, 'hosted_by'], message });
	}
	const hosts = new Set(file.organisations.map(({ slug, hosted_by }) => hosted_by ?? slug));
	for (const host of hosts) problems.push(...(await sameCodes(file, host, db)));
	return problems;
}

async function whyNoHost(slug: string, host: string, db: ClientSession): Promise<string | null> {
	if (host === slug) return 'an organisation does not host itself: leave it out';
	const row = await OrganisationModel.findById(host, { hostedBy: 1 }).session(db).lean();
	if (row === null) return `"${host}" is no organisation`;
	if (row.hostedBy !== undefined) return `"${host}" is hosted itself`;
	const sends = await SenderModel.exists({ org: host }).session(db);
	return sends === null ? `"${host}" has no sender to serve others from` : null;
}

async function sameCodes(file: ImportFile, host: string, db: ClientSession): Promise<Problem[]> {
	const served = { $or: [{ _id: host }, { hostedBy: host }] };
	const rows = await OrganisationModel.find(served, { branches: 1 }).sort({ _id: 1 }).limit(MAX_HOSTED).session(db).lean();
	const owners = new Map<string, { slug: string; path: Path | null }>();
	const problems: Problem[] = [];
	for (const { _id: slug, branches = [] } of rows) {
		for (const [i, { code }] of branches.entries()) {
			const path = pathOf(file, slug, i);
			const other = owners.get(code);
			const at = path ?? other?.path ?? null;
			if (other !== undefined && at !== null)
				problems.push({ path: at, message: `the code ${code} is also that of a branch of ${path === null ? slug : other.slug}` });
			owners.set(code, { slug, path });
		}
	}
	return problems;
}

function pathOf(file: ImportFile, slug: string, branch: number): Path | null {
	const index = file.organisations.findIndex((one) => one.slug === slug);
	return index < 0 ? null : ['organisations', index, 'branches', branch, 'code'];
}
