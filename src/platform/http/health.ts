import { Router } from 'express';
import mongoose from 'mongoose';
import type { Clock } from '../clock.ts';
import { metricsText } from '../metrics.ts';
import { aWorkerLives } from '../worker-heartbeat.ts';

/** A probe that waits longer than its caller is no probe. */
const PROBE_MS = 3_000;

/** `/healthz`: the process answers. `/metrics`: what it counts itself, and what it finds in the database, for Prometheus. */
export function processRouter(): Router {
	const router = Router();
	router.get('/healthz', (_req, res) => {
		res.json({ status: 'ok' });
	});
	router.get('/metrics', async (_req, res) => {
		const { contentType, text } = await metricsText();
		res.set('Content-Type', contentType).send(text);
	});
	return router;
}

/** The same and `/readyz`: the database's primary answers and a worker lives. */
export function healthRouter(options: { clock: Clock; isStopping(): boolean }): Router {
	const router = processRouter();
	router.get('/readyz', async (_req, res) => {
		const checks = {
			stopping: options.isStopping(),
			database: await holds(primaryAnswers),
			worker: await holds(() => aWorkerLives(options.clock)),
		};
		const ready = checks.database && checks.worker && !checks.stopping;
		res.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not ready', database: checks.database, worker: checks.worker });
	});
	return router;
}

async function primaryAnswers(): Promise<boolean> {
	const hello = await mongoose.connection.db?.admin().command({ hello: 1 }, { timeoutMS: PROBE_MS });
	return hello?.isWritablePrimary === true;
}

async function holds(check: () => Promise<boolean>): Promise<boolean> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<boolean>((done) => {
		timer = setTimeout(() => done(false), PROBE_MS);
	});
	try {
		return await Promise.race([check(), late]);
	} catch {
		return false;
	} finally {
		clearTimeout(timer);
	}
}
