import { registerHooks } from 'node:module';

/** Loaded before the program: asks it to stop at the moment when it begins to load its server. */
const LATE_MODULE = 'express';
let asked = false;

registerHooks({
	resolve(specifier, context, next) {
		if (specifier === LATE_MODULE && !asked) {
			asked = true;
			process.kill(process.pid, 'SIGTERM');
		}
		return next(specifier, context);
	},
});
