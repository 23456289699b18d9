import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { z } from 'zod';
import { requestByPhone } from '../../e2e/request-by-phone.ts';
import { databaseUri, uniqueDatabaseName } from '../../support/database-uri.ts';
import { type Deployment, deploy } from '../../support/deployment.ts';
import { testMongoUri } from '../../support/mongo-uri.ts';
import { STORY_MS } from '../../support/patience.ts';

/** Read whole on purpose: a handful of rows, however many messages there are. */
const SMALL = new Set(['organisations', 'flow_versions', 'workers', 'checkpoints', 'agenda_jobs', 'leases']);
/** What every message and every job touches: proof that the profiler looked. */
const HOT = ['contacts', 'inbox', 'outbox', 'timers', 'requests', 'offers'];
const START_MS = 300_000;
/** Some hundred times what a quiet run notes. */
const PROFILE_BYTES = 256 * 1024 * 1024;

const Profiled = z.object({ ns: z.string(), op: z.string(), planSummary: z.string(), command: z.unknown() });

/**
 * The hot queries are not listed by hand: the server's own profiler notes every one of a whole job by signed webhooks, with its plan, so
 * that a query somebody adds tomorrow is in the test tomorrow.
 */
describe('the database under a whole job', () => {
	let client: mongoose.mongo.MongoClient;
	let deployment: Deployment;

	beforeAll(async () => {
		const uri = databaseUri(await testMongoUri(), uniqueDatabaseName());
		client = await mongoose.mongo.MongoClient.connect(uri);
		// By itself it holds one megabyte, and on a busy machine the polls of a longer run push out what was noted first.
		await client.db().createCollection('system.profile', { capped: true, size: PROFILE_BYTES });
		await client.db().command({ profile: 2 });
		deployment = await deploy({ environment: { MONGODB_URI: uri } });
	}, START_MS);

	afterAll(async () => {
		await deployment?.close();
		await client?.db().command({ profile: 0 });
		await client?.db().dropDatabase();
		await client?.close();
	});

	test(
		'no query reads a whole collection that grows',
		async () => {
			const { twilio } = deployment;
			const client1 = twilio.phone('+237650000001');
			const paul = twilio.phone('+237690000001');
			await paul.send('Bonjour');
			await paul.expects(/espace prestataire/);
			await requestByPhone(client1);
			await paul.expects(/Nouvelle demande/);
			await paul.tap(/Accepter/);
			await client1.expects(/accepte votre demande/);
			await paul.tap(/En route/);
			await client1.expects(/en route/);
			await client1.send('menu');
			await twilio.idle();
			const rows = await client
				.db()
				.collection('system.profile')
				// A change stream's `getmore` reads the server's log; a query's own first operation is noted apart.
				.find({ planSummary: { $exists: true }, op: { $ne: 'getmore' }, ns: { $not: /system\.profile$/ } })
				.toArray();
			const plans = rows.map((row) => Profiled.parse(row)).map((row) => ({ ...row, collection: row.ns.slice(row.ns.indexOf('.') + 1) }));
			const seen = new Set(plans.map(({ collection }) => collection));
			for (const hot of HOT) expect(seen).toContain(hot);
			const whole = plans.filter(({ planSummary, collection }) => planSummary.includes('COLLSCAN') && !SMALL.has(collection));
			expect(whole.map(({ collection, op, command }) => `${op} ${collection} ${JSON.stringify(command).slice(0, 300)}`)).toEqual([]);
		},
		STORY_MS,
	);
});
