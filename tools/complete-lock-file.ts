import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * Run after `npm install`. A registry mirror may lack the builds of a package for other platforms (`@biomejs/cli-darwin-arm64`…); npm then
 * leaves them out of the lock file, and `npm ci` refuses it everywhere. This adds what their parent says of them, so that the lock file
 * is whole: machines of that platform install them, all others skip them.
 */

const Package = z.object({
	dev: z.boolean().optional(),
	optionalDependencies: z.record(z.string(), z.string()).optional(),
});
/** Records keep the order of what they read, so that the file changes no more than it must. */
const Entries = z.record(z.string(), z.unknown());

const OS: Record<string, string> = { darwin: 'darwin', win32: 'win32', android: 'android', freebsd: 'freebsd', openharmony: 'openharmony' };
const CPUS = ['arm64', 'x64', 'ia32', 'arm', 'loong64', 'ppc64', 'riscv64', 's390x'];

/** `…-linux-x64-musl` → os, cpu and libc, as the package itself would state them. */
function platformOf(name: string): { os: string[]; cpu: string[]; libc?: string[] } | undefined {
	const words = name.split(/[/-]/);
	const os = words.map((word) => (word === 'linux' ? 'linux' : OS[word])).find((word) => word !== undefined);
	const cpu = CPUS.find((one) => words.includes(one));
	if (os === undefined || cpu === undefined) return undefined;
	const last = words.at(-1) ?? '';
	const libc = /^musl/.test(last) ? ['musl'] : /^gnu/.test(last) ? ['glibc'] : undefined;
	return { os: [os], cpu: [cpu], ...(libc === undefined || os !== 'linux' ? {} : { libc }) };
}

const path = join(import.meta.dirname, '../package-lock.json');
const text = readFileSync(path, 'utf8');
const lock = Entries.parse(JSON.parse(text));
const packages = Entries.parse(lock.packages);
let added = 0;
for (const parent of z.array(Package).parse(Object.values(packages))) {
	for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
		const platform = platformOf(name);
		const key = `node_modules/${name}`;
		if (platform === undefined || packages[key] !== undefined || !/^\d/.test(version)) continue;
		packages[key] = { version, ...platform, ...(parent.dev === true ? { dev: true } : {}), optional: true };
		added++;
	}
}
const sorted = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
writeFileSync(path, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, '\t')}\n`);
process.stdout.write(`${added} packages of other platforms added to package-lock.json\n`);
