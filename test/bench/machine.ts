import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { startEmbeddedMongo } from '../../src/platform/embedded-mongo/start.ts';
import { createLog } from '../../src/platform/log.ts';
import { databaseUri } from '../support/database-uri.ts';
import { serversOf } from './processes.ts';
import { type Sink, startSink } from './sink.ts';
import { type WebhookSender, webhookSender } from './webhook-sender.ts';

export const ACCOUNT_SID = `AC${'b'.repeat(32)}`;
export const AUTH_TOKEN = 'bench-token';

/** What every measurement shares: a database server of its own, a Twilio, and who posts webhooks. */
export interface Machine {
	client: mongoose.mongo.MongoClient;
	/** The URI of a database of this name. */
	uriOf(database: string): string;
	sink: Sink;
	webhooks: WebhookSender;
	/** The database server's processes, when it is ours. */
	mongoPids: number[];
	close(): Promise<void>;
}

/** `MONGODB_URI` measures a server that is there already (its processor time is then not known). */
export async function openMachine(): Promise<Machine> {
	const directory = mkdtempSync(join(tmpdir(), 'palabre-bench-'));
	const given = process.env.MONGODB_URI;
	const server = given === undefined ? await startEmbeddedMongo({ directory, log: createLog('error') }) : undefined;
	const uri = server?.uri ?? given ?? '';
	const client = await mongoose.mongo.MongoClient.connect(uri);
	const webhooks = webhookSender(AUTH_TOKEN);
	const sink = await startSink(webhooks, { accountSid: ACCOUNT_SID });
	return {
		client,
		uriOf: (database) => databaseUri(uri, database),
		sink,
		webhooks,
		mongoPids: server === undefined ? [] : serversOf(directory),
		async close() {
			await sink.idle();
			await sink.close();
			webhooks.close();
			await client.close();
			await server?.stop();
			rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
		},
	};
}

/** What a table must say for another run to be comparable. */
export async function describeMachine({ client, mongoPids }: Machine): Promise<Record<string, string>> {
	const { version } = await client.db().admin().serverInfo();
	const wine = mongoPids.some((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('.exe'));
	return {
		date: new Date().toISOString(),
		cpu: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}`,
		memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
		node: process.version,
		mongodb: `${String(version)}${wine ? ' (Windows build under Wine)' : ''}`,
		load: loadavg()
			.map((one) => one.toFixed(2))
			.join(' '),
	};
}
