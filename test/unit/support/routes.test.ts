import { expect, test } from '@jest/globals';
import { supportRoutes } from '../../../src/modules/support/routes.ts';
import { systemClock } from '../../../src/platform/clock.ts';
import { openApiDocument } from '../../../src/platform/http/openapi.ts';

const routes = supportRoutes({
	clock: systemClock(),
	inScene: async () => {
		throw new Error('nothing is asked');
	},
});

test('no conversation is for a provider or a counter', () => {
	for (const { roles } of routes) expect(roles).toEqual(['agent', 'manager', 'admin']);
});

test('the document says that a file is a file', () => {
	expect(openApiDocument(routes, { version: '1', publicBaseUrl: 'http://localhost' })).toMatchObject({
		paths: {
			'/api/v1/media/{id}': { get: { responses: { 200: { content: { '*/*': { schema: { type: 'string', format: 'binary' } } } } } } },
			'/api/v1/conversations/{id}/messages': { post: { responses: { 202: {} } } },
		},
	});
});
