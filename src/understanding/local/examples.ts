import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type LabelledLine, labelledLine, readFolder } from '../eval/labelled-line.ts';

const EXAMPLES_FOLDER = join(import.meta.dirname, 'examples');
const FIXTURES_FOLDER = join(import.meta.dirname, '../../../test/fixtures/understanding');

const fixture = z
	.looseObject({
		question: z.string().optional(),
		altSentiment: z.unknown().optional(),
		altUrgency: z.unknown().optional(),
		altCategory: z.unknown().optional(),
	})
	.transform(({ altSentiment, altUrgency, altCategory, ...rest }) => ({
		...rest,
		alt_sentiment: altSentiment,
		alt_urgency: altUrgency,
		alt_category: altCategory,
	}));

/** The messages that the rules were written with: the classifier learns from them too. */
function fixtures(): LabelledLine[] {
	const questions = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(join(FIXTURES_FOLDER, 'questions.json'), 'utf8')));
	return readdirSync(FIXTURES_FOLDER)
		.filter((name) => name.endsWith('.jsonl'))
		.sort()
		.flatMap((name) =>
			readFileSync(join(FIXTURES_FOLDER, name), 'utf8')
				.split('\n')
				.filter((row) => row.trim() !== '')
				.map((row, index) => {
					const line = fixture.parse(JSON.parse(row));
					return labelledLine.parse({
						role: name === 'provider.jsonl' ? 'provider' : 'client',
						...line,
						id: `${name}:${index + 1}`,
						context: line.question === undefined ? null : questions[line.question],
					});
				}),
		);
}

/** Hard turns (`turns.jsonl`) whose misreadings mended the rules: like the fixtures they teach, and tell nothing of how often a reading is right. */
const RULES_KNOW = /^tu-/;

/** What the classifier is trained from: its own examples, then the rules' fixtures. `own`: one of the former, which the rules were not written with. */
export function readExamples(): { line: LabelledLine; own: boolean }[] {
	return [
		...readFolder(EXAMPLES_FOLDER).map((line) => ({ line, own: !RULES_KNOW.test(line.id) })),
		...fixtures().map((line) => ({ line, own: false })),
	];
}
