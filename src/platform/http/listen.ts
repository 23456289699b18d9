import { createServer } from 'node:http';
import type { Express } from 'express';
import { errorCode } from '../error-code.ts';
import { AppError } from '../errors.ts';

/** Slow senders are cut off: headers, then the whole request (I12). */
const HEADERS_MS = 15_000;
const REQUEST_MS = 60_000;

export interface Listening {
	port: number;
	/** Takes no new connections, lets the requests in hand finish for `graceMs`, then cuts the rest off. */
	close(graceMs: number): Promise<void>;
}

/** Opens the port. Throws AppError `configuration_invalid` on `PORT` or `HOST` when it cannot be had. */
export function listen(app: Express, address: { host: string; port: number }): Promise<Listening> {
	const server = createServer({ headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS }, app);
	return new Promise((done, failed) => {
		server.once('error', (cause) => failed(refusal(cause, address)));
		server.listen(address.port, address.host, () => {
			const bound = server.address();
			const port = bound !== null && typeof bound === 'object' ? bound.port : address.port;
			done({ port, close: (graceMs) => closeServer(server, graceMs) });
		});
	});
}

function closeServer(server: ReturnType<typeof createServer>, graceMs: number): Promise<void> {
	const cut = setTimeout(() => server.closeAllConnections(), graceMs);
	return new Promise((done) => {
		server.close(() => {
			clearTimeout(cut);
			done();
		});
		server.closeIdleConnections();
	});
}

function refusal(cause: Error, { host, port }: { host: string; port: number }): AppError {
	const code = errorCode(cause);
	if (code === 'EADDRINUSE')
		return new AppError('configuration_invalid', `PORT: ${port} is taken by another program; set another PORT`, { cause, field: 'PORT' });
	if (code === 'EACCES')
		return new AppError('configuration_invalid', `PORT: ${port} needs rights this program does not have`, { cause, field: 'PORT' });
	return new AppError('configuration_invalid', `HOST: cannot listen on ${host}`, { cause, field: 'HOST' });
}
