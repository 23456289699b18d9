import type { Express } from 'express';
import { type Listening, listen } from '../../src/platform/http/listen.ts';

export interface TestServer {
	/** `http://127.0.0.1:PORT` */
	url: string;
	close(): Promise<void>;
}

/** Serves an application on a free port of this machine. */
export async function serve(app: Express): Promise<TestServer> {
	const listening: Listening = await listen(app, { host: '127.0.0.1', port: 0 });
	return { url: `http://127.0.0.1:${listening.port}`, close: () => listening.close(100) };
}
