import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dangerIn } from '../danger.ts';
import { isotonic } from '../local/curve.ts';
import { learnDanger, packDanger } from './learn.ts';
import { type Lesson, lessons } from './lessons.ts';
import { believed, DANGER_MODEL_FILE, DANGER_MODEL_VERSION, loudestOf, parseDangerModel } from './model.ts';

const FOLDS = 5;
/** Lessons that stand together were written together, often about one thing: they are kept back together. */
const BLOCK = 10;
/**
 * Of unseen lines that only sound like danger (most were written to mislead it), and of everyday messages, the head raises at most these
 * shares: an alarm too many costs an agent a glance, but a reader that cries wolf is not believed.
 */
const NEAR_MISSES = 0.045;
const EVERYDAY = 0.003;
/** The threshold is looked for in these steps of log-odds, up to certainty. */
const STEP = 0.05;
const TOP = 6;
/** Unseen lessons are pooled into so many steps before they are made to rise: fine enough where dangers begin. */
const POOLS = 80;

interface Unseen {
	lesson: Lesson;
	odds: number;
	/** The lexicon hears it: the head has nothing to add. */
	heard: boolean;
}

/** A short mark of all that the head learns from, so that seconds tell whether it must be trained again. */
export function dangerFingerprint(all: readonly Lesson[]): string {
	const hash = createHash('sha256');
	for (const lesson of all) hash.update(JSON.stringify(lesson));
	return hash.digest('hex').slice(0, 16);
}

/** Every lesson as a model sees it that was not taught it. */
function unseenOf(all: readonly Lesson[]): Unseen[] {
	return Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
		const isBack = (index: number): boolean => Math.floor(index / BLOCK) % FOLDS === fold;
		const taught = all.filter((_, index) => !isBack(index));
		const model = parseDangerModel(packDanger(learnDanger(taught), taught));
		return all
			.filter((_, index) => isBack(index))
			.map((lesson) => ({ lesson, odds: loudestOf(lesson.windows, model), heard: dangerIn(lesson.text) !== null }));
	});
}

const shareOf = (lines: readonly Unseen[], hit: (line: Unseen) => boolean): number => lines.filter(hit).length / Math.max(1, lines.length);

/** The lowest log-odds at which the head is as rarely wrong as asked for. */
function thresholdOf(unseen: readonly Unseen[]): number {
	const near = unseen.filter(({ lesson }) => lesson.told && !lesson.danger);
	const everyday = unseen.filter(({ lesson }) => !lesson.told && !lesson.danger);
	for (let at = 0; at <= TOP / STEP; at++) {
		const threshold = Math.round(at * STEP * 100) / 100;
		const raised = ({ odds }: Unseen): boolean => odds >= threshold;
		if (shareOf(near, raised) <= NEAR_MISSES && shareOf(everyday, raised) <= EVERYDAY) return threshold;
	}
	return TOP;
}

/**
 * Learns the head of danger, deterministically, and writes `model.bin`, `calibration.json` and `model.metrics.json`. The threshold, the calibration
 * and the figures are those of lessons that the head had not seen (five folds).
 */
export function trainDanger(folder: string = join(DANGER_MODEL_FILE, '..')): Record<string, unknown> {
	const all = lessons();
	const unseen = unseenOf(all);
	const bytes = packDanger(learnDanger(all), all);
	const threshold = thresholdOf(unseen);
	const silent = unseen.filter(({ heard }) => !heard);
	const points = isotonic(
		silent.map(({ odds, lesson }) => ({ score: believed(odds), right: lesson.danger })),
		POOLS,
	);
	const dangers = unseen.filter(({ lesson }) => lesson.told && lesson.danger);
	const near = unseen.filter(({ lesson }) => lesson.told && !lesson.danger);
	const everyday = unseen.filter(({ lesson }) => !lesson.told && !lesson.danger);
	const raised = ({ odds }: Unseen): boolean => odds >= threshold;
	const metrics = {
		version: DANGER_MODEL_VERSION,
		fingerprint: dangerFingerprint(all),
		lessons: all.length,
		dangers: dangers.length,
		near_misses: near.length,
		bytes: bytes.length,
		unseen: {
			recall: round(shareOf(dangers, raised)),
			recall_where_lexicon_is_silent: round(
				shareOf(
					dangers.filter(({ heard }) => !heard),
					raised,
				),
			),
			near_misses_raised: round(shareOf(near, raised)),
			everyday_raised: round(shareOf(everyday, raised)),
		},
	};
	writeFileSync(join(folder, 'model.bin'), bytes);
	writeJson(join(folder, 'calibration.json'), { threshold, points: points.map(([score, right]) => ({ score, right })) });
	writeJson(join(folder, 'model.metrics.json'), metrics);
	return metrics;
}

const round = (value: number): number => Math.round(value * 10_000) / 10_000;

function writeJson(path: string, value: unknown): void {
	writeFileSync(path, `${JSON.stringify(value, null, '\t')}\n`);
}
