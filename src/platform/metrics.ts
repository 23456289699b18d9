import { Counter, collectDefaultMetrics, Gauge, Histogram, register } from 'prom-client';

/**
 * What an operator watches, in Prometheus' form at `GET /metrics`. Label values are closed sets: no ids, no numbers of people.
 * Metrics of one room (turns, sends) are defined in that room; here are those of the house.
 */

/** How much waits in a queue, and for how long the oldest has. */
export interface Backlog {
	depth: number;
	oldestSeconds: number;
}

/** Shows the depth and age of a queue; `read` is called whenever somebody asks for the metrics. Once per queue. */
export function exposeBacklog(queue: 'inbox' | 'outbox', read: () => Promise<Backlog>): void {
	backlogGauge(`palabre_${queue}_depth`, `Rows waiting in the ${queue}`, async () => (await read()).depth);
	backlogGauge(
		`palabre_${queue}_oldest_seconds`,
		`Age of the oldest row waiting in the ${queue}`,
		async () => (await read()).oldestSeconds,
	);
}

function backlogGauge(name: string, help: string, read: () => Promise<number>): Gauge {
	return new Gauge({
		name,
		help,
		async collect() {
			// The database may be away: the other metrics are still worth having.
			this.set(await read().catch(() => Number.NaN));
		},
	});
}

export const llmCalls = new Counter({
	name: 'palabre_llm_calls_total',
	help: 'Calls to the language model, by result (ok, invalid, timeout, error)',
	labelNames: ['result'],
});

export const webhookEvents = new Counter({
	name: 'palabre_webhook_events_total',
	help: 'What became of webhooks that were not simply stored',
	labelNames: ['event'],
});

export const httpSeconds = new Histogram({
	name: 'palabre_http_request_seconds',
	help: 'Time of HTTP requests by method, route pattern and status',
	labelNames: ['method', 'route', 'status'],
	buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
});

/** Adds the process's own figures: memory, event loop, garbage collection. Once per process. */
export function collectProcessMetrics(): void {
	collectDefaultMetrics();
}

/** All that is measured, as Prometheus reads it. */
export async function metricsText(): Promise<{ contentType: string; text: string }> {
	return { contentType: register.contentType, text: await register.metrics() };
}
