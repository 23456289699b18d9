import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { curveShape, heightAt } from '../local/curve.ts';
import calibration from './calibration.json' with { type: 'json' };
import { windowsOf } from './features.ts';
import { believed, DANGER_MODEL_FILE, type DangerModel, loudestOf, parseDangerModel } from './model.ts';

const { threshold, points } = z.object({ threshold: z.number(), points: curveShape }).parse(calibration);

let loaded: DangerModel | undefined;
function model(): DangerModel {
	loaded ??= parseDangerModel(readFileSync(DANGER_MODEL_FILE));
	return loaded;
}

/**
 * The chance that a text tells of danger, where it is over the threshold of the training (few false alarms), else null. For texts in which the
 * lexicon hears none: it is never asked against it. The model is read once, at the first text.
 */
export function learnedDanger(text: string): number | null {
	const odds = loudestOf(windowsOf(text), model());
	return odds >= threshold ? heightAt(believed(odds), points) : null;
}
