/**
 * The floors of the house, from the ground: platform ← channels ← understanding, conversation ← modules ← web ← app. A lower floor never
 * imports a higher one; a module imports another module's face (`index.ts`) only.
 */
const APP = '^src/[^/]+[.]ts$';
const ABOVE = {
	platform: '^src/(channels|understanding|conversation|modules|web)/',
	channels: '^src/(understanding|conversation|modules|web)/',
	understanding: '^src/(conversation|modules|web)/',
	conversation: '^src/(modules|web)/',
	modules: '^src/web/',
};

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
	forbidden: [
		...Object.entries(ABOVE).map(([floor, above]) => ({
			name: `${floor}-looks-up`,
			severity: 'error',
			from: { path: `^src/${floor}/` },
			to: { path: `${above}|${APP}` },
		})),
		{ name: 'web-looks-up', severity: 'error', from: { path: '^src/web/' }, to: { path: APP } },
		{
			name: 'module-insides',
			comment: 'Another module is asked through its face: its index.ts.',
			severity: 'error',
			from: { path: '^src/modules/([^/]+)/' },
			to: { path: '^src/modules/[^/]+/', pathNot: ['^src/modules/$1/', '^src/modules/[^/]+/index[.]ts$'] },
		},
		{
			name: 'module-insides-from-web',
			severity: 'error',
			from: { path: '^src/web/' },
			to: { path: '^src/modules/[^/]+/', pathNot: '^src/modules/[^/]+/index[.]ts$' },
		},
		{ name: 'no-circle', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
		{ name: 'no-missing-module', severity: 'error', from: {}, to: { couldNotResolve: true } },
		{ name: 'no-undeclared-package', severity: 'error', from: {}, to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] } },
		{
			name: 'no-development-package',
			severity: 'error',
			from: { path: '^src/' },
			to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
		},
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '/public/' },
		tsPreCompilationDeps: true,
		enhancedResolveOptions: {
			extensions: ['.ts', '.js', '.json'],
			exportsFields: ['exports'],
			conditionNames: ['import', 'node', 'default'],
		},
	},
};
