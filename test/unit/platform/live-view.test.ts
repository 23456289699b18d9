import { afterEach, expect, test } from '@jest/globals';
import winston from 'winston';
import { z } from 'zod';
import { systemClock } from '../../../src/platform/clock.ts';
import { AppError } from '../../../src/platform/errors.ts';
import type { StoredEvent } from '../../../src/platform/events/event.ts';
import type { EventWatch } from '../../../src/platform/events/watch-events.ts';
import { buildApp } from '../../../src/platform/http/build-app.ts';
import { defineEndpoint, LIVE } from '../../../src/platform/http/endpoint.ts';
import { liveViews } from '../../../src/platform/http/live-view.ts';
import { endpointRouter } from '../../../src/platform/http/mount-endpoints.ts';
import { openApiDocument } from '../../../src/platform/http/openapi.ts';
import { eventStreams } from '../../../src/platform/http/sse.ts';
import { monotonicIds } from '../../../src/platform/ids.ts';
import { serve, type TestServer } from '../../support/http-server.ts';
import { until } from '../../support/until.ts';

const open: { server: TestServer; close(): void }[] = [];
afterEach(async () => {
	for (const { server, close } of open.splice(0)) {
		close();
		await server.close();
	}
});

/** A board with one figure, whose changes a scripted log tells. */
async function board(options: { lifeMs?: number } = {}) {
	const told = new Set<(event: StoredEvent) => void>();
	const gaps = new Set<() => void>();
	const state = { figure: 1, reads: 0, broken: false };
	const watch: EventWatch = {
		watchEvents(_filter, onEvent) {
			told.add(onEvent);
			return () => told.delete(onEvent);
		},
		onGap(listener) {
			gaps.add(listener);
			return () => gaps.delete(listener);
		},
	};
	const streams = eventStreams({ maxStreams: 2 });
	const endpoint = defineEndpoint({
		method: 'get',
		path: '/board',
		summary: 'Follows the board',
		tag: 'board',
		roles: ['agent'],
		response: LIVE,
		handle: async () => ({
			follows: { org: 'djobea' },
			concerns: (event: StoredEvent) => event.data.branch !== 'other',
			async read() {
				state.reads++;
				if (state.broken) throw new AppError('not_found', 'no such board');
				return { version: `v${state.figure}`, state: { figure: state.figure } };
			},
		}),
	});
	const server = await serve(
		buildApp({
			log: winston.createLogger({ silent: true }),
			newId: monotonicIds(systemClock()),
			publicBaseUrl: 'http://localhost:3000',
			api: endpointRouter([endpoint], {
				authenticate: async () => ({ org: 'djobea', role: 'agent' }),
				requestsPerMinute: 100,
				live: liveViews({ streams, watch, restMs: 1, ...options }),
			}),
		}),
	);
	open.push({ server, close: () => streams.closeAll() });
	return {
		state,
		watchers: () => told.size + gaps.size,
		happens: (data: Record<string, unknown> = {}) => {
			const event = { _id: 'e', org: 'djobea', type: 'x', at: new Date(), subject: { kind: 'x', id: '1' }, correlationId: '' };
			for (const tell of told) tell({ ...event, data, actor: { kind: 'system', id: '', source: '' } });
		},
		gap: () => {
			for (const tell of gaps) tell();
		},
		api: () => openApiDocument([endpoint], { version: '1', publicBaseUrl: '' }),
		async follow(lastEventId?: string) {
			const leaving = new AbortController();
			const answer = await fetch(`${server.url}/api/v1/board`, {
				headers: { authorization: 'Bearer x', ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }) },
				signal: leaving.signal,
			});
			const heard = { text: '', ended: false };
			void read(answer, heard).catch(() => undefined);
			const hears = (words: string): Promise<void> => until(async () => heard.text.includes(words));
			return { answer, heard, hears, leave: () => leaving.abort() };
		},
	};
}

async function read(answer: Response, heard: { text: string; ended: boolean }): Promise<void> {
	const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
	for (let part = await reader?.read(); part !== undefined && !part.done; part = await reader?.read()) heard.text += part.value;
	heard.ended = true;
}

const eventsIn = (text: string): string[] => [...text.matchAll(/event: (\w+)\ndata: (.*)/g)].map(([, name, data]) => `${name} ${data}`);

test('a page gets the whole state, and again after each change that concerns it', async () => {
	const { state, happens, gap, follow } = await board();
	const page = await follow();
	await page.hears('"figure":1');
	expect(page.answer.headers.get('content-type')).toContain('text/event-stream');
	state.figure = 2;
	happens({ branch: 'other' });
	expect(state.reads).toBe(1);
	happens();
	await page.hears('"figure":2');
	happens();
	await until(async () => state.reads === 3);
	state.figure = 3;
	gap();
	await page.hears('"figure":3');
	expect(eventsIn(page.heard.text)).toEqual(['state {"figure":1}', 'state {"figure":2}', 'state {"figure":3}']);
	expect(page.heard.text).toContain('id: v3');
});

test('a page that comes back with what it has is not sent it again', async () => {
	const page = await (await board()).follow('v1');
	await page.hears('event: same');
	expect(page.heard.text).not.toContain('figure');
});

test('a burst of events is read once more, not once each', async () => {
	const { state, happens, follow } = await board();
	const page = await follow();
	await page.hears('"figure":1');
	state.figure = 9;
	for (let n = 0; n < 50; n++) happens();
	await page.hears('"figure":9');
	expect(state.reads).toBeLessThanOrEqual(3);
});

test('what cannot be read is a problem, and nothing is watched after a page has left', async () => {
	const { state, watchers, follow, happens } = await board();
	const page = await follow();
	await page.hears('"figure":1');
	state.broken = true;
	happens();
	await until(async () => page.heard.ended);
	const refused = await follow();
	expect(refused.answer.status).toBe(404);
	await until(async () => watchers() === 0);
	state.broken = false;
	const other = await follow();
	await other.hears('"figure":1');
	other.leave();
	await until(async () => watchers() === 0);
});

test('a stream ends after a while: its page has to show its token again', async () => {
	const page = await (await board({ lifeMs: 1 })).follow();
	await until(async () => page.heard.ended);
});

test('the document of the API tells that it is a stream', async () => {
	const { api } = await board();
	const [path] = Object.values(z.object({ paths: z.record(z.string(), z.unknown()) }).parse(api()).paths);
	expect(JSON.stringify(path)).toContain('text/event-stream');
});
