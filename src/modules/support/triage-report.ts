import { ContactModel } from '../../conversation/contacts/model.ts';
import { ACROSS_ORGANISATIONS } from '../../platform/mongo/define-model.ts';
import { TRIAGE_LABELS, type TriageLabel } from '../../understanding/triage/labels.ts';
import { anonymous } from './anonymous.ts';
import { type Correction, TriageModel, type TriageRow } from './triage-model.ts';

/** Enough to see what goes wrong; who wants more reads the conversations. */
const MOST_EXAMPLES = 5;

/** Who gives labels: the house, or one model under one version of its prompt. How many it gave and people changed; its mean confidence in both. */
export interface GiverReport {
	giver: string;
	given: number;
	corrected: number;
	/** 0 to 1; null: none of them. */
	confidence: { kept: number | null; corrected: number | null };
}

/** What people made of one label. */
export interface LabelReport {
	label: TriageLabel;
	given: number;
	corrected: number;
	givers: GiverReport[];
	/** From what to what, the most frequent first. */
	confusions: { from: string; to: string; giver: string; count: number }[];
	/** The last ones, in the words of the summary, without what tells who wrote. */
	examples: { from: string; to: string; giver: string; confidence: number; words: string }[];
}

/** A label as it was given, and what people made of it. */
interface Verdict {
	giver: string;
	/** Of who gave it, 0 to 1. */
	confidence: number;
	from: string;
	/** The same as `from` when it stood. */
	to: string;
}

/** So many labels, with the sum of their confidences. */
interface Sum {
	count: number;
	confidence: number;
}

interface Tally {
	givers: Map<string, { kept: Sum; corrected: Sum }>;
	confusions: Map<string, LabelReport['confusions'][number]>;
	examples: { verdict: Verdict; row: Pick<TriageRow, 'org' | 'contact' | 'summary'> }[];
}

/** How often people corrected each label, of one organisation or of all. */
export async function triageReport(org: string | undefined): Promise<LabelReport[]> {
	const tallies = new Map(
		TRIAGE_LABELS.map((label): [TriageLabel, Tally] => [label, { givers: new Map(), confusions: new Map(), examples: [] }]),
	);
	const rows = TriageModel.find(org === undefined ? {} : { org }, null, org === undefined ? ACROSS_ORGANISATIONS : {}).sort({
		at: 1,
		_id: 1,
	});
	for await (const row of rows.lean().cursor()) {
		for (const [label, tally] of tallies) {
			const verdict = verdictOn(row, label);
			if (verdict !== null) count(tally, verdict, row);
		}
	}
	return Promise.all([...tallies].map(([label, tally]) => reportOf(label, tally)));
}

/** Null: a person's word taken over from before, which nobody gave. What people changed back is no correction. */
function verdictOn(row: TriageRow, label: TriageLabel): Verdict | null {
	const corrections = row.corrections.filter((one) => one.label === label);
	const [first] = corrections;
	const { value, source, model, prompt, confidence } = row[label];
	if (first === undefined)
		return source === 'human'
			? null
			: { giver: giverOf({ source, model: model ?? null, prompt: prompt ?? null }), confidence, from: value, to: value };
	return first.source === 'human'
		? null
		: { giver: giverOf(first), confidence: first.confidence, from: first.from, to: corrections.at(-1)?.to ?? first.to };
}

function giverOf({ source, model, prompt }: Pick<Correction, 'source' | 'model' | 'prompt'>): string {
	return model === null ? source : [model, ...(prompt === null ? [] : [prompt])].join(', ');
}

function count(tally: Tally, verdict: Verdict, row: TriageRow): void {
	const { giver, confidence, from, to } = verdict;
	const sums = tally.givers.get(giver) ?? { kept: { count: 0, confidence: 0 }, corrected: { count: 0, confidence: 0 } };
	tally.givers.set(giver, sums);
	const sum = from === to ? sums.kept : sums.corrected;
	sum.count += 1;
	sum.confidence += confidence;
	if (from === to) return;
	const key = JSON.stringify([from, to, giver]);
	const confusion = tally.confusions.get(key) ?? { from, to, giver, count: 0 };
	tally.confusions.set(key, { ...confusion, count: confusion.count + 1 });
	tally.examples.push({ verdict, row: { org: row.org, contact: row.contact, summary: row.summary } });
	if (tally.examples.length > MOST_EXAMPLES) tally.examples.shift();
}

async function reportOf(label: TriageLabel, { givers, confusions, examples }: Tally): Promise<LabelReport> {
	const reports = [...givers]
		.map(([giver, { kept, corrected }]) => ({
			giver,
			given: kept.count + corrected.count,
			corrected: corrected.count,
			confidence: { kept: mean(kept), corrected: mean(corrected) },
		}))
		.sort((a, b) => b.given - a.given || a.giver.localeCompare(b.giver));
	return {
		label,
		given: reports.reduce((sum, { given }) => sum + given, 0),
		corrected: reports.reduce((sum, { corrected }) => sum + corrected, 0),
		givers: reports,
		confusions: [...confusions.values()].sort((a, b) => b.count - a.count || a.from.localeCompare(b.from) || a.to.localeCompare(b.to)),
		examples: await Promise.all(
			examples.toReversed().map(async ({ verdict: { from, to, giver, confidence }, row }) => ({
				from,
				to,
				giver,
				confidence,
				words: anonymous(row.summary.value, await nameOf(row)),
			})),
		),
	};
}

function mean({ count, confidence }: Sum): number | null {
	return count === 0 ? null : confidence / count;
}

async function nameOf({ org, contact }: Pick<TriageRow, 'org' | 'contact'>): Promise<string> {
	const found = await ContactModel.findOne({ _id: contact, org }, { name: 1 }).lean();
	return found?.name ?? '';
}
