import { startEmbeddedMongo } from '../../src/platform/embedded-mongo/start.ts';
import { createLog } from '../../src/platform/log.ts';

/** A program that starts the embedded database on the directory it is given, prints its URI and never stops by itself: tests kill it. */
const [, , directory] = process.argv;
if (directory === undefined) throw new Error('usage: hold-mongo.ts DIRECTORY');
const server = await startEmbeddedMongo({ directory, log: createLog('error') });
process.stdout.write(`${server.uri}\n`);
setInterval(() => undefined, 60_000);
