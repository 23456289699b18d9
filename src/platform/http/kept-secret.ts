import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '../error-code.ts';

/** Development's signing secret: made once, kept in the data directory for its owner's eyes, the same for every process on it. */
export function keptSecret(dataDir: string): string {
	const path = join(dataDir, 'jwt-secret');
	mkdirSync(dataDir, { recursive: true });
	const candidate = `${path}.${process.pid}`;
	writeFileSync(candidate, randomBytes(32).toString('base64url'), { mode: 0o600 });
	try {
		linkSync(candidate, path); // of several processes starting together one makes it, whole; the others read it
	} catch (error) {
		if (errorCode(error) !== 'EEXIST') throw error;
	} finally {
		rmSync(candidate, { force: true });
	}
	return readFileSync(path, 'utf8');
}
