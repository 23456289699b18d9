export default {
	testEnvironment: 'node',
	extensionsToTreatAsEsm: ['.ts'],
	moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
	transform: { '\\.ts$': '<rootDir>/test/support/strip-types.js' },
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	globalSetup: '<rootDir>/test/support/global-setup.ts',
	globalTeardown: '<rootDir>/test/support/global-teardown.ts',
	maxWorkers: 2,
	// A net under what would hang, like PATIENCE_MS in test/support.
	testTimeout: 120_000,
};
