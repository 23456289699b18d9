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

interface Address {
	host: string;
	port: number;
}

/** Opens the port. Throws AppError `configuration_invalid` on the one of the `variables` that is at fault when it cannot be had. */
export function listen(app: Express, address: Address, variables = { host: 'HOST', port: 'PORT' }): Promise<Listening> {
	const server = createServer({ headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS }, app);
	return new Promise((done, failed) => {
		server.once('error', (cause) => failed(refusal(cause, address, variables)));
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

function refusal(cause: Error, { host, port }: Address, variables: { host: string; port: string }): AppError {
	const refused = (field: string, why: string) => new AppError('configuration_invalid', `${field}: ${why}`, { cause, field });
	const code = errorCode(cause);
	if (code === 'EADDRINUSE') return refused(variables.port, `${port} is taken by another program; set another ${variables.port}`);
	if (code === 'EACCES') return refused(variables.port, `${port} needs rights this program does not have`);
	return refused(variables.host, `cannot listen on ${host}`);
}
