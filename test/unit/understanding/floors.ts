import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { figures, groupFigures } from '../../../src/understanding/eval/report.ts';
import type { Answer } from '../../../src/understanding/eval/score.ts';

const bounds = z.strictObject({ at_least: z.record(z.string(), z.number()), at_most: z.record(z.string(), z.number()) });

/** What no change may undo: raise a floor when the reading gets better, never lower one for a change's sake. */
export const FLOORS = bounds.parse(
	JSON.parse(readFileSync(join(import.meta.dirname, '../../fixtures/understanding/held-out/floors.json'), 'utf8')),
);

/** Every figure of the held-out messages, by name. */
export function allFigures(answers: readonly Answer[]): Record<string, number> {
	return { ...figures(answers), ...groupFigures(answers) };
}

/** The figures that are worse than their floor or ceiling, or are not there any more. */
export function fallen(answers: readonly Answer[]): string[] {
	const found = allFigures(answers);
	return [
		...Object.entries(FLOORS.at_least).filter(([name, floor]) => !((found[name] ?? Number.NaN) >= floor)),
		...Object.entries(FLOORS.at_most).filter(([name, ceiling]) => !((found[name] ?? Number.NaN) <= ceiling)),
	].map(([name]) => name);
}
