import { parseArgs } from 'node:util';
import { ACROSS_ORGANISATIONS } from '../../platform/mongo/define-model.ts';
import { TRIAGE_LABELS, type TriageLabel } from '../../understanding/triage/labels.ts';
import { TriageModel } from './triage-model.ts';

/** What people corrected of one label: how often, out of how many, and from what to what. */
export interface LabelReport {
	label: TriageLabel;
	sorted: number;
	corrected: number;
	/** `from → to (source)`, the most frequent first. */
	confusions: { from: string; to: string; source: string; count: number }[];
}

interface Context {
	out(text: string): void;
	err(text: string): void;
	/** Opens the database. */
	connect(): Promise<unknown>;
}

const USAGE = 'usage: understand report [--org SLUG]\n';

/** Corrections per label, of one organisation or of all. */
export async function triageReport(org: string | undefined): Promise<LabelReport[]> {
	const match = org === undefined ? {} : { org };
	const options = org === undefined ? ACROSS_ORGANISATIONS : {};
	const sorted = await TriageModel.countDocuments(match, options);
	const rows = await TriageModel.aggregate<{ _id: { label: TriageLabel; from: string; to: string; source: string }; count: number }>(
		[
			{ $match: { ...match, 'corrections.0': { $exists: true } } },
			{ $unwind: '$corrections' },
			{
				$group: {
					_id: { label: '$corrections.label', from: '$corrections.from', to: '$corrections.to', source: '$corrections.source' },
					count: { $sum: 1 },
				},
			},
			{ $sort: { count: -1, '_id.from': 1, '_id.to': 1 } },
		],
		options,
	);
	return TRIAGE_LABELS.map((label) => {
		const confusions = rows.flatMap(({ _id, count }) =>
			_id.label === label ? [{ from: _id.from, to: _id.to, source: _id.source, count }] : [],
		);
		return { label, sorted, corrected: confusions.reduce((sum, { count }) => sum + count, 0), confusions };
	});
}

/** `npm run -s understand -- report [--org SLUG]`: prints the corrections per label. Gives the exit code. */
export async function runTriageReport(argv: readonly string[], context: Context): Promise<number> {
	let org: string | undefined;
	try {
		org = parseArgs({ args: [...argv], options: { org: { type: 'string' } }, strict: true }).values.org;
	} catch {
		context.err(USAGE);
		return 2;
	}
	await context.connect();
	for (const { label, sorted, corrected, confusions } of await triageReport(org)) {
		const share = sorted === 0 ? '' : ` (${((100 * corrected) / sorted).toFixed(1)} %)`;
		context.out(`${label}: ${corrected} corrected of ${sorted} sorted${share}\n`);
		for (const { from, to, source, count } of confusions) context.out(`  ${count} × ${from} → ${to} (${source})\n`);
	}
	return 0;
}
