import type { Server } from 'node:net';

/** The port a server listens on. */
export function portOf(server: Pick<Server, 'address'>): number {
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('the server does not listen');
	return address.port;
}
