import { parseArgs } from 'node:util';
import { type LabelReport, triageReport } from './triage-report.ts';

interface Context {
	out(text: string): void;
	err(text: string): void;
	/** Opens the database. */
	connect(): Promise<unknown>;
}

const USAGE = 'usage: understand report [--org SLUG]\n';

/**
 * `npm run -s understand -- report [--org SLUG]`: prints how often people corrected each label: by who gave it, with its confidence in what
 * stood and what did not, from what to what, and the last examples. Gives the exit code.
 */
export async function runTriageReport(argv: readonly string[], context: Context): Promise<number> {
	let org: string | undefined;
	try {
		org = parseArgs({ args: [...argv], options: { org: { type: 'string' } }, strict: true }).values.org;
	} catch {
		context.err(USAGE);
		return 2;
	}
	await context.connect();
	context.out((await triageReport(org)).map(printed).join('\n'));
	return 0;
}

function printed({ label, given, corrected, givers, confusions, examples }: LabelReport): string {
	return [
		`${label}: ${shareOf(corrected, given)}`,
		...givers.map(
			({ giver, given: own, corrected: wrong, confidence: { kept, corrected: sure } }) =>
				`  by ${giver}: ${shareOf(wrong, own)}; confidence ${shown(kept)} in what stood, ${shown(sure)} in what was corrected`,
		),
		...confusions.map(({ from, to, giver, count }) => `  ${count} × ${from} → ${to} (${giver})`),
		...examples.map(({ from, to, giver, confidence, words }) => `  e.g. ${from} → ${to} (${giver}, ${shown(confidence)}): ${words}`),
		'',
	].join('\n');
}

function shareOf(corrected: number, given: number): string {
	const share = given === 0 ? '' : ` (${((100 * corrected) / given).toFixed(1)} %)`;
	return `${corrected} corrected of ${given} given${share}`;
}

function shown(confidence: number | null): string {
	return confidence === null ? '–' : confidence.toFixed(2);
}
