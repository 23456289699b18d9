export default {
	testEnvironment: 'node',
	extensionsToTreatAsEsm: ['.ts'],
	moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
	transform: { '\\.ts$': '<rootDir>/test/support/strip-types.js' },
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	globalSetup: '<rootDir>/test/support/global-setup.ts',
	globalTeardown: '<rootDir>/test/support/global-teardown.ts',
	maxWorkers: 2,
	testTimeout: 30_000,
};
