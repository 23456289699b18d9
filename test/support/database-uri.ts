import { randomBytes } from 'node:crypto';

/** The URI of one database of a replica set. */
export function databaseUri(uri: string, name: string): string {
	return uri.replace(/^([^:]+:\/\/[^/?]+)(?:\/[^?]*)?/, `$1/${name}`);
}

export function uniqueDatabaseName(): string {
	return `test_${process.pid}_${randomBytes(4).toString('hex')}`;
}
