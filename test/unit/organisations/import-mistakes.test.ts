import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { checkFile } from '../../../src/modules/organisations/import/check-file.ts';
import { readImportFile } from '../../../src/modules/organisations/import/read-file.ts';
import { importJsonSchema } from '../../../src/modules/organisations/import/schema.ts';

const good = readFileSync('test/fixtures/import/good.yaml', 'utf8');
const branches = readFileSync('test/fixtures/import/branches.yaml', 'utf8');
const mistakesSchema = z.array(
	z.strictObject({ label: z.string(), replace: z.string(), by: z.string(), expect: z.array(z.string()).min(1) }),
);
const mistakesOf = (file: string) => mistakesSchema.parse(JSON.parse(readFileSync(`test/fixtures/import/${file}`, 'utf8')));
const mistakes = [
	...mistakesOf('mistakes.json').map((mistake) => [mistake.label, good, mistake] as const),
	...mistakesOf('branch-mistakes.json').map((mistake) => [mistake.label, branches, mistake] as const),
];

function errorsOf(text: string): string[] {
	const read = readImportFile(text, 'wrong.yaml');
	return 'errors' in read ? read.errors : read.lines(checkFile(read.file));
}

test.each([good, branches])('the files without mistakes have none', (text) => {
	expect(errorsOf(text)).toEqual([]);
});

describe('each mistake is named with its line', () => {
	test.each(mistakes)('%s', (_, text, mistake) => {
		expect(text).toContain(mistake.replace);
		const errors = errorsOf(text.replace(mistake.replace, mistake.by));
		for (const [i, expected] of mistake.expect.entries()) expect(errors[i]).toContain(expected);
		if (mistake.label !== 'broken YAML') expect(errors).toHaveLength(mistake.expect.length);
	});
});

test.each([
	['', 'wrong.yaml:1: '],
	['just words', 'wrong.yaml:1: document: '],
	['organisations: []', 'wrong.yaml:1: organisations: '],
	['a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c, *c, *c, *c, *c, *c]', 'wrong.yaml:1: '],
	[`organisations: # ${'x'.repeat(5_000_000)}`, 'larger than'],
])('%.20j is no import file', (text, expected) => {
	expect(errorsOf(text)[0]).toContain(expected);
});

test('a wrong phone number is not repeated in the message', () => {
	expect(errorsOf(good.replace('670 00 00 10', '670 99 10')).join()).not.toContain('670');
});

test('no text makes the reader throw', () => {
	fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => expect(errorsOf(text).length).toBeGreaterThan(0)));
});

test('the JSON Schema describes what people write', () => {
	const schema = importJsonSchema();
	expect(schema).toMatchObject({ type: 'object', required: ['organisations'], additionalProperties: false });
	expect(JSON.stringify(schema)).toContain('offer_seconds');
});
