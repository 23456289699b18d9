import { defineModule, type Module } from '../module.ts';
import { type ErasureContext, erasureRoutes } from './routes.ts';

/** Forgetting a person: each module says what it holds of people, and here all of it is blanked (rule X9). */
export function erasureModule(context: ErasureContext): Module {
	return defineModule({ name: 'erasure', routes: erasureRoutes(context) });
}
