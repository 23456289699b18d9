import { createHash } from 'node:crypto';
import type { PageLanguage } from '../page/language.ts';

const VERSION_LENGTH = 12;

/**
 * The script of the service worker that opens the page without a network: `source` after what it has to keep. Its text changes whenever a
 * page or a file does, which is how a browser learns that there is something new to keep.
 */
export function workerScript(source: string, { root, pages }: { root: string; pages: Record<PageLanguage, string> }): string {
	const version = createHash('sha256').update(JSON.stringify(pages)).digest('hex').slice(0, VERSION_LENGTH);
	const shell = {
		version,
		root,
		pages: Object.fromEntries(Object.keys(pages).map((language) => [language, `${root}?lang=${language}`])),
		files: [...new Set(Object.values(pages).flatMap(filesOf))],
	};
	return `const SHELL = ${JSON.stringify(shell)};\n${source}`;
}

/** What a page asks for as soon as it is read: its addresses name their version. */
function filesOf(page: string): string[] {
	return [...page.matchAll(/ (?:src|href)="([^"?#]+\.(?:js|css|svg))"/g)].map((match) => match[1] ?? '');
}
