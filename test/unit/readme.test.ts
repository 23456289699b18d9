import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { readOptions } from '../bench/options.ts';

const pages = globSync(['*.md', '{docs,flows,prompts,src,test}/**/*.md']);
const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(readFileSync('package.json', 'utf8')));

/** What a pattern's first group finds in a text. */
const found = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, group = '']) => group);

test('there are pages to read', () => {
	expect(pages).toContain('README.md');
});

test.each(pages)('what %s names is there', (page) => {
	const text = readFileSync(page, 'utf8');
	const named = found(text, /\bnpm run (?:-s )?([a-z][\w:]*)/g);
	expect(named.filter((script) => scripts[script] === undefined)).toEqual([]);
	const files = [
		...found(text, /\bnode ((?:src|test|tools)\/[\w/-]+\.ts)/g),
		...found(text, /`((?:src|test|tools|demo)\/[\w/.-]+\.\w+)`/g),
	];
	expect(files.filter((file) => !existsSync(file))).toEqual([]);
	const links = found(text, /\]\((?!https?:|#|mailto:)([^)\s#]+)/g);
	expect(links.filter((link) => !existsSync(path.join(path.dirname(page), link)))).toEqual([]);
	const measurements = found(text, /\bnpm run -s bench -- (\w+)/g);
	expect(measurements.filter((word) => readOptions([word]) === null)).toEqual([]);
});
