import { createHash } from 'node:crypto';
import { stripTypeScriptTypes } from 'node:module';

/** Jest's transform: what Node itself does to a TypeScript file, so that tests run the very code production runs. */
export default {
	process: (source) => ({ code: stripTypeScriptTypes(source, { mode: 'strip' }) }),
	getCacheKey: (source, path) => createHash('sha256').update(process.version).update(path).update(source).digest('hex'),
};
