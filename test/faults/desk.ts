import { z } from 'zod';
import { pause } from './personas/persona.ts';

const Conversations = z.object({ items: z.array(z.object({ id: z.string() })) });

export interface DeskReport {
	claimed: number;
	handedBack: number;
}

const LOOK_MS = 1_500;

/**
 * The agent Awa: claims whoever waits, says one sentence, and gives the conversation back after a while. Every call is made again until
 * it is answered; claiming and writing again is the same claim and the same message.
 */
export async function workAtDesk(options: { url: string; token: string; talkMs: number; end: AbortSignal }): Promise<DeskReport> {
	const report: DeskReport = { claimed: 0, handedBack: 0 };
	const talks: Promise<void>[] = [];
	const known = new Set<string>();
	while (!options.end.aborted) {
		const waiting = await call(options, 'GET', '/conversations?owner=human&limit=50');
		const found = Conversations.safeParse(waiting);
		for (const { id } of found.success ? found.data.items : []) {
			if (known.has(id)) continue;
			known.add(id);
			talks.push(talk(options, id, report).finally(() => known.delete(id)));
		}
		await pause(LOOK_MS, options.end);
	}
	await Promise.all(talks);
	return report;
}

async function talk(options: Parameters<typeof workAtDesk>[0], id: string, report: DeskReport): Promise<void> {
	if ((await call(options, 'POST', `/conversations/${id}/claim`)) !== undefined) report.claimed++;
	await call(options, 'POST', `/conversations/${id}/messages`, {
		text: 'Bonjour, je suis Awa, je vous réponds.',
		client_id: `hello-${id}`,
	});
	await pause(options.talkMs, options.end);
	if ((await call(options, 'POST', `/conversations/${id}/hand-back`)) !== undefined) report.handedBack++;
}

/** The body of a 2xx; undefined when the end came first, or the program refused for good. */
async function call(
	options: { url: string; token: string; end: AbortSignal },
	method: string,
	path: string,
	body?: unknown,
): Promise<unknown> {
	while (!options.end.aborted) {
		try {
			const response = await fetch(`${options.url}/api/v1${path}`, {
				method,
				headers: { authorization: `Bearer ${options.token}`, 'content-type': 'application/json' },
				...(body === undefined ? {} : { body: JSON.stringify(body) }),
				signal: AbortSignal.timeout(15_000),
			});
			if (response.ok) return await response.json();
			if (response.status < 500) return undefined;
		} catch {
			// Nobody answered: the web is down, or died with the answer.
		}
		await pause(500, options.end);
	}
	return undefined;
}
