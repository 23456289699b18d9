/** The import file's own face: it stands above accounts and providers, so the composition root takes it from here, not from the module. */
export { runImport, type Terminal } from './cli.ts';
export type { ImportContext } from './context.ts';
export { type ImportResult, importText } from './import-text.ts';
export { importJsonSchema } from './schema.ts';
