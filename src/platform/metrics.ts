import { Counter, collectDefaultMetrics, Gauge, Histogram, register } from 'prom-client';

/** What an operator watches, in Prometheus' form at `GET /metrics`. Label values are closed sets: no ids, no numbers of people. */

/** How much waits in a queue, and for how long the oldest has. */
export interface Backlog {
	depth: number;
	oldestSeconds: number;
}

const backlogs = new Map<string, () => Promise<Backlog>>();

function backlogGauge(name: string, help: string, queue: string, read: (backlog: Backlog) => number): Gauge {
	return new Gauge({
		name,
		help,
		async collect() {
			const collector = backlogs.get(queue);
			if (collector === undefined) return;
			try {
				this.set(read(await collector()));
			} catch {
				this.set(Number.NaN); // the database is away: the other metrics are still worth having
			}
		},
	});
}

export const inboxDepth = backlogGauge('palabre_inbox_depth', 'Inputs waiting for their turn', 'inbox', (backlog) => backlog.depth);
export const laneLag = backlogGauge(
	'palabre_lane_lag_seconds',
	'Age of the oldest waiting input',
	'inbox',
	(backlog) => backlog.oldestSeconds,
);
export const outboxDepth = backlogGauge('palabre_outbox_depth', 'Messages waiting to be sent', 'outbox', (backlog) => backlog.depth);
export const outboxAge = backlogGauge(
	'palabre_outbox_oldest_seconds',
	'Age of the oldest waiting message',
	'outbox',
	(backlog) => backlog.oldestSeconds,
);

/** Says how the depth and age of a queue are read when somebody asks for the metrics. */
export function collectBacklog(queue: 'inbox' | 'outbox', collector: () => Promise<Backlog>): void {
	backlogs.set(queue, collector);
}

export const turnSeconds = new Histogram({
	name: 'palabre_turn_seconds',
	help: 'Time of one turn, from claim to commit, by outcome (done, failed, dead)',
	labelNames: ['outcome'],
	buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
});

export const sends = new Counter({
	name: 'palabre_sends_total',
	help: 'Messages handed to a carrier, by channel and result (accepted, or the failure action)',
	labelNames: ['channel', 'result'],
});

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

export async function metricsText(): Promise<{ contentType: string; text: string }> {
	return { contentType: register.contentType, text: await register.metrics() };
}
