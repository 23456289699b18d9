import { dangerReport } from './danger-figures.ts';
import {
	type Answer,
	accuracy,
	calibrationOf,
	dangerJudged,
	falseAlarms,
	faults,
	type Head,
	humanPrecision,
	humanRecall,
	judged,
	macroF1,
	perLabel,
	perSlot,
	right,
	slotPrecision,
	slotRecall,
} from './score.ts';

const HEADS: readonly Head[] = ['intent', 'sentiment', 'urgency', 'category'];
/** The targets of the local path on unseen messages. */
const TARGETS: Readonly<Record<string, number>> = {
	'intent accuracy': 0.85,
	'intent macro-F1': 0.8,
	'sentiment accuracy': 0.85,
	'sentiment macro-F1': 0.75,
	'urgency accuracy': 0.85,
	'category accuracy': 0.8,
	'wants_human recall': 0.9,
	'closed slots recall': 0.85,
};

/** A reading as sure as this may interrupt a dialogue. */
const SURELY = 0.8;

/** The figures that CI holds to their floors, by name, each from 0 to 1; and the counts of what must not happen. */
export function figures(answers: readonly Answer[]): Record<string, number> {
	const small = answers.filter(({ line }) => line.intent === 'out_of_scope').length;
	const wrong = faults(answers);
	const sure = answers.filter(({ reading }) => reading.confidence >= SURELY);
	return {
		...Object.fromEntries(
			HEADS.flatMap((head) => [
				[`${head} accuracy`, accuracy(answers, head)],
				[`${head} macro-F1`, macroF1(answers, head)],
			]),
		),
		'weakest intent F1': Math.min(...perLabel(answers, 'intent').map(({ f1 }) => f1)),
		'wants_human recall': humanRecall(answers),
		'wants_human precision': humanPrecision(answers),
		'closed slots recall': slotRecall(answers, true),
		'closed slots precision': slotPrecision(answers),
		'all slots recall': slotRecall(answers, false),
		'sure readings': sure.length / Math.max(1, answers.length),
		'sure intents right': accuracy(sure, 'intent'),
		'calibration error': calibrationOf(answers).ece,
		'refusals read as yes': wrong.refusalAsYes.length,
		'dangers missed': wrong.dangerMissed.length,
		'danger false alarms': falseAlarms(answers),
		'small talk as action': wrong.smallTalkAsAction.length / Math.max(1, small),
	};
}

/** How often intents are right in each language and each role, by the names of the groups. */
export function groupFigures(answers: readonly Answer[]): Record<string, number> {
	const lines = judged(answers, 'intent');
	const groups = (of: (answer: Answer) => string): [string, number][] =>
		[...Map.groupBy(lines, of)].map(([group, inside]) => [`intent accuracy, ${group}`, accuracy(inside, 'intent')]);
	return Object.fromEntries([...groups(({ line }) => line.lang), ...groups(({ line }) => line.role)]);
}

const share = (value: number): string => `${(value * 100).toFixed(1).padStart(5)} %`;

function byGroup(answers: readonly Answer[], groups: (answer: Answer) => readonly string[]): string[] {
	const lines = judged(answers, 'intent');
	return [...new Set(lines.flatMap(groups))].sort().map((group) => {
		const inside = lines.filter((answer) => groups(answer).includes(group));
		return `  ${group.padEnd(26)} ${share(accuracy(inside, 'intent'))}  of ${inside.length}`;
	});
}

function confusions(answers: readonly Answer[]): string[] {
	const counts = new Map<string, number>();
	for (const answer of judged(answers, 'intent')) {
		if (right(answer, 'intent')) continue;
		const pair = `${answer.line.intent} → ${answer.reading.intent}`;
		counts.set(pair, (counts.get(pair) ?? 0) + 1);
	}
	return [...counts]
		.sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
		.slice(0, 25)
		.map(([pair, count]) => `  ${String(count).padStart(3)}  ${pair}`);
}

/** The whole evaluation as text: figures against their targets, per label, per language, per tag, calibration, confusions. */
export function report(answers: readonly Answer[]): string {
	const calibration = calibrationOf(answers);
	return [
		`${answers.length} messages`,
		...Object.entries(figures(answers)).map(([name, value]) => {
			const target = TARGETS[name];
			const shown = name === 'refusals read as yes' || name === 'dangers missed' ? String(value).padStart(7) : share(value);
			return `  ${name.padEnd(26)} ${shown}${target === undefined ? '' : `  target ${share(target)}${value >= target ? '' : '  MISSED'}`}`;
		}),
		...HEADS.flatMap((head) => [
			`${head}, per label (precision, recall, F1)`,
			...perLabel(answers, head).map(
				({ label, count, precision, recall, f1 }) => `  ${label.padEnd(26)} ${share(precision)} ${share(recall)} ${share(f1)}  of ${count}`,
			),
		]),
		'slots (labelled, found; given where none is labelled)',
		...perSlot(answers).map(
			({ name, labelled, found, spurious }) =>
				`  ${name.padEnd(26)} ${share(found / Math.max(1, labelled))}  of ${labelled}${spurious === 0 ? '' : `; ${spurious} too many`}`,
		),
		'intent, per language',
		...byGroup(answers, ({ line }) => [line.lang]),
		'intent, per role',
		...byGroup(answers, ({ line }) => [line.role]),
		'intent, per tag',
		...byGroup(answers, ({ line }) => line.tags),
		`calibration (expected error ${share(calibration.ece)}): confidence, right, of`,
		...calibration.bins.map(
			({ from, count, confidence, accuracy: good }) => `  from ${from.toFixed(1)}  ${share(confidence)} ${share(good)}  of ${count}`,
		),
		'confusions (labelled → read)',
		...confusions(answers),
		dangerReport(dangerJudged(answers).map(({ answer, danger }) => ({ text: answer.line.text, danger }))),
	].join('\n');
}
