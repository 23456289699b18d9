import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LabelledLine } from '../eval/labelled-line.ts';
import { type Answer, accuracy, macroF1 } from '../eval/score.ts';
import { decide } from '../intents.ts';
import { calibrated, ranked } from './combine.ts';
import { isotonic } from './curve.ts';
import { learnFolds } from './learn-folds.ts';
import { classify, MODEL_FILE, MODEL_VERSION, parseModel } from './model.ts';
import { FOLDS, fingerprintOf, isKeptBack, type Prepared, prepareExamples } from './prepare.ts';

const isRight = (line: LabelledLine, intent: string | undefined): boolean =>
	intent === line.intent || line.alt.some((other) => other === intent);

/**
 * `npm run -s understand -- train`: learns the classifier from the examples, deterministically, and writes `model.bin`, `calibration.json` and
 * `model.metrics.json`. The figures are those of messages the model had not seen (five folds of its own examples; the rules' fixtures only teach).
 */
export async function train(folder: string = join(MODEL_FILE, '..')): Promise<Record<string, unknown>> {
	const models = await learnFolds();
	const bytes = models[FOLDS];
	if (bytes === undefined) throw new Error('nothing was learnt');
	const prepared = prepareExamples();
	const unseen: { sample: Prepared; order: ReturnType<typeof ranked>; alone: Answer['reading'] }[] = [];
	for (const [fold, learnt] of models.slice(0, FOLDS).entries()) {
		const model = parseModel(learnt);
		for (const [index, sample] of prepared.entries()) {
			if (!isKeptBack(index, sample, fold)) continue;
			const guess = classify(sample.facts, model);
			unseen.push({
				sample,
				order: ranked(sample.facts, decide(sample.facts), guess),
				alone: {
					intent: top(guess.intent),
					sentiment: top(guess.sentiment),
					urgency: top(guess.urgency),
					category: top(guess.category),
					wants_human: (guess.human.get('yes') ?? 0) >= 0.5,
					confidence: Math.max(...guess.intent.values()),
					danger: sample.facts.danger !== null,
					slots: {},
				},
			});
		}
	}
	const curve = isotonic(
		unseen.map(({ sample, order }) => ({ score: order[0]?.score ?? 0, right: isRight(sample.line, order[0]?.intent) })),
	);
	const alone: Answer[] = unseen.map(({ sample, alone }) => ({ line: sample.line, reading: alone }));
	const share = (good: (entry: (typeof unseen)[number]) => boolean): number => unseen.filter(good).length / unseen.length;
	const metrics = {
		version: MODEL_VERSION,
		fingerprint: fingerprintOf(prepared),
		examples: prepared.length,
		own: unseen.length,
		bytes: bytes.length,
		unseen: {
			rules: { intent: round(share(({ sample }) => isRight(sample.line, decide(sample.facts).intent))) },
			classifier: {
				intent: round(accuracy(alone, 'intent')),
				intent_f1: round(macroF1(alone, 'intent')),
				sentiment: round(accuracy(alone, 'sentiment')),
				urgency: round(accuracy(alone, 'urgency')),
				category: round(accuracy(alone, 'category')),
			},
			combined: {
				intent: round(share(({ sample, order }) => isRight(sample.line, order[0]?.intent))),
				sure: round(share(({ order }) => calibrated(order[0]?.score ?? 0, curve) >= 0.8)),
			},
		},
	};
	writeFileSync(join(folder, 'model.bin'), bytes);
	writeFileSync(
		join(folder, 'calibration.json'),
		`${JSON.stringify(
			curve.map(([score, right]) => ({ score, right })),
			null,
			'\t',
		)}\n`,
	);
	writeFileSync(join(folder, 'model.metrics.json'), `${JSON.stringify(metrics, null, '\t')}\n`);
	return metrics;
}

const round = (value: number): number => Math.round(value * 10_000) / 10_000;

function top<Label>(labels: ReadonlyMap<Label, number>): Label {
	const [first] = [...labels].sort((a, b) => b[1] - a[1]);
	if (first === undefined) throw new Error('a head without labels');
	return first[0];
}
