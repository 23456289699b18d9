import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { loadConfig } from '../../../src/config.ts';

const PRODUCTION = {
	NODE_ENV: 'production',
	MONGODB_URI: 'mongodb://db/palabre?replicaSet=rs0',
	TWILIO_ACCOUNT_SID: 'AC0123456789abcdef0123456789abcdef',
	TWILIO_AUTH_TOKEN: 'token',
	JWT_SECRET: 'x'.repeat(32),
};

describe('loadConfig', () => {
	test('an empty environment is a laptop: embedded database, simulator, local address', () => {
		expect(loadConfig({})).toEqual({
			environment: 'development',
			port: 3000,
			host: '127.0.0.1',
			metrics: undefined,
			publicBaseUrl: 'http://localhost:3000',
			mongodbUri: undefined,
			dataDir: resolve('data'),
			twilio: undefined,
			llm: undefined,
			clockOffsetSeconds: 0,
			jwtSecret: undefined,
			logLevel: 'info',
			apiRequestsPerMinute: 4000,
		});
	});

	test('an empty value is an unset one', () => {
		expect(loadConfig({ PORT: '', MONGODB_URI: ' ', TWILIO_ACCOUNT_SID: '', JWT_SECRET: '' })).toEqual(loadConfig({}));
	});

	test('a worker shows its metrics to this machine alone unless told otherwise', () => {
		expect(loadConfig({ METRICS_PORT: '9464' }).metrics).toEqual({ host: '127.0.0.1', port: 9464 });
		expect(loadConfig({ METRICS_PORT: '9464', METRICS_HOST: '0.0.0.0' }).metrics).toEqual({ host: '0.0.0.0', port: 9464 });
	});

	test('the public address loses its trailing slash', () => {
		expect(loadConfig({ PUBLIC_BASE_URL: 'https://palabre.cm/' }).publicBaseUrl).toBe('https://palabre.cm');
	});

	test.each([
		['PORT', 'abc'],
		['PORT', '70000'],
		['PORT', '3000.5'],
		['METRICS_PORT', '0'],
		['PUBLIC_BASE_URL', 'palabre.cm'],
		['PUBLIC_BASE_URL', 'ftp://palabre.cm'],
		['MONGODB_URI', 'localhost:27017'],
		['TWILIO_API_BASE_URL', 'nowhere'],
		['OPENAI_BASE_URL', 'nowhere'],
		['CLOCK_OFFSET_SECONDS', 'tomorrow'],
		['NODE_ENV', 'staging'],
		['LOG_LEVEL', 'loud'],
	])('%s=%s is refused by name', (variable, value) => {
		expect(() => loadConfig({ [variable]: value })).toThrow(new RegExp(`^the environment is wrong:\n {2}${variable}: `));
	});

	test('a complaint never repeats the value, which may be a secret', () => {
		expect(() => loadConfig({ MONGODB_URI: 'hunter2' })).toThrow(
			expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
		);
	});

	test.each([
		[{ TWILIO_ACCOUNT_SID: 'AC1' }, 'TWILIO_AUTH_TOKEN'],
		[{ TWILIO_AUTH_TOKEN: 't' }, 'TWILIO_ACCOUNT_SID'],
	])('half a Twilio account is refused: %j', (env, field) => {
		expect(() => loadConfig(env)).toThrow(expect.objectContaining({ code: 'configuration_invalid', field }));
	});
});

describe('production', () => {
	test('a whole environment is accepted and listens on every address', () => {
		expect(loadConfig(PRODUCTION)).toMatchObject({ environment: 'production', host: '0.0.0.0', twilio: { authToken: 'token' } });
	});

	test.each([
		['TWILIO_ACCOUNT_SID', { TWILIO_ACCOUNT_SID: '', TWILIO_AUTH_TOKEN: '' }],
		['CLOCK_OFFSET_SECONDS', { CLOCK_OFFSET_SECONDS: '60' }],
		['JWT_SECRET', { JWT_SECRET: '' }],
		['JWT_SECRET', { JWT_SECRET: 'short' }],
		['MONGODB_URI', { MONGODB_URI: '' }],
	])('is refused for %s: %j', (field, change) => {
		expect(() => loadConfig({ ...PRODUCTION, ...change })).toThrow(expect.objectContaining({ code: 'configuration_invalid', field }));
	});

	test('every fault is named at once', () => {
		expect(() => loadConfig({ NODE_ENV: 'production' })).toThrow(/TWILIO_ACCOUNT_SID.*JWT_SECRET.*MONGODB_URI/s);
	});
});
